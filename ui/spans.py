"""Overlapping spans of a text, cut into runs that HTML can nest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points and what it is: `target`, `cited` or `said`."""

    start: int
    end: int
    kind: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same spans throughout."""

    start: int
    end: int
    spans: tuple[Span, ...]

    def has(self, kind: str) -> bool:
        """Return whether a span of this kind covers the run."""
        return any(span.kind == kind for span in self.spans)


def runs(start: int, end: int, spans: Sequence[Span]) -> list[Run]:
    """Cut `start` to `end` at the edges of `spans`; the runs cover it without gap or overlap."""
    inside = [span for span in spans if span.start < end and start < span.end]
    edges = {start, end}
    for span in inside:
        edges.update((max(span.start, start), min(span.end, end)))
    ordered = sorted(edges)
    return [
        Run(left, right, tuple(s for s in inside if s.start <= left and right <= s.end))
        for left, right in pairwise(ordered)
    ]


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each line that is not blank."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def within(length: int, pairs: Iterable[tuple[int, int]], kind: str) -> list[Span]:
    """Return `pairs` as spans, without those that do not lie in a text of this length."""
    return [Span(start, end, kind) for start, end in pairs if 0 <= start < end <= length]
