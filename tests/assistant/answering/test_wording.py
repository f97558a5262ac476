"""The question as the reader reads it."""

import pytest

from assistant.answering.question import understand
from assistant.answering.wording import for_reading


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("final turnout?", "What was the final turnout?"),
        ("The mayor's reply", "What was The mayor's reply?"),
        ("List the inquiry's findings", "What are the inquiry's findings?"),
        ("name the head of the council", "Who or what is the head of the council?"),
    ],
)
def test_a_noun_phrase_becomes_a_question(typed, read):
    assert for_reading(understand(typed)) == read


@pytest.mark.parametrize(
    "typed",
    [
        "Who reported 23 deaths?",
        "The bridge was closed?",
        "They spent 2.7 million, correct?",
        "Nineteen boats were lost, weren't they?",
        "Summarise the week",
        "Turnout",
        "",
        "😀 !!",
    ],
)
def test_what_asks_already_is_left_as_it_is(typed):
    assert for_reading(understand(typed)) == understand(typed).text
