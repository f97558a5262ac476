"""Whether two figures may be reports of one number, so that a difference would be a conflict.

Two figures of the same unit are not yet two counts of the same thing: "13 jets" beside "74
combatants" are no disagreement. What is said here is said in terms of language: state, counted
noun, part and whole, another year, and the size of the numbers.
"""

from __future__ import annotations

import re

from assistant.answering.candidates import Candidate
from assistant.answering.question import Question
from assistant.figures import Figure, asked_thing, same_thing, states
from assistant.figures.comparison import counted_heads
from assistant.language.calendar import years
from assistant.language.words import content_stems, stem

_FURTHEST = 6.0
"""Reports of one number are rarely more than so many times apart."""
_AS_NEAR = 0.7
_ENDING = 2
_BEFORE = 30
_LABEL = re.compile(
    r"\b(?:stations?|pages?|rooms?|gates?|quays?|piers?|sections?|articles?|chapters?|parts?|"
    r"phases?|rounds?|days?|weeks?|routes?|highways?|lines?|flights?|channels?|wards?|districts?|"
    r"zones?|units?|blocks?|levels?|numbers?|no\.|age(?:d|s| of)?)\s$",
    re.IGNORECASE,
)
"""What stands before a number that names or dates a thing instead of counting some."""
_PART = re.compile(
    r"[\s\u00a0]+(?:\w+[\s\u00a0]+)?(?:of|among|in)[\s\u00a0]+(?:the|them|those|these|whom|which)\b"
)


def may_conflict(question: Question, one: Candidate, other: Candidate) -> bool:
    """Return whether two candidates' figures may be counts of the one thing that is asked about."""
    figure, other_figure = one.figure, other.figure
    if figure is None or other_figure is None or figure.unit != other_figure.unit:
        return False
    if not like(one, other) or _of_another_year(question, one, other):
        return False
    asked = asked_thing(question.text)
    if asked.counting:
        return asked.is_counted_by(other_figure, other.quote) and _counted_alike(one, other)
    if not same_thing(figure, other_figure):
        return False
    return bool(asked.states & _states(one) & _states(other)) or as_near(question, one, other)


def like(one: Candidate, other: Candidate) -> bool:
    """Return whether two figures are counts of like size and state, both of a whole or of a part.

    "Six dead" is none beside "44 hurt"; nor is the number of a polling station, or "two of them".
    """
    if one.figure is None or other.figure is None or _is_no_count(one) or _is_no_count(other):
        return False
    if not _near(one.figure, other.figure) or _is_part(one) != _is_part(other):
        return False
    state, other_state = _states(one), _states(other)
    return not (state and other_state) or bool(state & other_state)


def _near(one: Figure, other: Figure) -> bool:
    low, high = sorted((max(one.low, one.high), max(other.low, other.high)))
    return low > 0 and high <= _FURTHEST * low


def _is_no_count(candidate: Candidate) -> bool:
    """Return whether the number is a label, an age or a time of day: "station 9", "06:12"."""
    figure = candidate.figure
    if figure is None or ":" in figure.text:
        return True
    before = candidate.article.text[max(0, candidate.start - _BEFORE) : candidate.start]
    return not figure.unit and not figure.counted and _LABEL.search(before) is not None


def _is_part(candidate: Candidate) -> bool:
    """Return whether the figure is a share of a number that is given elsewhere: "two of them"."""
    return _PART.match(candidate.article.text, candidate.end) is not None


def _of_another_year(question: Question, one: Candidate, other: Candidate) -> bool:
    """Return whether the other sentence alone speaks of an earlier year that nobody asked about.

    "Its worst accident, in 1987, killed 22" does not differ from today's count.
    """
    return bool(_earlier_years(other) - _earlier_years(one) - years(question.text))


def _earlier_years(candidate: Candidate) -> set[str]:
    published = candidate.article.published
    return years(candidate.quote) - ({str(published.year)} if published else set())


def _states(candidate: Candidate) -> set[str]:
    """Return the figure's state, or all those of its sentence where it has none of its own."""
    figure = candidate.figure
    return {figure.state} if figure is not None and figure.state else states(candidate.quote)


def _counted_alike(one: Candidate, other: Candidate) -> bool:
    """Return whether what is counted is named alike, or one figure is bare and counts nothing else.

    A bare figure ("another list has 28") may count what the other does unless its sentence is
    about people's fate ("the number of injured was 28") where the other counts things.
    """
    if one.figure is None or other.figure is None:
        return False
    things, others = _things(one.figure), _things(other.figure)
    if things and others:
        return any(_one_word(a, b) for a in things for b in others)
    if things or others:
        bare, named = (other, one) if things else (one, other)
        return not _states(bare) or bool(_states(bare) & _states(named))
    return True


def _things(figure: Figure) -> list[str]:
    """Return the words that tell what is counted: none for mere people."""
    heads = counted_heads(figure.counted)
    return [word.lower() for word in figure.counted.split() if stem(word) in heads]


def _one_word(one: str, other: str) -> bool:
    """Return whether two words are forms of one: of one stem, an ending apart."""
    return stem(one) == stem(other) and abs(len(one) - len(other)) <= _ENDING


def as_near(question: Question, one: Candidate, other: Candidate) -> bool:
    """Return whether the other sentence is about the question nearly as much as the first is."""
    asked = set(question.stems)

    def shared(candidate: Candidate) -> int:
        text = f"{candidate.hit.passage.text} {candidate.article.title}"
        return len(asked & set(content_stems(text)))

    return shared(other) >= _AS_NEAR * shared(one)
