"""Agreement and conflict among well-supported answers from different passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.answering.candidates import Candidate, overlap
from assistant.answering.comparable import as_near, may_conflict
from assistant.answering.question import Kind, Question
from assistant.figures import agree, same_thing
from assistant.language.calendar import minute_of_day
from assistant.language.names import same_speaker
from assistant.language.words import content_stems

_MOST_CITED = 3
_LIKELY = 0.5
"""Another time of day needs this share of the best one's probability."""


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates that give one answer, the best first."""

    members: tuple[Candidate, ...]

    @property
    def first(self) -> Candidate:
        """The best member."""
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
    """Return candidates, the best first, grouped by what they answer, in their order.

    Two candidates say the same when they are the same words, when their figures agree and count
    the same thing, or when the words of one contain the other's.
    """
    found: list[list[Candidate]] = []
    for candidate in candidates:
        for group in found:
            if same_answer(group[0], candidate):
                group.append(candidate)
                break
        else:
            found.append([candidate])
    return [Group(tuple(members)) for members in found]


def same_answer(one: Candidate, other: Candidate) -> bool:
    """Return whether two candidates give the same answer in other words."""
    if overlap(one, other):
        return True
    moments = minute_of_day(one.text), minute_of_day(other.text)
    if None not in moments:
        return moments[0] == moments[1]
    if same_speaker(one.text, other.text):
        return True
    if one.figure and other.figure:
        return agree(one.figure, other.figure) and same_thing(one.figure, other.figure)
    stems, other_stems = set(content_stems(one.text)), set(content_stems(other.text))
    return bool(stems and other_stems) and (stems <= other_stems or other_stems <= stems)


def differing(
    question: Question, found: Sequence[Group], floor: float, beside: Sequence[Candidate] = ()
) -> list[Group]:
    """Return the groups that give different figures for the one thing asked about, best first.

    Different times of day from different speakers are a conflict as well. Fewer than two groups
    mean there is no conflict. Figures of something else (fighters where civilians are asked
    about), of the same speaker in the same article, or under `floor` (probability 0 to 1) do not
    count. `beside` are other speakers' figures from the sentences
    around the best answer.
    """
    if not found:
        return []
    if question.kind is Kind.DATE:
        return _differing_times(question, found, floor)
    if question.kind not in (Kind.QUANTITY, Kind.FACT, Kind.COMPARISON):
        return []
    first = found[0].first
    if first.figure is None or first.figure.is_year:
        return []
    sides = [found[0]]
    for group in found[1:]:
        other = group.first
        if (
            other.figure is None
            or other.figure.is_year
            or other.probability < floor
            or not may_conflict(question, first, other)
            or any(_same_count(side.first, other) for side in sides)
        ):
            continue
        sides.append(group)
    for rival in beside:
        if not any(_agrees(side, rival) for side in sides):
            sides.append(Group((rival,)))
    return sides if len(sides) > 1 else []


def _differing_times(question: Question, found: Sequence[Group], floor: float) -> list[Group]:
    """Return the groups that give different times of day, each with another speaker's word."""
    sides: list[Group] = []
    floor = max(floor, _LIKELY * found[0].first.probability)
    for group in found:
        moment = minute_of_day(group.first.text)
        if moment is None or group.first.probability < floor:
            if not sides:
                return []
            continue
        others = [side.first for side in sides]
        if any(
            minute_of_day(other.text) == moment
            or _voice(other) == _voice(group.first)
            or not as_near(question, other, group.first)
            for other in others
        ):
            continue
        sides.append(group)
    return sides if len(sides) > 1 else []


def _voice(candidate: Candidate) -> str:
    return candidate.speaker or candidate.article.outlet


def _agrees(side: Group, candidate: Candidate) -> bool:
    figure = side.first.figure
    return figure is None or candidate.figure is None or agree(figure, candidate.figure)


def _same_count(one: Candidate, other: Candidate) -> bool:
    """Return whether two figures are no two reports: they agree, or stand in one sentence."""
    if one.figure and other.figure and agree(one.figure, other.figure):
        return True
    return one.article.id == other.article.id and one.quote_start == other.quote_start
