"""Speakers as they are kept."""

import pytest

from assistant.answering.speakers import plain_name


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ana Marr, 29, from Velm", "Ana Marr"),
        ("Tor Abek, who chairs the board", "Tor Abek"),
        ("the engineer, Joost Verhagen", "the engineer, Joost Verhagen"),
        ("The council", "The council"),
        ("In the corridor Ana Marr", "Ana Marr"),
        ("At Velm Hospital", "At Velm Hospital"),
        ("the Velm Relief Agency (VRA", "the Velm Relief Agency"),
        ("the Velm Relief Agency (VRA)", "the Velm Relief Agency (VRA)"),
        ("the Observatory raised its", "the Observatory"),
        ("the Ministry of the Interior", "the Ministry of the Interior"),
        ("the Coast Guard’s", "the Coast Guard"),
        ("", ""),
    ],
)
def test_asides_are_no_part_of_a_name(written, kept):
    assert plain_name(written) == kept
