"""What one speaker said about something, statement by statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.answering.agreement import reported
from assistant.answering.candidates import Candidate
from assistant.answering.question import Question
from assistant.language.names import same_speaker
from assistant.language.words import content_stems

_MOST = 4
_SAME_WORDS = 0.8


def _repeats(candidate: Candidate, known: Candidate) -> bool:
    """Return whether two candidates are one statement: the same place, or nearly the same words."""
    if candidate.article.id == known.article.id:
        return candidate.quote_start < known.quote_end and known.quote_start < candidate.quote_end
    said, other = set(content_stems(candidate.quote)), set(content_stems(known.quote))
    return len(said & other) > _SAME_WORDS * min(len(said), len(other))


def statements_of(
    question: Question, candidates: Sequence[Candidate], floor: float
) -> list[Candidate]:
    """Return the asked speaker's statements that answer, oldest first, at most four.

    The first of the list is followed by statements of other sentences only; empty when no
    candidate of at least `floor` probability lies in a statement of that speaker.
    """
    own: list[Candidate] = []
    for candidate in candidates:
        if candidate.probability < floor or not same_speaker(question.speaker, candidate.speaker):
            continue
        if any(_repeats(candidate, known) for known in own):
            continue
        own.append(candidate)
        if len(own) == _MOST:
            break
    if not own:
        return []
    earliest = datetime.min.replace(tzinfo=UTC)
    return [own[0], *sorted(own[1:], key=lambda item: reported(item) or earliest)]
