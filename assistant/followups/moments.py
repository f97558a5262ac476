"""Relative dates of a follow-up, resolved against what was talked about or against today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.followups.turns import PastTurn

_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in _MONTHS)
_DAY_MONTH = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})|"
    rf"(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b(?:,? (?P<year>\d{{4}})\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)
_NUMBERS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}
_STEP = re.compile(
    r"\b(?:(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + r") )(?P<unit>day|week)s? "
    r"(?P<way>later|after(?:wards)?|on|earlier|before|previously)\b(?! that\b| the\b)",
    re.IGNORECASE,
)
_NEIGHBOUR = re.compile(
    r"\b(?:on )?(?:the )?(?:(?P<next>next|following) day|day (?P<after>after|later)|"
    r"day (?P<before>before)|(?P<previous>previous) day|(?P<same>same) day|"
    r"(?P<morrow>next morning))\b(?! (?:yesterday|tomorrow|the|that)\b)",
    re.IGNORECASE,
)
_DEICTIC = re.compile(
    r"\b(?P<word>(?:the )?day before yesterday|yesterday|today|tonight|tomorrow)\b", re.IGNORECASE
)
_ON_WEEKDAY = re.compile(
    rf"\b(?:on )?(?P<last>last |this |next )?(?P<day>{'|'.join(_DAYS)})\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of the conversation: a date (year known or not), or only a weekday (0 is Monday)."""

    day: date | None
    weekday: int | None = None
    has_year: bool = True

    def plus(self, days: int) -> Moment:
        """Return the moment `days` later."""
        if self.day is not None:
            return Moment(self.day + timedelta(days=days), None, self.has_year)
        return Moment(None, ((self.weekday or 0) + days) % 7, has_year=False)

    def written(self) -> str:
        """Return the day as a question says it: "on Monday, 2 December 2024"."""
        if self.day is None:
            return f"on {_DAYS[self.weekday or 0].capitalize()}"
        plain = f"{self.day.day} {_MONTHS[self.day.month - 1].capitalize()}"
        if not self.has_year:
            return f"on {plain}"
        return f"on {_DAYS[self.day.weekday()].capitalize()}, {plain} {self.day.year}"


def is_relative(text: str) -> bool:
    """Return whether a text names a day by another one ("the next day", "three days later")."""
    return bool(_STEP.search(text) or _NEIGHBOUR.search(text))


def resolved(text: str, turns: Sequence[PastTurn], today: date | None) -> str:
    """Return `text` with relative days written out, each where its base is known.

    "The next day", "three days later" count from the day last talked about; "yesterday" and its
    kin from `today`; a weekday is the one in the week of the day last talked about.
    """
    base = last_moment(turns)
    if match := _DEICTIC.search(text):
        if today is None:
            return text
        shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
        days = shift.get(match.group("word").lower(), -2)
        return _put(text, match, Moment(today).plus(days))
    if base is None:
        return text
    if match := _STEP.search(text):
        count = match.group("count").lower()
        days = int(count) if count.isdigit() else _NUMBERS[count]
        days *= 7 if match.group("unit").lower() == "week" else 1
        sign = -1 if re.match("earlier|before|prev", match.group("way"), re.IGNORECASE) else 1
        return _put(text, match, base.plus(sign * days))
    if match := _NEIGHBOUR.search(text):
        back = match.group("before") or match.group("previous")
        days = 0 if match.group("same") else -1 if back else 1
        return _put(text, match, base.plus(days))
    weekday_match = _ON_WEEKDAY.search(text)
    if weekday_match and base.day is not None and base.has_year and not _DAY_MONTH.search(text):
        weekday = _DAYS.index(weekday_match.group("day").lower())
        back = (weekday_match.group("last") or "").strip().lower() == "last"
        ahead = (weekday - base.day.weekday()) % 7
        return _put(text, weekday_match, base.plus(ahead - 7 if back else ahead))
    return text


def last_moment(turns: Sequence[PastTurn]) -> Moment | None:
    """Return the day the conversation last spoke of: in a question, an answer, or by its article.

    A bare weekday is taken for the last one up to the cited article's publication.
    """
    for turn in reversed(turns):
        published = turn.published.date() if isinstance(turn.published, datetime) else None
        for text in (turn.answer, turn.question, turn.asked_stand_alone):
            moment = _moment(text, published)
            if moment is not None:
                return moment
        if published is not None:
            return Moment(published)
    return None


def _moment(text: str, published: date | None) -> Moment | None:
    found: Moment | None = None
    for match in _DAY_MONTH.finditer(text):
        month = (match.group("month") or match.group("month2"))[:3].lower()
        day = int(match.group("day") or match.group("day2"))
        number = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month))
        year = match.group("year")
        known = int(year) if year else published.year if published else 0
        try:
            found = Moment(date(known or 2001, number, day), None, bool(known))
        except ValueError:
            continue
    if found is not None:
        return found
    if iso := _ISO.search(text):
        try:
            return Moment(date(*map(int, iso.groups())))
        except ValueError:
            return None
    weekdays = _WEEKDAY.findall(text)
    if not weekdays:
        return None
    weekday = _DAYS.index(weekdays[-1].lower())
    if published is None:
        return Moment(None, weekday, has_year=False)
    return Moment(published - timedelta(days=(published.weekday() - weekday) % 7))


def _put(text: str, match: re.Match[str], moment: Moment) -> str:
    start = match.start()
    before = text[:start].rstrip()
    written = moment.written()
    if re.search(r"\b(?:on|since|until|by|from|to|of|for|before|after)$", before, re.IGNORECASE):
        written = written.removeprefix("on ")
    return f"{before} {written}{text[match.end() :]}".strip()
