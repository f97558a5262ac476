"""Datelines: "ALEPPO, Syria, 3 March 2025 (Outlet) - ", the place and time a report comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from index.dates import parse_date

_HEAD: Final = re.compile(
    r"(?P<where>[^\W\d_][^()\n:;“”\"]{1,78}?)\s*(?:\((?P<outlet>[^()\n]{2,60})\)\s*)?(?:\s[-–]|\s*[—―]|\s--)\s+\S"
)
_DATE: Final = re.compile(
    r"[,.]?\s+(?P<date>(?:\d{1,2}\.?\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})(?:,?\s+\d{4})?)\s*$"
)
_SMALL: Final = frozenset(
    ["of", "the", "and", "in", "near", "de", "del", "la", "al", "el", "on", "upon", "am", "an"]
)
_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; `published` is None where it gives no year.

    The report begins at `end` of the line.
    """

    place: str
    published: datetime | None = None
    outlet: str = ""
    end: int = 0


def parse_dateline(line: str) -> Dateline | None:
    """Return the dateline that `line` begins with, or None if that is not certain.

    Certain means: a place in capitals, or a place followed by a date or by an outlet in brackets;
    then a dash and the report.
    """
    match = _HEAD.match(line)
    if match is None:
        return None
    where, outlet = match["where"].strip(), (match["outlet"] or "").strip()
    published = None
    dated = _DATE.search(where)
    if dated:
        published = parse_date(dated["date"])
        where = where[: dated.start()].strip(" ,.")
    words = re.split(r"[\s,/’'-]+", where)
    if not where or len(words) > _WORDS or not _is_place(words):
        return None
    # Three capitals alone are rather an organisation that opens a sentence.
    capitals = where.split(",")[0].isupper() and len(where) > 3
    certain = capitals or dated or outlet
    return Dateline(where, published, outlet, match.end() - 1) if certain else None


def _is_place(words: list[str]) -> bool:
    return words[0].lower() not in _SMALL and all(
        not word or word[0].isupper() or not word[0].isascii() or word in _SMALL for word in words
    )
