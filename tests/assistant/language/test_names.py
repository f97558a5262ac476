"""Names and when two of them name one speaker."""

import pytest

from assistant.language.names import names, same_speaker


def test_finds_runs_of_capitalised_words():
    text = "Did Maren Oster of the Harbour Relief Council meet Gen. Tor Abek in Velm?"
    assert names(text, skip_first=True) == [
        "Maren Oster",
        "Harbour Relief Council",
        "Gen. Tor Abek",
        "Velm",
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("HRC", "the Harbour Relief Council", True),
        ("The Harbour Relief Council (HRC)", "HRC", True),
        ("Dr. Maren Oster", "Oster", True),
        ("Maren Oster", "Tor Oster", False),
        ("the government", "The Government", True),
        ("Harbour Relief Council", "Harbour Police", False),
        ("", "Oster", False),
    ],
)
def test_same_speaker(one, other, same):
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same
