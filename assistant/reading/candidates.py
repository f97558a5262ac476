"""Candidate answer spans of one passage, from start and end scores of its windows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.reading.session import Scored

LONGEST_ANSWER = 64
KEPT_PER_WINDOW = 24


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span, `start:end` in code points, and how far its score is above "no answer" (logits)."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True, slots=True)
class PassageScores:
    """Candidates best first (never empty) and the answerability logit of the best window."""

    candidates: tuple[Candidate, ...]
    head: float


def passage_scores(
    windows: Sequence[Scored], continuations: frozenset[int]
) -> PassageScores | None:
    """Merge the windows of one passage; None when no window shows any text."""
    best: dict[tuple[int, int], float] = {}
    head = -np.inf
    for scored in windows:
        if scored.window.offsets:
            head = max(head, float(scored.outputs["answerable"][0]))
            for candidate in _window_candidates(scored, continuations):
                place = (candidate.start, candidate.end)
                best[place] = max(best.get(place, -np.inf), candidate.margin)
    if not best:
        return None
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    return PassageScores(tuple(Candidate(a, b, margin) for (a, b), margin in ranked), float(head))


def _window_candidates(scored: Scored, continuations: frozenset[int]) -> Iterator[Candidate]:
    window = scored.window
    size = len(window.offsets)
    shown = slice(window.first_text_token, window.first_text_token + size)
    start, end = scored.outputs["start"], scored.outputs["end"]
    nothing = float(start[0] + end[0])
    sums = start[shown][:, None] + end[shown][None, :]
    place = np.arange(size)
    reach = place[None, :] - place[:, None]
    sums = np.where((reach >= 0) & (reach < LONGEST_ANSWER), sums, -np.inf).ravel()
    kept = min(KEPT_PER_WINDOW, sums.size)
    ids = window.ids[shown]
    for flat in np.argpartition(-sums, kept - 1)[:kept]:
        if np.isfinite(sums[flat]):
            first, last = whole_words(ids, *divmod(int(flat), size), continuations)
            yield Candidate(
                window.offsets[first][0], window.offsets[last][1], float(sums[flat]) - nothing
            )


def whole_words(
    ids: Sequence[int], first: int, last: int, continuations: frozenset[int]
) -> tuple[int, int]:
    """Widen a span of word pieces to whole words."""
    while first > 0 and ids[first] in continuations:
        first -= 1
    while last + 1 < len(ids) and ids[last + 1] in continuations:
        last += 1
    return first, last
