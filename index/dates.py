"""Dates and times as news writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST: Final = 80
_YEARS: Final = range(1600, 2200)
_MILLISECONDS: Final = 100_000_000_000
"""A number of seconds this large would lie in the year 5138, so it counts milliseconds."""

_NUMERIC: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})\b")
_HALF_DAY: Final = re.compile(r"\b([ap])\.\s?m\.?(?=\W|$)", re.IGNORECASE)
_UTC_OFFSET: Final = re.compile(r"\b(?:UTC|GMT)\s?([+-])(\d{1,2}):?(\d\d)?\b")
_NOISE: Final = re.compile(r"[·•|,;–—()]|\b(?:at|on|Uhr|hrs)\b(?!\w)|\bSept\b\.?", re.IGNORECASE)

_OFFSETS: Final = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120,
    "EET": 120, "EEST": 180, "MSK": 180, "TRT": 180, "JST": 540, "KST": 540, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
    "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
}  # fmt: skip
"""Minutes east of UTC. Abbreviations that name several zones with no customary one are left out."""

_ZONES: Final = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}

_LABEL: Final = re.compile(
    r"(?P<label>\b(?:(?:first|last|originally)\s+)?"
    r"(?:published|posted|issued|date|filed|updated|modified|corrected))\b"
    r"(?:\s*:|\s+(?:on|at)\b)?\s*",
    re.IGNORECASE,
)
_LATER: Final = re.compile(r"updated|modified|corrected|last", re.IGNORECASE)


def parse_date(value: object) -> datetime | None:
    """Return `value` as an aware datetime with the offset it gives, or None if it is no date.

    Understands ISO 8601, RFC 2822, what dateutil understands, and Unix seconds or milliseconds. A
    date without a time means midnight UTC, a time without an offset means UTC. Nothing is guessed:
    a text without a day, a month and a year, or like 03/04/2025, is no date.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return _aware(value)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, int | float):
        return _from_seconds(float(value))
    text = " ".join(str(value).split())
    if not text or len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _from_seconds(float(text))
    return _from_iso(text) or _from_mail(text) or _from_words(text)


def parse_labelled_dates(line: str) -> dict[str, datetime] | None:
    """Return the dates of a line that holds nothing else, under "published" and "updated".

    "Published 27 Nov 2024, updated 1 Dec 2024 14:05 GMT" gives both; a bare date counts as
    published. Returns None if anything but labels and dates is in the line.
    """
    matches = list(_LABEL.finditer(line))
    if not matches:
        found = parse_date(line)
        return {"published": found} if found else None
    if line[: matches[0].start()].strip(" |·-"):
        return None
    dates: dict[str, datetime] = {}
    stops = [match.start() for match in matches[1:]] + [len(line)]
    for match, stop in zip(matches, stops, strict=True):
        found = parse_date(line[match.end() : stop].strip(" ,;|·-."))
        if found is None:
            return None
        kind = "updated" if _LATER.search(match["label"]) else "published"
        dates.setdefault(kind, found)
    return dates


def _aware(value: datetime) -> datetime | None:
    if value.year not in _YEARS:
        return None
    offset = value.utcoffset()
    if offset is None:
        return value.replace(tzinfo=UTC)
    # A fixed offset compares, pickles and prints alike wherever it came from.
    return value.replace(tzinfo=timezone(offset) if offset else UTC, fold=0)


def _from_seconds(seconds: float) -> datetime | None:
    if abs(seconds) >= _MILLISECONDS:
        seconds /= 1000
    try:
        return _aware(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, OSError, ValueError):
        return None


def _from_iso(text: str) -> datetime | None:
    if not re.match(r"\d{4}-?\d\d-?\d\d", text):
        return None
    try:
        return _aware(datetime.fromisoformat(text))
    except ValueError:
        return None


def _from_mail(text: str) -> datetime | None:
    if not re.search(r"\d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UT)\b", text):
        return None
    try:
        return _aware(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError):
        return None


def _from_words(text: str) -> datetime | None:
    """Parse with dateutil twice, from two defaults: what differs was not in the text."""
    from dateutil import parser

    day_first = False
    if match := _NUMERIC.search(text):
        first, separator, second = int(match[1]), match[2], int(match[3])
        if separator != "." and first <= 12 and second <= 12 and first != second:
            return None
        day_first = separator == "." or first > 12
    text = _HALF_DAY.sub(r"\1m", text)
    # dateutil reads "UTC+3" as POSIX does, with the opposite sign of what is meant.
    text = _UTC_OFFSET.sub(lambda match: f"{match[1]}{match[2]:0>2}:{match[3] or '00'}", text)
    text = _NOISE.sub(lambda match: "Sep" if match[0][0] in "Ss" else " ", text)
    results = []
    for default in (datetime(2001, 1, 1), datetime(2002, 2, 2)):
        try:
            results.append(
                parser.parse(text, default=default, dayfirst=day_first, tzinfos=_timezone)
            )
        except (ValueError, OverflowError, TypeError):
            return None
    return _aware(results[0]) if results[0] == results[1] else None


def _timezone(name: str | None, offset: int | None) -> tzinfo | None:
    from dateutil import tz

    if offset is not None:
        return timezone(timedelta(seconds=offset))
    if name in _ZONES:
        zone: tzinfo | None = tz.gettz(_ZONES[name])
        return zone
    minutes = _OFFSETS.get((name or "").upper())
    return None if minutes is None else timezone(timedelta(minutes=minutes))
