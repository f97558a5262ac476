"""A new subject takes nothing over from the conversation."""

import pytest

from assistant.followups import stand_alone

HISTORY = [
    ("Who reported 23 civilian deaths?", "The White Helmets"),
    ("How many were injured?", "82"),
]


@pytest.mark.parametrize(
    "question",
    ["How many people died in the flood?", "When did the trial begin?", "Was the bridge rebuilt?"],
)
def test_a_thing_nobody_spoke_of_is_a_new_subject(question):
    assert stand_alone(question, HISTORY).text == question


@pytest.mark.parametrize("question", ["How many were displaced?", "Were the deaths confirmed?"])
def test_a_thing_that_was_spoken_of_is_not(question):
    assert stand_alone(question, HISTORY).text != question


@pytest.mark.parametrize(
    "question",
    [
        "What is desalination?",
        "How does the Norr Grid Service work and why should I use it?",
        "Is it necessary to boil the water of the Enn canal?",
    ],
)
def test_a_question_that_stands_alone_is_left_byte_for_byte(question: str) -> None:
    history = [("What did the ministry say about cholera?", "Cases doubled in the old town")]
    assert stand_alone(question, history).text == question


@pytest.mark.parametrize("question", ["What is the price?", "Why is it important?"])
def test_an_attribute_or_a_lone_pronoun_still_leans(question: str) -> None:
    history = [("How large is the Kess reservoir?", "It holds 40 million cubic metres")]
    assert "reservoir" in stand_alone(question, history).text.lower()
