"""What the wording of a question tells."""

import pytest

from assistant.answering.parts import parts
from assistant.answering.question import Kind, understand


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who reported 23 civilian deaths?", Kind.WHO_SAID),
        ("According to whom did the dam hold?", Kind.WHO_SAID),
        ("What did the mayor say about the bridge?", Kind.WHAT_SAID),
        ("How many people were hurt?", Kind.QUANTITY),
        ("death toll?", Kind.QUANTITY),
        ("When did the ferry sink?", Kind.DATE),
        ("Where was the parcel found?", Kind.PLACE),
        ("Why was the vote delayed?", Kind.REASON),
        ("Which groups signed?", Kind.LIST),
        ("Who chairs the board?", Kind.PERSON),
        ("Compare the two offers", Kind.COMPARISON),
        ("Summarise the trial", Kind.OVERVIEW),
        ("Did the harbour reopen?", Kind.YES_NO),
    ],
)
def test_kind(text, kind):
    assert understand(text).kind is kind


def test_claim_speaker_and_status_of_a_saying_question():
    denied = understand("Who denied that the bridge was closed?")
    assert (denied.claim, denied.verb_status) == ("the bridge was closed", "denied")
    said = understand("What did the Velm mayor say about the bridge?")
    assert (said.speaker, said.claim) == ("the Velm mayor", "the bridge")
    assert understand("How many fell ill, according to the ministry?").speaker == "the ministry"


def test_a_question_in_capitals_has_no_names_but_keeps_its_words():
    shouted = understand("HOW MANY PEOPLE DIED IN VELM?")
    assert shouted.names == ()
    assert "velm" in shouted.stems


@pytest.mark.parametrize("text", ["", "?", "23", "😀😀", "من قال ذلك؟", "a" * 2000])
def test_degenerate_questions_have_a_defined_reading(text):
    assert understand(text).kind in Kind


def test_parts_of_a_question():
    assert parts("What did she ask for, and what was she given?") == [
        "What did she ask for?",
        "what was she given?",
    ]
    assert parts("Who reported 23 civilian deaths?") == []
