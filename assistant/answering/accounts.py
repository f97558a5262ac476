"""What each side says, where a question asks for more than one: "by each count", "two versions"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.agreement import Group, groups
from assistant.answering.candidates import Candidate, overlap
from assistant.answering.comparable import as_near, may_conflict
from assistant.answering.question import Kind, Question
from assistant.language.names import same_speaker

_MOST = 4
_WORTH = 0.2
"""Of the first side's probability, what another side's must reach."""
_HOLDERS = (
    r"(?:sides?|part(?:y|ies)|camps?|sources?|counts?|groups?|experts?|versions?|accounts?|bod(?:y|ies)|"
    r"figures?|numbers?|estimates?|tolls?|views?|opinions?|explanations?|teams?|reports?|outlets?)"
)
_ASKS = re.compile(
    rf"\b(?:each|every|either|both|the two|two|three|several|(?:the )?(?:different|differing|rival|"
    rf"conflicting|competing|various)|all(?: the| of the)?)(?: (?:other|own))? {_HOLDERS}\b|"
    rf"\beach (?:of (?:them|the \w+)|one)?\s*(?:say|says|said|give|gives|claim|claims|count|put)\b|"
    rf"\b{_HOLDERS} (?:differ|disagree|conflict|vary)\b|\bwho says what\b|\bwhat does each\b|"
    r"\b(?:explain|see|describe|count|put|tell|remember|judge)\w*\b.{0,40}\bdifferently\b|"
    r"\b(?:vs\.?|versus)(?= \w)|\bsee eye to eye\b|"
    r"^(?:do|did|does) (?!.*\bagree to\b).*\b(?:agree|disagree)\b",
    re.IGNORECASE,
)
_ONE = frozenset((Kind.WHO_SAID, Kind.OVERVIEW, Kind.LIST))


def asks_for_sides(question: Question) -> bool:
    """Return whether a question asks for the accounts of several, not for one answer."""
    return question.kind not in _ONE and not question.speaker and bool(_ASKS.search(question.text))


def accounts(question: Question, candidates: Sequence[Candidate], threshold: float) -> list[Group]:
    """Return the answers of different speakers to a question that asks for several, best first.

    What is no figure must be in somebody's words. Together the first two must be as likely as one
    answer has to be (`threshold`, a probability); figures must be counts of one thing. Fewer than
    two groups mean that only one side is known.
    """
    if not candidates or not asks_for_sides(question):
        return []
    voiced = [c for c in candidates if c.speaker or (c.figure and not c.figure.is_year)]
    if not voiced:
        return []
    best = voiced[0]
    kept: list[Group] = []
    for group in groups([c for c in voiced if c.probability >= _WORTH * best.probability]):
        other = group.first
        if any(_one_voice(side.first, other) or overlap(side.first, other) for side in kept):
            continue
        if kept and not _answers_too(question, best, other):
            continue
        kept.append(group)
        if len(kept) == _MOST:
            break
    likely = sum(group.first.probability for group in kept[:2])
    return kept if len(kept) > 1 and likely >= threshold else []


def _answers_too(question: Question, best: Candidate, other: Candidate) -> bool:
    if best.figure is not None and not best.figure.is_year:
        return may_conflict(question, best, other)
    return as_near(question, best, other)


def _one_voice(one: Candidate, other: Candidate) -> bool:
    """Return whether two answers are of one speaker, or of one outlet in its own voice."""
    if one.speaker and other.speaker:
        return same_speaker(one.speaker, other.speaker)
    return one.speaker == other.speaker and one.article.outlet == other.article.outlet
