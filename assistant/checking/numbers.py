"""Figures of a sentence that its evidence does not hold, or holds of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checking.moments import without_dates
from assistant.checking.verdict import Cited, Finding
from assistant.figures import Figure, agree, figures
from assistant.language.words import content_stems, stem, words

_GENERIC = frozenset(
    stem(word)
    for word in """
        people person persons individual individuals men women resident residents others human
        humans thing things total number of them
    """.split()
)
_CLAUSE_END = re.compile(r"[,;:.!?](?=\s|$)|\s(?:and|while|but|including|whereas)\s")
_REACH = 70
_NUMBER_OF = re.compile(
    r"\b(?:number|count|total|toll) of (?:the )?(?P<counted>[\w’'-]+(?: [\w’'-]+){0,4}?) "
    r"(?:is|are|was|were|has been|had been|stands at|stood at|rose to|has risen to|had risen to|"
    r"fell to|reached|has reached|had reached)(?: now)? $",
    re.IGNORECASE,
)
_LOOSER = {
    ("over", "exact"),
    ("at least", "exact"),
    ("about", "exact"),
    ("over", "at least"),
    ("at least", "over"),
}
"""What a sentence may say (first) of what the evidence says (second)."""


def check_numbers(text: str, spans: Sequence[Cited]) -> list[Finding]:
    """Return the figures of a sentence that no cited quote bears out.

    A figure needs one quote with the same number, unit, counted thing and state; a qualifier may
    be as strict as the evidence's or looser.
    """
    plain = without_dates(text)
    there = [
        (figure, without_dates(span.quote))
        for span in spans
        for figure in figures(without_dates(span.quote))
    ]
    findings = []
    for figure in figures(plain):
        finding = _finding(_named_before(figure, plain), plain, there)
        if finding:
            findings.append(finding)
    return findings


def _finding(figure: Figure, text: str, there: Sequence[tuple[Figure, str]]) -> Finding | None:
    same = [pair for pair in there if _same_number(figure, pair[0])]
    if not same:
        return Finding(f"no cited words hold the figure {figure.text}")
    same = [pair for pair in same if _same_unit(figure, pair[0])]
    if not same:
        return Finding(f"the cited figure is in another unit than {figure.text}")
    same = [pair for pair in same if _same_counted(figure, text, *pair)]
    if not same:
        return Finding(f"the cited words count something else than {_counted(figure)}")
    same = [pair for pair in same if _same_state(figure, pair[0])]
    if not same:
        return Finding(f"the cited words do not say “{figure.state}” of {figure.text}")
    if not any(_qualified(figure, pair[0]) for pair in same):
        other = same[0][0]
        return Finding(f"the cited words say {other.text}, not {figure.text}", grave=False)
    return None


def _named_before(figure: Figure, text: str) -> Figure:
    """Return a bare figure with what it counts where that comes first: "the number of X is 3"."""
    before = None if figure.counted else _NUMBER_OF.search(text[: figure.start])
    return replace(figure, counted=before.group("counted")) if before else figure


def _same_number(figure: Figure, other: Figure) -> bool:
    if figure.low == other.low and figure.high == other.high:
        return True
    rounded = figure.qualifier in ("about", "over", "nearly") and figure.step >= 10
    return rounded and other.qualifier == "exact" and agree(figure, other)


def _same_unit(figure: Figure, other: Figure) -> bool:
    return _unit(figure) == _unit(other) or (not figure.unit and not figure.counted)


def _unit(figure: Figure) -> str:
    """Return a unit in one spelling."""
    unit = figure.unit.lower().replace("metre", "meter").replace("litre", "liter")
    return {"km": "kilometer", "cm": "centimeter", "mm": "millimeter", "kg": "kilogram"}.get(
        unit, unit
    )


def _same_counted(figure: Figure, text: str, other: Figure, quote: str) -> bool:
    """Return whether the counted thing of the sentence stands by the figure in the quote."""
    head = _head(figure)
    if not head or head in _GENERIC:
        return True
    if head == _head(other):
        return True
    clause = _around(quote, other)
    if head in clause:
        return True
    turned = bool(_head(other)) and _head(other) in _around(text, figure)
    return turned and head in {stem(word) for word in words(quote)}


def _head(figure: Figure) -> str:
    """Return the stem of the counted noun: the last content word of what is counted."""
    found = content_stems(figure.counted)
    return found[-1] if found else ""


def _around(text: str, figure: Figure) -> set[str]:
    """Return the stems of the clause that a figure stands in."""
    right = text[figure.end : figure.end + _REACH]
    stop = _CLAUSE_END.search(right)
    right = right[: stop.start()] if stop else right
    left = text[max(0, figure.start - _REACH) : figure.start]
    left = _CLAUSE_END.split(left)[-1]
    return {stem(word) for word in words(f"{left} {right}")}


def _same_state(figure: Figure, other: Figure) -> bool:
    return not figure.state or not other.state or figure.state == other.state


def _qualified(figure: Figure, other: Figure) -> bool:
    if figure.qualifier == other.qualifier:
        return True
    return (figure.qualifier, other.qualifier) in _LOOSER


def _counted(figure: Figure) -> str:
    return f"{figure.text} {figure.counted}".strip()
