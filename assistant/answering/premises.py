"""What a question takes for granted, and what the articles say in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.candidates import Candidate, Place
from assistant.answering.question import Question
from assistant.figures import Figure, agree, figures, same_thing
from assistant.figures.comparison import counted_heads
from assistant.language.calendar import years
from assistant.language.words import content_stems

_SPANS = ("day", "hour", "week", "month", "year")
_FRAME = re.compile(
    r"\b(?:in|within|over|for|after|during|last|past|first|next|the|of|every|each)\s+$",
    re.IGNORECASE,
)
"""What stands before a span of time that only says when: "in the first three days"."""
_SAYS_IT = 0.4
"""A sentence speaks of what the question claims when it holds so much of the claim's words."""


def premises(question: Question) -> list[Figure]:
    """Return the figures that a question takes for granted; years and frames of time are none."""
    return [
        figure
        for figure in question.figures
        if not figure.is_year
        and not (
            figure.unit in _SPANS and _FRAME.search(question.body[: figure.start].rstrip() + " ")
        )
    ]


def contradicted(question: Question, candidate: Candidate) -> Figure | None:
    """Return the question's figure that the candidate's sentence contradicts, or `None`.

    A premise is contradicted when the sentence holds a figure of the same thing that does not
    agree with it, and none that does.
    """
    there = figures(candidate.quote)
    for premise in premises(question):
        same = [figure for figure in there if same_thing(premise, figure) and not figure.is_year]
        if same and not any(agree(premise, figure) for figure in there):
            return premise
    return None


def bearing_out(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, those whose sentence bears out the question's figures first.

    The order is otherwise kept; it is unchanged for a question that takes no figure for granted.
    """
    if not premises(question):
        return list(candidates)
    return sorted(
        candidates,
        key=lambda candidate: (
            not bears_out(question, candidate),
            not _by_name(question, candidate),
        ),
    )


def _by_name(question: Question, candidate: Candidate) -> bool:
    """Return whether the cited words name the very thing counted beside each figure assumed."""
    there = figures(candidate.quote)
    return all(
        any(
            agree(premise, figure)
            and counted_heads(premise.counted) & counted_heads(figure.counted)
            for figure in there
        )
        for premise in premises(question)
    )


def bears_out(question: Question, candidate: Candidate) -> bool:
    """Return whether the cited words hold every figure that the question takes for granted."""
    there = figures(candidate.quote)
    return all(
        any(agree(premise, figure) and same_thing(premise, figure) for figure in there)
        for premise in premises(question)
    )


def is_reported(premise: Figure, passages: Sequence[str]) -> bool:
    """Return whether some passage holds a figure of the same thing that agrees with a premise."""
    return any(
        agree(premise, figure) and same_thing(premise, figure)
        for text in passages
        for figure in figures(text)
    )


def correction(premise: Figure, candidate: Candidate) -> Figure | None:
    """Return the figure of the candidate's sentence that stands in the premise's place."""
    there = [
        figure
        for figure in figures(candidate.quote)
        if same_thing(premise, figure) and not figure.is_year
    ]
    return min(there, key=lambda figure: abs(figure.low - premise.low), default=None)


def gainsaid(
    question: Question, places: Sequence[Place], read: Sequence[Candidate]
) -> Candidate | None:
    """Return the sentence that says of another number what the question says of its own.

    The sentence must hold two fifths of the question's other words, its article's title counting
    for it, and a figure of the same thing; `None` where some sentence bears the question's figure
    out. Of several, the one that says most of the claim, then the one found first.
    """
    wanted = premises(question)
    if not wanted:
        return None
    digits = {stem for stem in question.stems if any(letter.isdigit() for letter in stem)}
    claim = set(question.stems) - digits - {s for f in wanted for s in content_stems(f.text)}
    if not claim:
        return None
    asked_years = years(question.text)
    best: tuple[float, Candidate] | None = None
    for place in places:
        title = set(content_stems(place.article.title))
        for start, end in place.hit.passage.sentences:
            sentence = place.article.text[start:end]
            stems = set(content_stems(sentence))
            told_years = years(sentence)
            if asked_years and told_years and not asked_years & told_years:
                continue  # of another year
            share = len(claim & (stems | title)) / len(claim)
            if share < _SAYS_IT:
                continue
            there = figures(sentence)
            if any(agree(premise, figure) for premise in wanted for figure in there):
                return None
            if not any(same_thing(premise, figure) for premise in wanted for figure in there):
                continue
            if best is None or share > best[0]:
                best = share, _sentence(place, start, end, read)
    return best[1] if best else None


def _sentence(place: Place, start: int, end: int, read: Sequence[Candidate]) -> Candidate:
    """Return a sentence as a candidate, with what the reader found in it."""
    inside = [c for c in read if c.article.id == place.article.id and start <= c.start < end]
    if inside:
        return replace(max(inside, key=lambda c: c.probability), quote_start=start, quote_end=end)
    return place.candidate(start, end, (start, end))
