"""Adding is idempotent, keeps history, recognises copies, and never half done."""

import pytest

from index.errors import ArticleNotFoundError
from index.news_index import NewsIndex
from tests.index.store.stories import ALL, ATTACKS, COPY, HIGHWAY, UNDATED, ids_found, write


def ids(entries):
    return [entry.article_id for entry in entries]


def test_a_second_add_changes_nothing(index, tmp_path):
    path = write(tmp_path, *ALL)
    first = index.add(path)
    assert ids(first.added) == ["attacks", "highway", "general", "undated"]
    assert ids(first.duplicates) == ["attacks-copy"]
    before = index.articles()
    second = index.add(path)
    assert len(second.unchanged) == len(ALL)
    assert not second.added + second.updated + second.duplicates + second.failed
    assert index.articles() == before
    assert index.doctor() == []


def test_a_new_version_supersedes_and_keeps_history(index, tmp_path):
    index.add(write(tmp_path, HIGHWAY))
    changed = HIGHWAY | {"text": HIGHWAY["text"].replace("1,200", "1,350")}
    report = index.add(write(tmp_path, changed))
    assert ids(report.updated) == ["highway"]
    assert index.article("highway").version == 2
    assert "1,350" in index.article("highway").text
    assert "1,200" in index.article("highway", 1).text
    assert [each.version for each in index.versions("highway")] == [1, 2]
    found = index.retrieve("How many fighters were killed at Khan al-Assal?")
    assert [hit.passage.version for hit in found] == [2]
    assert index.doctor() == []


def test_several_articles_are_read_at_once(index, tmp_path):
    index.add(write(tmp_path, *ALL))
    index.add(write(tmp_path, HIGHWAY | {"text": "The M5 is open again."}))
    found = index.articles_by_id(["highway", "attacks", "highway", "attacks-copy"])
    assert found == {each: index.article(each) for each in ("highway", "attacks", "attacks-copy")}
    index.remove("highway")
    with pytest.raises(ArticleNotFoundError, match="'highway'"):
        index.articles_by_id(["attacks", "highway"])


def test_a_corrected_title_is_a_new_version_too(index, tmp_path):
    index.add(write(tmp_path, HIGHWAY))
    report = index.add(write(tmp_path, HIGHWAY | {"title": "M5 motorway cut"}))
    assert ids(report.updated) == ["highway"]
    assert index.article("highway").title == "M5 motorway cut"


def test_two_versions_in_one_add(index, tmp_path):
    first = write(tmp_path, HIGHWAY, name="a.jsonl")
    second = write(tmp_path, HIGHWAY | {"text": "The M5 is open again."}, name="b.jsonl")
    index.add([first, second])
    assert index.article("highway").text == "The M5 is open again."
    assert index.doctor() == []


def test_a_copy_is_cited_once_and_counted_twice(stocked):
    found = ids_found(stocked.retrieve("Who reported 23 civilian deaths?"))
    assert "attacks" in found
    assert "attacks-copy" not in found
    assert [copy.outlet for copy in stocked.copies("attacks")] == ["Valley Wire"]
    assert [copy.outlet for copy in stocked.copies("attacks-copy")] == ["Harbour Post"]
    assert stocked.article("attacks-copy").duplicate_of == "attacks"
    assert stocked.article("attacks-copy").text == stocked.article("attacks").text


def test_an_update_with_another_count_is_no_copy(index, tmp_path):
    update = COPY | {"text": COPY["text"].replace("23 civilians", "31 civilians")}
    report = index.add(write(tmp_path, ATTACKS, update))
    assert ids(report.added) == ["attacks", "attacks-copy"]


def test_copies_find_a_new_place_when_the_original_changes(index, tmp_path):
    index.add(write(tmp_path, ATTACKS, COPY))
    index.add(write(tmp_path, ATTACKS | {"text": "This article was withdrawn by its editors."}))
    assert index.article("attacks-copy").duplicate_of == ""
    assert "attacks-copy" in ids_found(index.retrieve("Who reported 23 civilian deaths?"))
    assert index.doctor() == []


