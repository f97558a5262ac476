"""Times of day and dates as they are written."""

import re
from datetime import UTC, datetime

import pytest

from assistant.language.calendar import MONTH, day, minute_of_day


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("at 10:55 p.m. on Tuesday", 22 * 60 + 55),
        ("12:25 a.m.", 25),
        ("12 pm", 720),
        ("06:12", 372),
        ("11.40 p.m.", 23 * 60 + 40),
        ("before noon", 720),
        ("at midnight", 0),
        ("0600 hours", 360),
        ("a vote of 4.5 to 3", None),
        ("no time given", None),
    ],
)
def test_a_time_of_day_is_minutes_from_midnight(text, minute):
    assert minute_of_day(text) == minute


@pytest.mark.parametrize("name", ["January", "Jan", "jan.", "Sept.", "sep", "MAY", "december"])
def test_a_month_whole_or_shortened(name):
    assert re.fullmatch(MONTH, name, re.IGNORECASE)


def test_a_day_is_written_out():
    assert day(datetime(2024, 11, 30, tzinfo=UTC)) == "30 November 2024"
    assert day(None) == ""
