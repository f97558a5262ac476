"""Agreement and conflict among well-supported answers from different passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.answering.candidates import Candidate, overlap
from assistant.answering.question import Kind, Question
from assistant.figures import AskedThing, Figure, agree, asked_thing, figures, same_thing
from assistant.language.names import same_speaker
from assistant.language.words import content_stems

_MOST_CITED = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates that give one answer, the most probable first."""

    members: tuple[Candidate, ...]

    @property
    def first(self) -> Candidate:
        """The most probable member."""
        return self.members[0]

    @property
    def cited(self) -> tuple[Candidate, ...]:
        """The members worth citing: the best one of each article, three at the most."""
        best: dict[str, Candidate] = {}
        for member in self.members:
            best.setdefault(member.article.id, member)
        return tuple(best.values())[:_MOST_CITED]

    @property
    def as_of(self) -> datetime | None:
        """The latest time at which a member of the group was reported."""
        times = [moment for member in self.members if (moment := reported(member))]
        return max(times) if times else None


def reported(candidate: Candidate) -> datetime | None:
    """Return when a candidate's words were reported: the update's time, else the publication's."""
    return candidate.article.updated or candidate.article.published


def groups(candidates: Sequence[Candidate]) -> list[Group]:
    """Return the candidates grouped by what they answer, in the order of their best member.

    Two candidates say the same when they are the same words, when their figures agree and count
    the same thing, or when the words of one contain the other's.
    """
    found: list[list[Candidate]] = []
    for candidate in sorted(candidates, key=lambda item: -item.probability):
        for group in found:
            if same_answer(group[0], candidate):
                group.append(candidate)
                break
        else:
            found.append([candidate])
    return [Group(tuple(members)) for members in found]


def same_answer(one: Candidate, other: Candidate) -> bool:
    """Return whether two candidates give the same answer in other words."""
    if overlap(one, other) or same_speaker(one.text, other.text):
        return True
    if one.figure and other.figure:
        return agree(one.figure, other.figure) and same_thing(one.figure, other.figure)
    stems, other_stems = set(content_stems(one.text)), set(content_stems(other.text))
    return bool(stems and other_stems) and (stems <= other_stems or other_stems <= stems)


def differing(question: Question, found: Sequence[Group], floor: float) -> list[Group]:
    """Return the groups that give different figures for the one thing asked about, best first.

    Fewer than two groups mean there is no conflict. Figures of something else (fighters where
    civilians are asked about), of the same speaker in the same article, or under `floor`
    (probability 0 to 1) do not count.
    """
    if question.kind not in (Kind.QUANTITY, Kind.FACT, Kind.COMPARISON) or not found:
        return []
    first = found[0].first
    if first.figure is None or first.figure.is_year:
        return []
    asked = asked_thing(question.text)
    sides = [found[0]]
    for group in found[1:]:
        other = group.first
        if (
            other.figure is None
            or other.figure.is_year
            or other.probability < floor
            or not _counts(asked, first, other)
            or any(_same_count(side.first, other) for side in sides)
        ):
            continue
        sides.append(group)
    return sides if len(sides) > 1 else []


def _same_count(one: Candidate, other: Candidate) -> bool:
    """Return whether two figures are no two reports: they agree, or stand in one sentence."""
    if one.figure and other.figure and agree(one.figure, other.figure):
        return True
    return one.article.id == other.article.id and one.quote_start == other.quote_start


def _counts(asked: AskedThing, first: Candidate, other: Candidate) -> bool:
    """Return whether the other figure is one of the thing that is asked about."""
    if other.figure is None or first.figure is None or other.figure.unit != first.figure.unit:
        return False
    if asked.counting:
        return asked.is_counted_by(other.figure, other.quote)
    return same_thing(first.figure, other.figure)


def premises(question: Question) -> list[Figure]:
    """Return the figures that a question takes for granted; years and spans of time are none."""
    return [
        figure
        for figure in question.figures
        if not figure.is_year and figure.unit not in ("day", "hour", "week", "month", "year")
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
    return sorted(candidates, key=lambda candidate: not bears_out(question, candidate))


def bears_out(question: Question, candidate: Candidate) -> bool:
    """Return whether the cited words hold every figure that the question takes for granted."""
    there = figures(candidate.quote)
    return all(
        any(agree(premise, figure) and same_thing(premise, figure) for figure in there)
        for premise in premises(question)
    )


def correction(premise: Figure, candidate: Candidate) -> Figure | None:
    """Return the figure of the candidate's sentence that stands in the premise's place."""
    there = [
        figure
        for figure in figures(candidate.quote)
        if same_thing(premise, figure) and not figure.is_year
    ]
    return min(there, key=lambda figure: abs(figure.low - premise.low), default=None)
