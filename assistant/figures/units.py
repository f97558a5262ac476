"""Sorts of units, and the sorts that a question asks for."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.figures.figure import Figure


class UnitSort(StrEnum):
    """What a figure measures, as its unit tells."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    TIME = "time"
    LENGTH = "length"
    OTHER = "other"


_TIMES = frozenset("hour minute second day week month year".split())
_LENGTHS = frozenset("kilometre metre mile foot inch centimetre millimetre".split())
_OTHERS = frozenset(
    """
    kilogram kilogramme tonne ton gram litre barrel hectare acre degree megawatt gigawatt mw gw
    """.split()
)
_ASKED: tuple[tuple[UnitSort, re.Pattern[str]], ...] = tuple(
    (sort, re.compile(pattern, re.IGNORECASE))
    for sort, pattern in (
        (
            UnitSort.MONEY,
            r"\bhow much (?:money|cash|compensation|funding|aid)\b|"
            r"\b(?:costs?|prices?|pay|paid|worth|offer(?:ed)?|bid|revenue|profit|loss|sales|fined?|bribe|charge|value|earn\w*|spen[dt]|"
            r"budget|salary|debt|raised?)\b",
        ),
        (
            UnitSort.SHARE,
            r"\b(?:percent\w*|per cent|share|proportion|turnout|rate|fraction|margin|odds|chance|"
            r"probability)\b",
        ),
        (
            UnitSort.TIME,
            r"\bhow (?:long|old|soon|quickly|late|early)\b|"
            r"\bhow many (?:hours|minutes|days|weeks|months|years|seconds)\b|"
            r"\b(?:duration|sentence|age)\b",
        ),
        (
            UnitSort.LENGTH,
            r"\bhow (?:long|far|high|tall|deep|wide|big|large)\b|"
            r"\b(?:distance|depth|height|width|length|level|altitude)\b|"
            r"\bhow many (?:kilomet\w+|met\w+|miles)\b",
        ),
        (UnitSort.COUNT, r"\bhow many\b|\bnumber\b|\btoll\b|\bhow often\b|\bcount\b|\btally\b"),
    )
)
_MANY_THINGS = re.compile(
    r"\bhow many (?!(?:hours|minutes|days|weeks|months|years|seconds|kilomet|met(?:re|er)s|miles|"
    r"percent))",
    re.IGNORECASE,
)


def sort_of(figure: Figure) -> UnitSort:
    """Return what a figure measures; an unknown unit is taken for a currency."""
    unit = figure.unit
    if not unit:
        return UnitSort.COUNT
    if unit in ("%", "points"):
        return UnitSort.SHARE
    if unit in _TIMES:
        return UnitSort.TIME
    if unit in _LENGTHS:
        return UnitSort.LENGTH
    if unit in _OTHERS or unit.startswith(("square ", "cubic ")):
        return UnitSort.OTHER
    return UnitSort.MONEY


def asked_sorts(question: str) -> frozenset[UnitSort]:
    """Return the sorts of figure that a question may want; empty where its wording does not say."""
    if _MANY_THINGS.search(question):
        return frozenset((UnitSort.COUNT,))
    return frozenset(sort for sort, pattern in _ASKED if pattern.search(question))
