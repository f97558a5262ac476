"""Filters typed with a question: "…, only Coast Wire", "… (since 6 March)", "only the mayor".

A filter is read only where it stands apart from the question (after a comma, semicolon or bracket,
or alone), because "How many died since Friday?" asks about Friday and filters nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from assistant.language.names import same_speaker
from index.article import Filters

_PIECE = re.compile(
    r"(?:^|[,;]\s*|\s*[(\[])\s*(?P<word>only(?: from| by)?|just(?: from| by)|from|by|since|after|"
    r"until|before|up to|on|not before)\s+(?P<value>[^,;()\[\]?!]{2,60})[)\]]?\s*[?.!]*\s*$",
    re.IGNORECASE,
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DATED = ("since", "after", "until", "before", "up to", "on", "not before")
_DATE_WORDS = re.compile(
    r"(?:(?:\d{1,4}(?:st|nd|rd|th)?|of|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)(?:[\s,./-]+|$))+"
)
_NAMED_DAYS = {"today": 0, "yesterday": 1}


@dataclass(frozen=True, slots=True)
class Typed:
    """A question without its typed filters, and those; `question` is empty for filters alone."""

    question: str
    filters: Filters


def typed_filters(
    text: str,
    outlets: Sequence[str],
    speakers: Sequence[str],
    now: datetime,
) -> Typed:
    """Return the question and the filters typed with it.

    `outlets` and `speakers` are the ones the library knows: a name that is none of them is no
    filter and stays in the question. `now` (timezone-aware) is what "Friday" is counted back from.
    """
    question, filters = " ".join(text.split()), Filters()
    while match := _PIECE.search(question):
        if not match.start() and match.group("word").lower() in _DATED:
            break  # "On Saturday?" is a question of its own
        read = _read(
            match.group("word").lower(), match.group("value").strip(), outlets, speakers, now
        )
        if read is None:
            break
        filters = merged(filters, read)
        question = question[: match.start()].strip()
    if filters and question and text.rstrip().endswith("?") and not question.endswith("?"):
        question += "?"
    return Typed(question, filters)


def merged(one: Filters, other: Filters) -> Filters:
    """Return filters that hold where both hold; of two dates the narrower counts."""
    since = [moment for moment in (one.since, other.since) if moment]
    until = [moment for moment in (one.until, other.until) if moment]
    return Filters(
        outlets=tuple(dict.fromkeys((*one.outlets, *other.outlets))),
        articles=tuple(dict.fromkeys((*one.articles, *other.articles))),
        speakers=tuple(dict.fromkeys((*one.speakers, *other.speakers))),
        since=max(since, default=None),
        until=min(until, default=None),
    )


def _read(
    word: str, value: str, outlets: Sequence[str], speakers: Sequence[str], now: datetime
) -> Filters | None:
    if word in _DATED:
        return _dated(word, value, now)
    named = re.sub(r"^(?:articles? (?:from|by)|the outlet)\s+", "", value, flags=re.IGNORECASE)
    found = tuple(name for name in outlets if _is(named, name))
    if found:
        return Filters(outlets=found)
    if not word.startswith(("only", "just")):
        return None
    spoken = tuple(name for name in speakers if same_speaker(named, name))
    return Filters(speakers=spoken) if spoken else None


def _is(named: str, outlet: str) -> bool:
    return re.sub(r"^the\s+", "", named.lower()) == re.sub(r"^the\s+", "", outlet.lower())


def _dated(word: str, value: str, now: datetime) -> Filters | None:
    day = parse_day(value, now)
    if day is None:
        return None
    start = datetime.combine(day, time.min, tzinfo=now.tzinfo or UTC)
    end = datetime.combine(day, time.max, tzinfo=now.tzinfo or UTC)
    match word:
        case "since" | "not before":
            return Filters(since=start)
        case "after":
            return Filters(since=start + timedelta(days=1))
        case "on":
            return Filters(since=start, until=end)
        case "before":
            return Filters(until=start - timedelta(microseconds=1))
        case _:
            return Filters(until=end)


def parse_day(value: str, now: datetime) -> datetime | None:
    """Return the day that words such as "Friday", "yesterday" or "6 March 2025" name, or `None`.

    A weekday is the last one before `now`, today included; a day without a year is the last such
    day that is not in the future.
    """
    word = re.sub(r"^(?:last|this|the)\s+", "", value.strip().lower())
    midnight = replace_time(now)
    if word in _NAMED_DAYS:
        return midnight - timedelta(days=_NAMED_DAYS[word])
    if word in _WEEKDAYS:
        return midnight - timedelta(days=(now.weekday() - _WEEKDAYS.index(word)) % 7)
    if not re.search(r"\d", word) or not _DATE_WORDS.fullmatch(word):
        return None
    from dateutil import parser

    try:
        day: datetime = parser.parse(value, default=midnight, dayfirst=not re.match(r"\d{4}", word))
    except (ValueError, OverflowError):
        return None
    if day.tzinfo is None:
        day = day.replace(tzinfo=now.tzinfo)
    if day > now and str(day.year) not in value:
        day = day.replace(year=day.year - 1)
    return day


def replace_time(moment: datetime) -> datetime:
    """Return the midnight that begins the day of `moment`."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def without(filters: Filters, name: str, value: str) -> Filters:
    """Return the filters without one of them, as a removed chip asks for.

    `name` and `value` are a pair of `Answer.filters`.
    """
    match name:
        case "since":
            return replace(filters, since=None)
        case "until":
            return replace(filters, until=None)
        case "outlet":
            return replace(filters, outlets=_rest(filters.outlets, value))
        case "speaker":
            return replace(filters, speakers=_rest(filters.speakers, value))
        case _:
            return replace(filters, articles=_rest(filters.articles, value))


def _rest(values: tuple[str, ...], removed: str) -> tuple[str, ...]:
    return tuple(value for value in values if value != removed)
