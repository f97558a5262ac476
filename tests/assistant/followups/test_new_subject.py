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
