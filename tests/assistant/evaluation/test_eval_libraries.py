"""Built libraries: reused while nothing changed, private to each run, never a person's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.evaluation import libraries, question_sets
from assistant.evaluation.errors import EvaluationError, QuestionSetError
from index.report import Entry, Report


class FakeAssistant:
    """Writes what it is given into its folder; counts how often it was built."""

    built = 0
    failed = ()

    def __init__(self, folder, settings):
        self.folder, self.settings = Path(folder), settings
        self.folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def add(self, inputs, progress=None):
        type(self).built += 1
        (self.folder / "library.db").write_text(str(inputs))
        return Report(failed=[Entry(name, reason="why") for name in self.failed])

    def wait_for_tagging(self, progress=None):
        (self.folder / "tagged").touch()


@pytest.fixture(autouse=True)
def fakes(monkeypatch, tmp_path):
    monkeypatch.setenv("NEWS_ASSISTANT_EVAL_CACHE", str(tmp_path / "cache"))
    # The code that indexes is one small folder here, so that editing the real one is no change.
    (tmp_path / "code" / "index").mkdir(parents=True)
    monkeypatch.setattr(libraries, "_ROOT", tmp_path / "code")
    monkeypatch.setattr(FakeAssistant, "built", 0)
    monkeypatch.setattr(FakeAssistant, "failed", ())

    def opening(folder, **settings):
        return FakeAssistant(folder, settings)

    monkeypatch.setattr("assistant.assistant.Assistant.open", opening)


def opened(folder):
    return libraries.opened(question_sets.load(folder))


def test_a_library_is_built_once_and_each_run_has_its_own_copy(small_set):
    with opened(small_set) as first, opened(small_set) as second:
        assert not first.reused
        assert second.reused
        assert first.assistant.folder != second.assistant.folder
        for built in (first, second):
            assert (built.assistant.folder / "tagged").exists()
            assert sorted(Path(a.name).name for a in built.articles) == ["bridge.md", "harbour.md"]
        place = first.assistant.folder
    assert FakeAssistant.built == 1
    assert not place.exists()


def test_what_a_run_writes_is_not_seen_by_the_next(small_set):
    with opened(small_set) as built:
        (built.assistant.folder / "library.db").write_text("changed")
    with opened(small_set) as built:
        assert (built.assistant.folder / "library.db").read_text() != "changed"


def test_a_changed_article_builds_anew_and_the_outdated_library_goes(small_set, tmp_path):
    with opened(small_set):
        pass
    with (small_set / "articles" / "bridge.md").open("a") as file:
        file.write("\nIt was rebuilt.\n")
    with opened(small_set) as built:
        assert not built.reused
    assert FakeAssistant.built == 2
    assert len([place for place in (tmp_path / "cache").iterdir() if place.is_dir()]) == 1


def test_changed_questions_do_not(small_set):
    with opened(small_set):
        pass
    file = small_set / "questions.jsonl"
    file.write_text(file.read_text().replace("How many people", "How many persons"))
    with opened(small_set) as built:
        assert built.reused


def test_a_build_that_was_killed_is_made_again(small_set, tmp_path):
    with opened(small_set):
        pass
    (complete,) = (tmp_path / "cache").glob("*/articles.json")
    complete.unlink()
    with opened(small_set) as built:
        assert not built.reused


def test_nothing_is_built_for_a_wrong_gold_quote(small_set):
    file = small_set / "questions.jsonl"
    file.write_text(file.read_text().replace("Dockers in Port Ansel", "Dockers in Port Anselm"))
    with pytest.raises(QuestionSetError, match=r":2: .*is not in the article"), opened(small_set):
        pass
    assert FakeAssistant.built == 0


def test_a_quote_that_became_wrong_is_refused_on_a_reused_library_too(small_set):
    with opened(small_set):
        pass
    file = small_set / "questions.jsonl"
    file.write_text(file.read_text().replace("Dockers in Port Ansel", "Dockers in Port Anselm"))
    with pytest.raises(QuestionSetError, match=r":2: "), opened(small_set):
        pass


def test_an_article_that_cannot_be_added_is_told(small_set, monkeypatch):
    monkeypatch.setattr(FakeAssistant, "failed", ("bridge.md",))
    with pytest.raises(EvaluationError, match=r"bridge\.md can't be added: why"), opened(small_set):
        pass


def test_a_persons_own_stores_are_left_alone(small_set, monkeypatch):
    monkeypatch.setenv("NEWS_ASSISTANT_DATABASE_URL", "postgresql://somewhere/own")
    monkeypatch.setenv("NEWS_ASSISTANT_CHROMA_URL", "http://somewhere")
    with opened(small_set) as built:
        assert built.assistant.settings == {
            "database_url": "",
            "chroma_url": "",
            "writer": "extractive",
        }


def test_the_fingerprint_follows_the_articles_and_the_model(small_set, monkeypatch):
    place = small_set / "articles"
    before = libraries.fingerprint(place)
    assert libraries.fingerprint(place) == before
    monkeypatch.setenv("NEWS_ASSISTANT_EMBEDDING_MODEL", "/models/other")
    assert libraries.fingerprint(place) != before
    monkeypatch.delenv("NEWS_ASSISTANT_EMBEDDING_MODEL")
    (place / "bridge.md").rename(place / "renamed.md")
    assert libraries.fingerprint(place) != before


def test_the_fingerprint_follows_the_code_that_indexes(small_set, tmp_path):
    before = libraries.fingerprint(small_set / "articles")
    (tmp_path / "code" / "index" / "passages.py").write_text("LONGEST = 100")
    assert libraries.fingerprint(small_set / "articles") != before
