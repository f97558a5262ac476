"""Days as a newspaper prints them."""

from __future__ import annotations

from datetime import datetime

from assistant.language import calendar


def day(when: datetime | None) -> str:
    """Return `when` as "30 November 2024" in its own offset, or "undated"."""
    return calendar.day(when) or "undated"


def minute(when: datetime | None) -> str:
    """Return `when` as "30 November 2024, 14:05 UTC+02:00", or "undated".

    A time of exactly midnight is what a document that gives only a date means: the day alone.
    """
    if when is None:
        return "undated"
    if (when.hour, when.minute, when.second) == (0, 0, 0):
        return day(when)
    return f"{day(when)}, {when:%H:%M} {when.tzname() or ''}".rstrip()
