"""Dates of a sentence that its evidence does not hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.verdict import Cited, Finding
from assistant.language.calendar import MONTHS, WEEKDAYS

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})\b|"
    rf"(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|,\d{{3}})|"
    r"(?P<iso>\d{4}-\d\d-\d\d)|"
    rf"(?P<weekday>{'|'.join(WEEKDAYS)})(?:s|['’]s)?\b|"
    rf"(?P<alone>{'|'.join(m for m in MONTHS if m != 'may')}|(?-i:May)(?= (?:19|20)\d\d))\b|"
    r"\b(?P<year>(?:19|20)\d\d)\b(?![,.]\d|%| (?:people|civilians|votes)))",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(yesterday|today|tomorrow|tonight)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as far as it is written: weekday, month, day and year, each empty where it is not."""

    start: int
    end: int
    weekday: str = ""
    month: int = 0
    day: int = 0
    year: int = 0


def dates(text: str) -> list[Dated]:
    """Return the dates, weekdays, months and years of a text."""
    found = []
    for match in _DATE.finditer(text):
        start, end = match.span()
        if match.group("weekday"):
            found.append(Dated(start, end, weekday=match.group("weekday").lower()))
        elif match.group("year"):
            found.append(Dated(start, end, year=int(match.group("year"))))
        elif match.group("iso"):
            year, month, day = (int(part) for part in match.group("iso").split("-"))
            found.append(Dated(start, end, month=month, day=day, year=year))
        elif match.group("alone"):
            found.append(Dated(start, end, month=_number(match.group("alone"))))
        else:
            name = match.group("month") or match.group("month2")
            day = int(match.group("day") or match.group("day2"))
            found.append(Dated(start, end, month=_number(name), day=day))
    return found


def without_dates(text: str) -> str:
    """Return the text with its dates blanked out, offsets kept."""
    for item in dates(text):
        text = text[: item.start] + "·" * (item.end - item.start) + text[item.end :]
    return text


def check_dates(text: str, spans: Sequence[Cited]) -> list[Finding]:
    """Return the dates of a sentence that neither quotes nor publication bear out.

    The day of publication counts where the quotes name no day of the same sort themselves.
    """
    known = [item for span in spans for item in dates(span.quote)]
    published = [_published(span) for span in spans if span.published]
    findings = []
    for item in dates(text):
        if any(_same(item, other) for other in known):
            continue
        sort = [other for other in known if bool(other.weekday) == bool(item.weekday)]
        sort = [other for other in sort if bool(other.month) == bool(item.month)]
        if not sort and any(_same(item, other) for other in published):
            continue
        written = text[item.start : item.end]
        findings.append(Finding(f"the cited words do not say {written}"))
    for match in _RELATIVE.finditer(text):
        if not any(match.group().lower() in span.quote.lower() for span in spans):
            findings.append(Finding(f"the cited words do not say {match.group()}"))  # noqa: PERF401
    return findings


def _same(one: Dated, other: Dated) -> bool:
    if one.weekday:
        return one.weekday == other.weekday
    if one.month:
        days = one.day == other.day or not one.day
        years = one.year == other.year or not one.year or not other.year
        return one.month == other.month and days and years
    return one.year == other.year


def _published(span: Cited) -> Dated:
    moment = span.published
    assert moment is not None  # noqa: S101  # only asked where there is one
    day = moment.date()
    return Dated(0, 0, WEEKDAYS[day.weekday()], day.month, day.day, day.year)


def _number(month: str) -> int:
    short = month[:3].lower()
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(short))