def test_the_same_text_again_under_the_same_outlet_is_unchanged(index, tmp_path):
    index.add(write(tmp_path, ATTACKS))
    again = {key: ATTACKS[key] for key in ("title", "outlet", "published", "text")}
    report = index.add(write(tmp_path, again, name="other.jsonl"))
    assert ids(report.unchanged) == ["attacks"]


def test_ids_come_from_the_document_or_its_source(index, tmp_path):
    (tmp_path / "note.txt").write_text("A short note\n\nNothing happened in Arlen today.\n")
    report = index.add([write(tmp_path, UNDATED | {"id": "x" * 129}), tmp_path / "note.txt"])
    assert all(len(entry.article_id) == 16 for entry in report.added)


def test_passages_are_spans_of_the_text(stocked):
    for summary in stocked.articles():
        article = stocked.article(summary.id)
        passages = stocked.passages(summary.id)
        assert passages
        assert [each.ordinal for each in passages] == list(range(len(passages)))
        for passage in passages:
            assert article.text[passage.start : passage.end] == passage.text
            assert all(article.text[start:end].strip() for start, end in passage.sentences)


def test_text_of_any_script_survives(index, tmp_path):
    text = "قال متحدث إن 23 مدنيا قتلوا. 🕊️ “Peace,” she said — naïve café.\n\n停火协议今天生效。"
    index.add(write(tmp_path, UNDATED | {"text": text}))
    assert index.article("undated").text == text
    hit = index.retrieve("停火协议")[0]
    assert text[hit.passage.start : hit.passage.end] == hit.passage.text
    assert hit.matched_words == ("停火协议",)


def test_progress_counts_articles(index, tmp_path):
    steps = []
    index.add(write(tmp_path, *ALL), progress=steps.append)
    reading = [step for step in steps if step.stage == "reading"]
    indexing = [step for step in steps if step.stage == "indexing"]
    assert [step.done for step in reading] == [1, 2, 3, 4, 5]
    assert {step.total for step in indexing} == {5}
    assert indexing[-1].done == 5
    assert [step.done for step in indexing] == sorted(step.done for step in indexing)


def test_cancelling_leaves_nothing_half(index, tmp_path):
    index.add(write(tmp_path, HIGHWAY, name="before.jsonl"))
    asked = iter([False] * 10)
    report = index.add(write(tmp_path, *ALL), cancelled=lambda: next(asked, True))
    assert report.added == []
    assert [each.id for each in index.articles()] == ["highway"]
    assert index.doctor() == []
    assert ids(index.add(write(tmp_path, *ALL)).added) == ["attacks", "general", "undated"]


def test_bad_inputs_leave_the_rest_unharmed(index, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    report = index.add([tmp_path / "missing.txt", tmp_path / "empty.txt", write(tmp_path, HIGHWAY)])
    assert ids(report.added) == ["highway"]
    assert len(report.failed) == 2
    assert all(entry.reason for entry in report.failed)


def test_unknown_articles_are_named(index):
    with pytest.raises(ArticleNotFoundError, match="'nope'"):
        index.article("nope")
    with pytest.raises(ArticleNotFoundError, match="'nope'"):
        index.passages("nope")
    with pytest.raises(ArticleNotFoundError, match="'nope'"):
        index.copies("nope")
    with pytest.raises(ArticleNotFoundError, match="'nope'"):
        index.articles_by_id(["nope"])


def test_an_unknown_version_is_named(stocked):
    with pytest.raises(ArticleNotFoundError, match="no version 7"):
        stocked.article("attacks", 7)


def test_a_library_at_another_database_url(tmp_path):
    url = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    with NewsIndex.open(tmp_path / "library", database_url=url) as index:
        index.add(write(tmp_path, HIGHWAY))
    assert not (tmp_path / "library" / "library.sqlite").exists()
    with NewsIndex.open(tmp_path / "library", database_url=url) as index:
        assert index.count() == 1
