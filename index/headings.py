"""What is embedded of a passage: its article's title, outlet and day, then its own words."""

from __future__ import annotations

from datetime import datetime

_TITLE_LENGTH = 160


def heading(title: str, outlet: str, published: datetime | None) -> str:
    """Return the line that is embedded before a passage and never quoted."""
    day = f"{published.day} {published:%B %Y}" if published is not None else ""
    return " | ".join(part for part in (title.strip()[:_TITLE_LENGTH], outlet, day) if part)


def with_heading(line: str, text: str) -> str:
    """Return a heading and a passage as they are embedded together."""
    return f"{line}\n{text}" if line else text
