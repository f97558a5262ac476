"""Words that refer back are told from those that do not."""

import pytest

from assistant.followups.references import references


@pytest.mark.parametrize(
    ("question", "sorts"),
    [
        ("How old was her boy?", ["she"]),
        ("What did they find there?", ["they", "place"]),
        ("Who attacked that account in court?", ["noun"]),
        ("How did those split in the end?", ["they"]),
        ("What was his comment on that?", ["he", "event"]),
        ("Is that more than in 1987?", ["event"]),
        ("Is it true that the dam burst?", []),
        ("How long does it take to count?", []),
        ("Were there any injured?", []),
        ("Who said that rebels captured the base?", []),
        ("How many of those killed were children?", []),
        ("When did Anna Karel say she would resign?", []),
        ("What happened this week?", []),
        ("Did the army admit losing it?", ["it"]),
        ("Which banks advised them?", ["they"]),
        ("What's it like?", ["it"]),
    ],
)
def test_references(question, sorts):
    assert [reference.sort for reference in references(question)] == sorts


def test_offsets_hold():
    question = "Did they admit that they lost it there?"
    for reference in references(question):
        if reference.text:
            assert question[reference.start : reference.end] == reference.text
