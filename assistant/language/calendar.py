"""Months, days of the week and times of day, as English writes them."""

from __future__ import annotations

import re
from datetime import datetime

MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
MONTH = "(?:" + "|".join(rf"{name[:3]}(?:{name[3:]}|\.)?" for name in MONTHS) + r"|sept\.?)"
"""Pattern of a month, whole or shortened with or without its full stop; to be matched in any
case."""
WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"


def day(moment: datetime | None) -> str:
    """Return a date as readers of English write it, "30 November 2024" in its own offset, or ""."""
    return f"{moment.day} {MONTHS[moment.month - 1].title()} {moment.year}" if moment else ""


_YEAR = re.compile(r"\b(?:1[0-9]|20)\d{2}\b")


def years(text: str) -> set[str]:
    """Return the years from 1000 to 2099 that a text names."""
    return set(_YEAR.findall(text))


CLOCK = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?m\b|"
    r"(?P<hours>\d{1,2}):(?P<minutes>\d{2})\b|(?P<noon>noon)\b|(?P<midnight>midnight)\b|"
    r"(?P<military>\d{4}) hours\b)",
    re.IGNORECASE,
)
"""A time of day: "10:55 p.m.", "22:55", "noon", "0600 hours"."""


def minute_of_day(text: str) -> int | None:
    """Return the first time of day in a text as minutes from midnight (0 to 1439), or `None`."""
    match = CLOCK.search(text)
    if match is None:
        return None
    if match["noon"] or match["midnight"]:
        return 720 if match["noon"] else 0
    if match["military"]:
        return (int(match["military"][:2]) % 24) * 60 + int(match["military"][2:]) % 60
    if match["hours"]:
        return (int(match["hours"]) % 24) * 60 + int(match["minutes"]) % 60
    afternoon = 720 if match["half"].lower() == "p" else 0
    return (int(match["hour"]) % 12) * 60 + int(match["minute"] or 0) % 60 + afternoon
