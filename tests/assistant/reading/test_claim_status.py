"""The status of a claim is read from the words around it."""

import pytest

from assistant.reading.claim_status import claim_status


def status(text, cue):
    start = text.index(cue)
    end = text.index("|") if "|" in text else len(text.rstrip("."))
    plain = text.replace("|", "")
    return claim_status(plain, ((start, start + len(cue)),), ((start + len(cue) + 1, end),))


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The mayor said that the dam broke|.", "said", "said"),
        ("The mayor claimed that the dam broke|.", "claimed", "claimed"),
        ("The army alleges an attack|.", "alleges", "claimed"),
        ("The ministry confirmed the toll|.", "confirmed", "confirmed"),
        ("The firm admits a leak|.", "admits", "confirmed"),
        ("The firm denied a leak|.", "denied", "denied"),
        ("The firm refuted the report|.", "refuted", "denied"),
        ("The firm did not deny a leak|.", "did not deny", "said"),
        ("The firm did not deny a leak|.", "deny", "said"),
        ("Police could not confirm the toll|.", "could not confirm", "unverified"),
        (
            "The army said it hit a base|. The claim could not be independently verified.",
            "said",
            "unverified",
        ),
        ("The army said it hit a base|, which could not be verified.", "said", "unverified"),
        (
            "The army said it hit a base|. A spokesman told reporters that calm had returned to "
            "the town, which could not be verified.",
            "said",
            "said",
        ),
        ("The army said it hit a base, which could not be verified|.", "said", "unverified"),
        ("The army said it hit a base|.\n\nUnverified videos were shared.", "said", "said"),
    ],
)
def test_status(text, cue, expected):
    assert status(text, cue) == expected


def test_a_statement_without_cue_is_said():
    assert claim_status("A claim", (), ((0, 7),)) == "said"
