"""Months and days of the week, as English writes them."""

from __future__ import annotations

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
