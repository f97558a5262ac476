"""Misspelt words, put right by the passages."""

import pytest

from assistant.answering.spelling import corrected

TEXTS = (
    "The Harbour Relief Council recorded nineteen attacks in three days, its deputy said.",
    "Councillor Ana Pourhazy lost the deposit.",
)
KNOWN = frozenset("who lost the council in days said how many and harbour three".split())


def is_word(word):
    return word in KNOWN


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("how mnay attakcs did the deputy recrod", "how many attacks did the deputy recrod"),
        ("wich Councilor lost the depost?", "which Councillor lost the deposit?"),
        ("Teh harbour", "the harbour"),
        ("Ana Pourhasy", "Ana Pourhazy"),
    ],
)
def test_a_slip_is_put_right(typed, right):
    assert corrected(typed, TEXTS, is_word) == right


@pytest.mark.parametrize(
    "typed",
    [
        "Who lost the council?",
        "Ana Brown lost",  # somebody else
        "Anna",  # a short name may be another one
        "an insurer",  # a word that the texts do not have
        "recording",  # a form of a word that they have
        "1234 5678",
        "",
        "العربية 😀",
    ],
)
def test_what_is_no_slip_stays(typed):
    assert corrected(typed, TEXTS, is_word) == typed
