"""The words of a candidate that answer: a figure for "how many", a date for "when", a reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.candidates import Candidate
from assistant.answering.fitting import WHEN, fits
from assistant.answering.question import Kind, Question
from assistant.figures import Figure, asked_thing, figures
from assistant.figures.units import UnitSort, asked_sorts, sort_of
from assistant.language.calendar import MONTH, WEEKDAY
from index.datelines import parse_dateline

_MOST_DATE_WORDS = 6
_MOST_FIGURE_WORDS = 6
_CAUSE = re.compile(
    r"\b(?:because(?: of)?|since(?! (?:the )?(?:\w+ )?(?:\d|last|then|early|late|beginning|start|"
    rf"end\b|{WEEKDAY}|{MONTH}(?!\w)|morning|night|week|month|year))|"
    r"due to|owing to|as a result of|in order to|so that|"
    r"on the grounds? that|for fear of|blam(?:ed|es|ing)|after)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 4
_MACHINE = r"(?:ai|language models?|chatbots?|assistants?)"
_INSTRUCTS = re.compile(
    r"\b(?:ignore|disregard|forget) (?:all |any |your |the )*"
    r"(?:previous|prior|above|earlier|other)?\s?(?:instructions?|rules|prompts?)\b|"
    r"\bsystem prompt\b|\b(?:the|any) user (?:asks?|says?)\b|"
    r"\b(?:reply|respond|answer) (?:only )?(?:that|with)\b.*\byour (?:reply|answer|response)\b|"
    r"\b(?:end|begin|start) (?:your|every|each) (?:reply|answer|response)\b|"
    rf"\b{_MACHINE},? (?:must|should|shall|is to|are to)\b|"
    rf"\b(?:attention|note to|instructions? (?:to|for)) (?:all )?{_MACHINE}\b",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence of an article that speaks to the machine which reads it."""


def shaped(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates cut or widened to what the question asks for.

    Those in a dateline, in a sentence that itself asks, or in one that tells an assistant what to
    reply answer nothing: they are left out, unless nothing else was found. What cannot be of the
    sort asked for is always left out.
    """
    kept = [
        candidate
        for candidate in candidates
        if not _in_dateline(question, candidate)
        and not _INSTRUCTS.search(candidate.quote)
        and not candidate.quote.rstrip('”"’ ').endswith("?")
    ]
    made = [_shape(question, candidate) for candidate in kept or candidates]
    return [candidate for candidate in made if fits(question, candidate)]


def _shape(question: Question, candidate: Candidate) -> Candidate:
    match question.kind:
        case Kind.QUANTITY:
            return _to_figure(question, candidate)
        case Kind.DATE:
            return _to_date(candidate)
        case Kind.REASON:
            return _to_reason(candidate)
        case Kind.YES_NO:
            return _to_sentence(candidate)
        case Kind.PERSON | Kind.WHO_SAID:
            return _to_source(candidate)
        case _:
            return candidate


def dateline_end(quote: str) -> int:
    """Return how many characters of a paragraph's first sentence are its dateline, 0 for none."""
    found = parse_dateline(quote)
    return found.end if found else 0


def _in_dateline(question: Question, candidate: Candidate) -> bool:
    end = dateline_end(candidate.quote)
    if not end or candidate.match or question.kind in (Kind.DATE, Kind.PLACE):
        return False
    return candidate.start - candidate.quote_start < end


def _to_figure(question: Question, candidate: Candidate) -> Candidate:
    """Cut a long span, or one with several figures, to the figure that is asked for."""
    start = candidate.start - candidate.quote_start
    end = candidate.end - candidate.quote_start
    inside = [f for f in figures(candidate.quote) if f.number_start < end and start < f.number_end]
    if not inside or (len(inside) == 1 and len(candidate.text.split()) <= _MOST_FIGURE_WORDS):
        return candidate
    figure = max(inside, key=lambda item: _asked_for(question, item, candidate.quote))
    return replace(
        candidate,
        start=candidate.quote_start + figure.start,
        end=candidate.quote_start + figure.end,
        figure=figure,
        answer="",
    )


def _asked_for(question: Question, figure: Figure, quote: str) -> tuple[int, int]:
    """Return how well a figure is of the sort asked for; the earlier one wins among equals."""
    sorts = asked_sorts(question.text)
    fits = 2 * (sort_of(figure) in sorts) - (figure.is_year and UnitSort.COUNT not in sorts)
    asked = asked_thing(question.text)
    if asked.counting and asked.is_counted_by(figure, quote):
        fits += 2
    return fits, -figure.start


def _to_date(candidate: Candidate) -> Candidate:
    """Cut a long span to the first date or time in it."""
    text = candidate.text
    if len(text.split()) <= _MOST_DATE_WORDS or candidate.answer:
        return candidate
    found = WHEN.search(text)
    if found is None:
        return candidate
    return replace(
        candidate, start=candidate.start + found.start(), end=candidate.start + found.end()
    )


def _to_reason(candidate: Candidate) -> Candidate:
    """Widen a few words to the clause that gives the reason, or to the whole sentence."""
    if len(candidate.text.split()) >= _FEW_WORDS * 2:
        return candidate
    quote = candidate.quote
    cause = _CAUSE.search(quote)
    if cause is not None:
        start, end = cause.start(), len(quote)
    elif len(candidate.text.split()) >= _FEW_WORDS:
        return candidate
    else:
        start, end = dateline_end(quote), len(quote)
    while end > start and quote[end - 1] in " .,;:\n":
        end -= 1
    if "\n" in quote[start:end]:
        return candidate
    return replace(
        candidate,
        start=candidate.quote_start + start,
        end=candidate.quote_start + end,
        figure=None,
        answer="",
    )


def _to_sentence(candidate: Candidate) -> Candidate:
    """Widen a span to its whole sentence: whether it is so, the sentence says."""
    quote = candidate.quote
    start, end = dateline_end(quote), len(quote.rstrip(" .\n"))
    if "\n" in quote[start:end] or candidate.start < candidate.quote_start + start:
        return candidate
    return replace(
        candidate,
        start=candidate.quote_start + start,
        end=candidate.quote_start + end,
        answer="",
    )


def _to_source(candidate: Candidate) -> Candidate:
    """Cut a span that runs on past the source of a statement to that source."""
    attribution = candidate.attribution
    if attribution is None or candidate.answer:
        return candidate
    for start, end in attribution.source_spans:
        touched = candidate.start < end and start < candidate.end
        if touched and len(candidate.text) > 1.5 * (end - start):
            return replace(candidate, start=start, end=end, figure=None)
    return candidate
