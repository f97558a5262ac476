"""No source cuts a name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.names import find_names
from assistant.reading.widening import whole_names


def widened(text, cut, *taken):
    start = text.index(cut)
    places = tuple((text.index(each), text.index(each) + len(each)) for each in taken)
    ((left, right),) = whole_names(text, find_names(text), ((start, start + len(cut)),), places)
    return text[left:right]


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("On Monday the White Helmets said so.", "Helmets", "White Helmets"),
        (
            "Late on Friday the Syrian Observatory for Human Rights said so.",
            "Observatory",
            "Syrian Observatory for Human Rights",
        ),
        ("He met Ana Lindqvist, who agreed.", "Ana", "Ana Lindqvist"),
        ("It told the Securities and Exchange Commission so.", "and", "Securities and Exchange Commission"),
        ("They asked the U.S. embassy again.", "S", "U.S"),
        ("The rest of the White Helmets said so.", "rest of the White", "rest of the White Helmets"),
    ],
)  # fmt: skip
def test_a_cut_name_becomes_whole(text, cut, whole):
    assert widened(text, cut) == whole


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("In Velm, Ana Lindqvist agreed.", "Ana Lindqvist"),  # a comma
        ("They went to Velm. Lindqvist agreed.", "Lindqvist"),  # the end of a sentence
        ("A crowd saw Tor Abek and Ana Lindqvist leave.", "Ana Lindqvist"),  # two people
        ("Few even knew. Even Lindqvist agreed.", "Lindqvist"),  # a first word is no name
        ("Black Lawmakers Rip Mayor As A Fraud\nText.", "Black Lawmakers"),  # a headline
        ("so it is, the mayor of Brask said", "the mayor"),  # no name is cut
    ],
)
def test_what_is_no_part_of_the_name_stays_out(text, source):
    assert widened(text, source) == source


def test_a_source_does_not_grow_into_cue_or_content():
    text = "On Monday Said Ellis of it: It Hurts Us."
    assert widened(text, "Ellis", "Said") == "Ellis"
    assert widened(text, "It", "Hurts Us") == "It"


def test_spans_that_meet_become_one():
    text = "On Monday the Syrian Observatory for Human Rights said so."
    cut = tuple((text.index(each), text.index(each) + len(each)) for each in ("Syrian", "Human"))
    ((start, end),) = whole_names(text, find_names(text), cut, ())
    assert text[start:end] == "Syrian Observatory for Human Rights"


@given(
    st.lists(st.sampled_from("Ana and Velm of for White the said , . \n Helmets U.S.".split(" "))),
    st.data(),
)
def test_widened_spans_hold_what_was_given_in_order(parts, data):
    text = " ".join(parts)
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = tuple(zip(places[::2], places[1::2], strict=False))
    found = whole_names(text, find_names(text), spans, ())
    assert all(start < end <= len(text) for start, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert all(any(a <= start and end <= b for a, b in found) for start, end in spans)
