"""The lines above an article's text: headline, byline, dates; and the dateline that opens it."""

from __future__ import annotations

import re
from typing import Any, Final

from index.datelines import parse_dateline
from index.dates import parse_date, parse_labelled_dates
from index.metadata import Metadata
from index.urls import canonical_url

_LINES: Final = 12
_LONGEST_LINE: Final = 200
_OPENING: Final = 600
_OPENING_LINES: Final = 3
"""An update may say what it recasts before its dateline."""
_LONGEST_BYLINE: Final = 100

_BYLINE: Final = re.compile(r"(?:By|BY|Von|Par|Por)\s*:?\s+(?P<name>[^\W\d_a-z].*)")
_DESK: Final = re.compile(
    r"(?:by|from) (?:our|the|a) .{0,40}\b(?:desk|staff|correspondents?|reporters?|agency|bureau)|"
    r"(?:agency|staff|wire) (?:report|reporters?|writers?)|(?:staff and )?agencies",
    re.IGNORECASE,
)
_NAME_WORDS: Final = frozenset(
    (
        "and in at for the of de del van von der al el bin staff agencies reporters editor "
        "correspondent correspondents"
    ).split()
)
_LABEL: Final = re.compile(
    r"(?P<label>title|headline|source|outlet|publication|publisher|author|byline|url|link|"
    r"language|dateline|place)\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_KEYS: Final = {
    "headline": "title",
    "source": "outlet",
    "publication": "outlet",
    "publisher": "outlet",
    "author": "byline",
    "link": "url",
    "place": "dateline",
}
_ONLY_A_LABEL: Final = re.compile(
    r"(?:(?:first|last) )?(?:published|updated|posted|modified|by)\s*:?", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"(?<!\.\.)[.;:,]['\"”’»)]*$")


def take_front_lines(
    text: str,
    known: Metadata,
    *,
    headline: bool = False,
) -> tuple[Metadata, str]:
    """Split the metadata lines off the top of `text`.

    Returns `known` with what it lacked filled in, and the text that is left. A line is taken off
    only if it is certainly no part of the report: the known title repeated, a byline, a label with
    its value, nothing but dates, or, where `headline` allows it, a first line that reads like a
    headline. A dateline is read, but stays.
    """
    position = 0
    found = Metadata()
    for _ in range(_LINES):
        end = text.find("\n", position)
        if end < 0:
            break
        line = text[position:end].strip()
        if line:
            first = headline and found == Metadata()
            taken = _taken(line, known.or_else(found), headline=first)
            if taken is None:
                break
            found = found.or_else(taken)
        position = end + 1
    body = text[position:].strip("\n")
    known = known.or_else(found)
    openings = map(parse_dateline, body[:_OPENING].split("\n")[:_OPENING_LINES])
    if opening := next(filter(None, openings), None):
        known = known.or_else(
            Metadata(dateline=opening.place, outlet=opening.outlet, published=opening.published)
        )
    return known, body


def _taken(line: str, known: Metadata, *, headline: bool) -> Metadata | None:
    """Return what a line above the report says, or None if the report begins with it."""
    if len(line) > _LONGEST_LINE:
        return None
    if _ONLY_A_LABEL.fullmatch(line):
        # What it labelled was an element of a page that is no text.
        return Metadata()
    if known.title and _folded(line) == _folded(known.title):
        return Metadata(title=known.title)
    for reading in (_byline, _labelled, _dates):
        if (said := reading(line)) is not None:
            # A source other than the outlet that is known is news, not a label.
            return None if reading is _labelled and known.or_else(said) == known else said
    if headline and not _SENTENCE_END.search(line) and parse_dateline(line) is None:
        return Metadata(title=line)
    return None


def _byline(line: str) -> Metadata | None:
    if len(line) > _LONGEST_BYLINE or _SENTENCE_END.search(line):
        return None
    if _DESK.fullmatch(line):
        return Metadata(byline=line)
    match = _BYLINE.fullmatch(line)
    # "By Friday the town had fallen" is no byline: a name has few words in small letters.
    if match is None or not line[0].isupper() or parse_labelled_dates(match["name"]):
        return None
    words = match["name"].split()
    small = [word for word in words if word[0].islower() and word not in _NAME_WORDS]
    if len(words) > 12 or len(small) > len(words) // 4:
        return None
    return Metadata(byline=match["name"].strip())


def _labelled(line: str) -> Metadata | None:
    match = _LABEL.fullmatch(line)
    if match is None:
        return None
    label = match["label"].lower()
    key, value = _KEYS.get(label, label), match["value"].strip()
    if key == "url" and not canonical_url(value):
        return None
    if _SENTENCE_END.search(value):
        return None
    found: dict[str, Any] = {key: value}
    return Metadata(**found)


def _dates(line: str) -> Metadata | None:
    dates = parse_labelled_dates(line)
    if not dates or (re.fullmatch(r"[\d\s]+", line) and parse_date(line)):
        return None
    return Metadata(published=dates.get("published"), updated=dates.get("updated"))


def _folded(line: str) -> str:
    return re.sub(r"\W+", " ", line).casefold().strip()
