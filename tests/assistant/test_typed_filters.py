"""Filters typed with a question."""

from datetime import UTC, datetime

import pytest

from assistant.typed_filters import typed_filters, without
from index.article import Filters

NOW = datetime(2025, 3, 12, 15, 0, tzinfo=UTC)  # a Wednesday
OUTLETS = ("Coast Wire", "The Tidewater Post")
SPEAKERS = ("the Harbour Relief Council (HRC)", "Tor Abek")


def read(text):
    return typed_filters(text, OUTLETS, SPEAKERS, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "How many died since Friday?",
        "Who spoke on Tuesday?",
        "Which ships sailed from Velm?",
        "How many died, only adults?",
        "What did the council say, by the way?",
    ],
)
def test_what_belongs_to_the_question_is_left_alone(text):
    typed = read(text)
    assert typed.question == text
    assert not typed.filters


def test_outlets_speakers_and_days_are_read_where_they_stand_apart():
    assert read("How many died, only Coast Wire?").filters == Filters(outlets=("Coast Wire",))
    assert read("How many died (from Tidewater Post)").filters.outlets == ("The Tidewater Post",)
    typed = read("How many died, only HRC, since Friday?")
    assert typed.question == "How many died?"
    assert typed.filters.speakers == ("the Harbour Relief Council (HRC)",)
    assert typed.filters.since == datetime(2025, 3, 7, tzinfo=UTC)


def test_a_filter_alone_has_no_question():
    assert read("only Tor Abek") == type(read("x"))("", Filters(speakers=("Tor Abek",)))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("toll, since 6 March", (2025, 3, 6), None),
        ("toll, before 2025-03-05", None, (2025, 3, 4)),
        ("toll, on yesterday", (2025, 3, 11), (2025, 3, 11)),
        ("toll, after 24 December", (2024, 12, 25), None),
    ],
)
def test_days(text, since, until):
    filters = read(text).filters
    for moment, wanted in ((filters.since, since), (filters.until, until)):
        assert (moment and (moment.year, moment.month, moment.day)) == wanted


def test_a_chip_is_removed():
    filters = Filters(outlets=("A", "B"), since=NOW)
    assert without(filters, "outlet", "A") == Filters(outlets=("B",), since=NOW)
    assert without(filters, "since", "2025-03-12") == Filters(outlets=("A", "B"))
