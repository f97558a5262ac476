"""Writing one batch while the next is embedded gives what writing them in turn gives."""

import pytest

from index.embedding import Embedder
from tests.index.store.stories import ALL, ATTACKS, GENERAL, HIGHWAY, UNDATED, write

CHANGED = ATTACKS | {"text": "The council postponed its vote on the bridge. No day was given."}


@pytest.fixture(autouse=True)
def _one_article_a_batch(monkeypatch):
    monkeypatch.setattr("index.ingest._BATCH_CHARACTERS", 1)


def test_articles_copies_and_progress_are_as_in_one_batch(index, tmp_path):
    steps = []
    report = index.add(write(tmp_path, *ALL), progress=steps.append)
    done = [step.done for step in steps if step.stage == "indexing"]
    assert [each.article_id for each in report.added] == [
        "attacks",
        "highway",
        "general",
        "undated",
    ]
    assert [each.id for each in index.copies("attacks")] == ["attacks-copy"]
    assert done == sorted(done)
    assert done[-1] == len(ALL)
    assert index.doctor() == []


def test_a_new_version_is_written_before_the_next_article_is_planned(index, tmp_path):
    index.add(write(tmp_path, *ALL))
    again = ATTACKS | {"id": "again", "outlet": "Southern Star", "url": "https://star.example/23"}
    report = index.add(write(tmp_path, HIGHWAY, CHANGED, GENERAL, again, UNDATED))
    assert [each.article_id for each in report.updated] == ["attacks"]
    assert [each.article_id for each in report.duplicates] == ["again"]
    assert [each.id for each in index.copies("attacks-copy")] == ["again"]
    assert index.doctor() == []


def test_an_error_in_embedding_ends_the_add_and_the_next_one_repairs(index, tmp_path, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(Embedder, "documents", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            index.add(write(tmp_path, *ALL))
    index.add(write(tmp_path, *ALL))
    assert index.count() == len(ALL)
    assert index.doctor() == []
