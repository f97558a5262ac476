"""A speaker in other words: counted once, and found by each of them."""

import shutil
from dataclasses import replace

import pytest

from assistant import Assistant, Filters
from assistant.answering.speakers import Attributions
from assistant.reading.tagger import Attribution

FULL = "the Harbour Relief Council"


@pytest.fixture(scope="module")
def council(ferry_library, tmp_path_factory):
    """The ferry library, where the second article calls the council by its acronym."""
    folder = tmp_path_factory.mktemp("council") / "library"
    shutil.copytree(ferry_library, folder)
    with Assistant.open(folder) as assistant:
        library = assistant.index.library
        for article in assistant.articles():
            rows = [
                replace(row, speaker="HRC" if "Coast" in article.outlet else "The Council")
                if "Relief Council" in row.speaker
                else row
                for row in library.attributions([article.id])
            ]
            if article.outlet == "Tidewater Post":
                rows.append(replace(rows[0], speaker=FULL))
            library.save_attributions(article.id, article.version, rows)
        yield assistant


def spoken(assistant):
    return {row.speaker for row in assistant.index.library.attributions()}


def test_the_spellings_of_a_speaker_are_counted_once(council):
    assert {"HRC", "The Council", FULL} <= spoken(council)
    speakers = dict(council.facets().speakers)
    assert speakers[FULL] == 2  # articles, though the first has two spellings
    assert not {"HRC", "The Council"} & speakers.keys()
    assert council.facets(filters=Filters(speakers=("HRC",))).outlets == (
        ("Coast Wire", 1),
        ("Tidewater Post", 1),
    )


@pytest.mark.parametrize("name", ["HRC", FULL, "the harbour relief council", "The Council"])
def test_a_filter_holds_for_the_speaker_in_any_words(council, name):
    filters = Filters(speakers=(name,))
    assert council.count(filters=filters) == 2
    answer = council.ask("How many people died on the ferry Lantern?", filters=filters)
    assert answer.filters == (("speaker", name),)
    assert {citation.outlet for citation in answer.citations} == {"Coast Wire", "Tidewater Post"}
    assert {entry.speaker for entry in council.timeline("", filters)} <= {
        "HRC",
        "The Council",
        FULL,
    }


def test_a_typed_speaker_is_named_by_the_fullest_spelling(council):
    question, filters = council.read_filters("How many died, only HRC?", None)
    assert question == "How many died?"
    assert filters == Filters(speakers=(FULL,))


def test_a_filter_by_somebody_else_finds_nothing_of_theirs(council):
    assert council.count(filters=Filters(speakers=("The Weather Service",))) == 0


class Tags:
    """A tagger that takes the place a report comes from, and an officer, for its speakers."""

    def tag(self, text):
        found = []
        for name in ("OLLEN, Tarnland", "Ada Rook"):
            start = text.index(name)
            spans = ((start, start + len(name)),)
            found.append(Attribution(spans, (), ((60, 70),), name, name, "said", 0.9))
        return found


def test_the_place_a_report_comes_from_is_no_speaker(tmp_path):
    text = "OLLEN, Tarnland - Nine barges sank when the weir failed, said lock keeper Ada Rook."
    (tmp_path / "weir.txt").write_text(text, encoding="utf-8")
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.index.add([tmp_path / "weir.txt"])
        (article,) = assistant.articles()
        whole = assistant.index.article(article.id)
        rows = Attributions(assistant.index, Tags()).tag(whole)
        assert [row.speaker for row in rows] == ["Ada Rook"]
        assert [row.speaker for row in assistant.index.library.attributions()] == ["Ada Rook"]
