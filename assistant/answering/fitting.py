"""Whether a span can be the sort of answer that a question asks for, by the words themselves.

These are the limits of what English allows ("how many died?" is never "eleven months"); what is
merely likely is weighed by the gate.
"""

from __future__ import annotations

import re

from assistant.answering.candidates import Candidate
from assistant.answering.question import Kind, Question
from assistant.figures import Figure, counts_others, figures
from assistant.figures.units import UnitSort, asked_sorts, sort_of
from assistant.language.calendar import MONTH, WEEKDAY

_DAY = rf"(?:{WEEKDAY}|yesterday|today|tomorrow|tonight)"
_PART = (
    rf"(?:(?:{_DAY})(?:\s(?:morning|afternoon|evening|night))?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}(?:,?\s\d{{4}})?|"
    rf"{MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|{MONTH}\s\d{{4}}|"
    r"\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b\.?|\d{1,2}:\d{2}|noon|midnight|dawn|dusk|"
    rf"(?:1[5-9]|20)\d{{2}}|{MONTH})"
)
WHEN = re.compile(
    rf"\b{_PART}(?:(?:,?\s(?:at|on|of|in|the|around|about|before|after|evening|morning)){{0,3}},?\s{_PART})*",
    re.IGNORECASE,
)
"""A date or time as it is written, the longest run of its parts."""
_OLD = re.compile(r"\b(?:how old|age)\b", re.IGNORECASE)
_MUCH = re.compile(r"\bhow much\b(?! (?:time|longer|later|earlier|older|younger))", re.IGNORECASE)
_LASTING = re.compile(
    r"\b(?:for|in|after|over|within|last|past|during|first|next|(?<!age )of)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_AGED = re.compile(r"(?:,\s*|\bage[ds]?\s+(?:of\s+)?)$", re.IGNORECASE)
_NOT_COUNTS = frozenset((UnitSort.SHARE, UnitSort.TIME, UnitSort.LENGTH))
_BEFORE = 24


def fits(question: Question, candidate: Candidate) -> bool:
    """Return whether the candidate can be what the question asks for."""
    if question.kind is not Kind.QUANTITY:
        return True
    there = [candidate.figure] if candidate.figure else figures(candidate.text)
    if not there:
        return True
    if candidate.figure and counts_others(question.text, candidate.figure, candidate.quote):
        return False
    if _is_date(question, candidate, there):
        return False
    sorts, asked = {sort_of(figure) for figure in there}, asked_sorts(question.text)
    if asked == {UnitSort.COUNT} and sorts <= _NOT_COUNTS:
        return False
    if _MUCH.search(question.text) and UnitSort.TIME not in asked and sorts == {UnitSort.TIME}:
        return False
    return not _OLD.search(question.text) or _is_age(candidate, sorts)


def _is_date(question: Question, candidate: Candidate, there: list[Figure]) -> bool:
    """Return whether the span is a date where a number is asked for."""
    if re.search(r"\byears?\b", question.text, re.IGNORECASE):
        return False
    text = candidate.text.strip()
    return all(figure.is_year for figure in there) or (
        WHEN.fullmatch(text) is not None and not text.isalpha()
    )


def _is_age(candidate: Candidate, sorts: set[UnitSort]) -> bool:
    """Return whether a figure may be an age: "41 years", "aged 41" or ", 41,", no lapse of time."""
    before = candidate.article.text[max(0, candidate.start - _BEFORE) : candidate.start]
    if UnitSort.TIME in sorts:
        return _LASTING.search(before) is None
    return _AGED.search(before) is not None
