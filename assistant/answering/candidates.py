"""Candidate answers: spans that the reader or the attributions propose, with their evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.figures import Figure, figures
from assistant.reading.reader import Reading
from index.article import Article, Hit
from index.attributions import StoredAttribution

_SAME = 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible short answer at `article.text[start:end]`.

    `quote_start` and `quote_end` bound the whole sentences it is cited with; `read` is the
    reader's probability of the span, `answerable` its probability that the passage answers;
    `match` (0 to 1) is how well an attributed statement matches the claim that was asked about,
    0 where no statement was matched; `probability` is set by the gate.
    """

    hit: Hit
    rank: int
    article: Article
    start: int
    end: int
    quote_start: int
    quote_end: int
    read: float
    answerable: float
    match: float = 0.0
    attribution: StoredAttribution | None = None
    figure: Figure | None = None
    answer: str = ""
    probability: float = 0.0
    features: tuple[float, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The short answer: the span as written, or the resolved speaker."""
        return self.answer or self.article.text[self.start : self.end]

    @property
    def quote(self) -> str:
        """The exact sentences that the answer rests on."""
        return self.article.text[self.quote_start : self.quote_end]

    @property
    def speaker(self) -> str:
        """Who said it, or empty for the article's own voice."""
        return self.attribution.speaker if self.attribution else ""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was found: its rank among those found (from 1) and its whole article."""

    rank: int
    hit: Hit
    article: Article

    def sentences_around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the passage's whole sentences that `start:end` touches."""
        passage = self.hit.passage
        touched = [(s, e) for s, e in passage.sentences if s < max(end, start + 1) and start < e]
        if not touched:
            return passage.start, passage.end
        return touched[0][0], touched[-1][1]

    def candidate(self, start: int, end: int, quote: tuple[int, int]) -> Candidate:
        """Return `start:end` of the article as a candidate, cited as `quote`, not read yet."""
        return Candidate(
            hit=self.hit,
            rank=self.rank,
            article=self.article,
            start=start,
            end=end,
            quote_start=quote[0],
            quote_end=quote[1],
            read=0.0,
            answerable=0.0,
        )


def read_candidates(places: Sequence[Place], readings: Sequence[Reading]) -> list[Candidate]:
    """Return one candidate for every span the reader proposes; repeats in overlaps are dropped."""
    found: list[Candidate] = []
    for place, reading in zip(places, readings, strict=True):
        base = place.hit.passage.start
        for span in reading.spans:
            if not span.text.strip():
                continue
            start, end = _trimmed(place.article.text, base + span.start, base + span.end)
            start, end, figure = _whole_figure(place, start, end)
            found.append(
                replace(
                    place.candidate(start, end, place.sentences_around(start, end)),
                    read=span.probability,
                    answerable=1.0 - reading.no_answer,
                    figure=figure,
                )
            )
    return merge_repeats(found)


def merge_repeats(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates without spans seen twice in overlapping passages (best one kept)."""
    kept: dict[tuple[str, int, int], Candidate] = {}
    for candidate in candidates:
        key = (candidate.article.id, candidate.start, candidate.end)
        known = kept.get(key)
        if known is None:
            kept[key] = candidate
        elif (candidate.read, -candidate.rank) > (known.read, -known.rank):
            kept[key] = replace(candidate, match=max(known.match, candidate.match))
    return list(kept.values())


def overlap(one: Candidate, other: Candidate) -> bool:
    """Return whether two candidates are mostly the same words of the same article."""
    if one.article.id != other.article.id:
        return False
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > _SAME * min(one.end - one.start, other.end - other.start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;:.–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—"):
        end -= 1
    last = text[start : end - 1].rpartition(" ")[2]
    if end > start and text[end - 1] == "." and not last.isupper() and "." not in last:
        end -= 1
    return start, end


def _whole_figure(place: Place, start: int, end: int) -> tuple[int, int, Figure | None]:
    """Widen a span to the qualifier and unit of the figure in it: "23" becomes "at least 23"."""
    quote_start, quote_end = place.sentences_around(start, end)
    for figure in figures(place.article.text[quote_start:quote_end]):
        number_start = quote_start + figure.number_start
        if (
            start <= number_start < end
            or quote_start + figure.start <= start < quote_start + figure.end
        ):
            return (
                min(start, quote_start + figure.start),
                max(end, quote_start + figure.end),
                figure,
            )
    return start, end, None


_NAME = r"(?:the\s+)?[^\W\d_a-z][\w’'-]*(?:\s+(?:(?:of|for|the)\s+)*[^\W\d_a-z][\w’'-]*)*"
_NEXT_NAMES = re.compile(rf"(?:,\s+(?:and\s+)?{_NAME}|\s+and\s+{_NAME})+")
_NAMES_BEFORE = re.compile(rf"(?:{_NAME},\s+)*{_NAME}(?:,\s+|,?\s+and\s+)$")


def whole_list(candidate: Candidate) -> Candidate:
    """Return the candidate widened to the names listed with it: "A" of "A, B and C" is all three.

    Only names are taken in, because what follows "and" after another word may be a new clause.
    """
    text, start, end = candidate.article.text, candidate.start, candidate.end
    if not text[start:end][:1].isupper():
        return candidate
    after = _NEXT_NAMES.match(text, end, candidate.quote_end)
    before = _NAMES_BEFORE.search(text[candidate.quote_start : start])
    widened_start = candidate.quote_start + before.start() if before else start
    return replace(candidate, start=widened_start, end=after.end() if after else end)
