"""Removing takes an article out of everything, with an undo until the library is closed."""

import pytest

from index.errors import ArticleNotFoundError
from index.news_index import NewsIndex
from tests.index.store.stories import ATTACKS, COPY, HIGHWAY, ids_found, write

QUESTION = "Who reported 23 civilian deaths?"


@pytest.fixture
def two(index, tmp_path):
    index.add(write(tmp_path, ATTACKS, HIGHWAY))
    return index


def test_a_removed_article_is_nowhere(two):
    two.remove("attacks")
    assert "attacks" not in ids_found(two.retrieve(QUESTION))
    assert [each.id for each in two.articles()] == ["highway"]
    assert two.count() == 1
    with pytest.raises(ArticleNotFoundError):
        two.article("attacks")
    with pytest.raises(ArticleNotFoundError):
        two.remove("attacks")
    assert two.doctor() == []


def test_removing_can_be_undone(two):
    before = two.article("attacks")
    two.remove("attacks")
    two.restore_article("attacks")
    assert two.article("attacks") == before
    assert ids_found(two.retrieve(QUESTION))[0] == "attacks"
    assert two.doctor() == []


def test_only_what_was_removed_can_be_restored(two):
    with pytest.raises(ArticleNotFoundError, match="No removed article 'attacks'"):
        two.restore_article("attacks")


def test_closing_forgets_for_good(tmp_path):
    folder = tmp_path / "library"
    with NewsIndex.open(folder) as index:
        index.add(write(tmp_path, ATTACKS, HIGHWAY))
        index.remove("attacks")
    for file in folder.rglob("*"):
        if file.is_file():
            assert b"Cardiac care is unaffordable" not in file.read_bytes(), file
    with NewsIndex.open(folder) as index:
        with pytest.raises(ArticleNotFoundError):
            index.restore_article("attacks")
        assert index.doctor() == []


def test_adding_a_removed_article_starts_it_anew(two, tmp_path):
    two.remove("attacks")
    report = two.add(write(tmp_path, ATTACKS))
    assert [entry.article_id for entry in report.added] == ["attacks"]
    assert two.article("attacks").version == 1
    assert two.doctor() == []


def test_a_copy_takes_the_place_of_a_removed_original(index, tmp_path):
    index.add(write(tmp_path, ATTACKS, COPY))
    index.remove("attacks")
    assert set(ids_found(index.retrieve(QUESTION))) == {"attacks-copy"}
    assert index.article("attacks-copy").duplicate_of == ""
    assert index.doctor() == []
    index.restore_article("attacks")
    assert set(ids_found(index.retrieve(QUESTION))) == {"attacks"}
    assert index.article("attacks-copy").duplicate_of == "attacks"
    assert index.doctor() == []


def test_removing_a_copy_leaves_the_original(index, tmp_path):
    index.add(write(tmp_path, ATTACKS, COPY))
    index.remove("attacks-copy")
    assert index.copies("attacks") == []
    assert set(ids_found(index.retrieve(QUESTION))) == {"attacks"}
    index.restore_article("attacks-copy")
    assert [copy.id for copy in index.copies("attacks")] == ["attacks-copy"]
    assert index.doctor() == []
