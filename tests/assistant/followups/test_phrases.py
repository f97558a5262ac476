"""Noun phrases are found where they stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.followups.phrases import noun_phrases


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "What sentence did the ex-director of the harbour receive?",
            ["sentence", "the ex-director of the harbour"],
        ),
        ("Who operates the Quennel Dam?", ["the Quennel Dam"]),
        ("On what day did Joss Melikan spot the crack?", ["day", "Joss Melikan", "the crack"]),
        ("Who replaces Dr. Lunn?", ["Dr. Lunn"]),
        ("How many ballots had been put aside?", ["ballots"]),
        ("What did it charge apiece?", []),
    ],
)
def test_noun_phrases(text, wanted):
    assert [phrase.text for phrase in noun_phrases(text)] == wanted


@settings(deadline=None)
@given(st.text(alphabet="abc ABC'’.?-12 ofthe", max_size=80))
def test_offsets_hold_for_any_text(text):
    for phrase in noun_phrases(text):
        assert text[phrase.start : phrase.end] == phrase.text
