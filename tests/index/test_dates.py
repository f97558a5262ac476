from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import parse_date, parse_labelled_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27 Nov 2024", "2024-11-27T00:00:00+00:00"),
        ("1 Dec 2024 14:05 GMT", "2024-12-01T14:05:00+00:00"),
        ("Friday 29 November 2024", "2024-11-29T00:00:00+00:00"),
        ("Sept. 3, 2024", "2024-09-03T00:00:00+00:00"),
        ("3rd March 2025", "2025-03-03T00:00:00+00:00"),
        ("Dec 1, 2024 at 2:05 p.m. ET", "2024-12-01T14:05:00-05:00"),
        ("Jul 1, 2024 at 2:05 p.m. ET", "2024-07-01T14:05:00-04:00"),
        ("27 Nov 2024 · 14:05 CET", "2024-11-27T14:05:00+01:00"),
        ("November 27, 2024 2:05 PM (UTC+3)", "2024-11-27T14:05:00+03:00"),
        ("2024-11-29T17:48:00+02:00", "2024-11-29T17:48:00+02:00"),
        ("2024-11-29T17:48:00Z", "2024-11-29T17:48:00+00:00"),
        ("2024-11-29 17:48", "2024-11-29T17:48:00+00:00"),
        ("20241129", "2024-11-29T00:00:00+00:00"),
        ("Tue, 03 Sep 2024 09:05:00 +0200", "2024-09-03T09:05:00+02:00"),
        ("13/04/2025", "2025-04-13T00:00:00+00:00"),
        ("03.04.2025", "2025-04-03T00:00:00+00:00"),
        ("1732900680", "2024-11-29T17:18:00+00:00"),
        (1732900680000, "2024-11-29T17:18:00+00:00"),
        (date(2024, 11, 29), "2024-11-29T00:00:00+00:00"),
    ],
)
def test_dates_keep_their_offset(text, expected):
    assert parse_date(text).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2025",
        "Nov 2024",
        "March 3",
        "14:05",
        "2024",
        "Monday",
        "",
        "23 killed",
        None,
        True,
        "9" * 30,
    ],
)
def test_what_is_not_certainly_a_date_is_none(text):
    assert parse_date(text) is None


def test_lines_of_dates():
    line = "Published 27 Nov 2024, updated 1 Dec 2024 14:05 GMT"
    found = parse_labelled_dates(line)
    assert {kind: when.isoformat() for kind, when in found.items()} == {
        "published": "2024-11-27T00:00:00+00:00",
        "updated": "2024-12-01T14:05:00+00:00",
    }
    assert list(parse_labelled_dates("Last updated: 3 May 2024")) == ["updated"]
    assert list(parse_labelled_dates("3 May 2024")) == ["published"]
    assert parse_labelled_dates("Updated figures of 3 May 2024 show a rise") is None


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text):
    found = parse_date(text)
    assert found is None or found.utcoffset() is not None
    parse_labelled_dates(text)


@given(st.datetimes(min_value=__import__("datetime").datetime(1900, 1, 1)), st.timezones())
def test_iso_dates_come_back(when, zone):
    when = when.replace(tzinfo=zone, microsecond=0)
    if when.utcoffset().total_seconds() % 60 == 0 and when.year < 2200:
        assert parse_date(when.isoformat()) == when
