"""Which of the passages found are read: those that most promise to hold the answer.

Reading is what an answer costs, and the fused rank is not the whole of what is known before it.
The weights are fitted with the gate's (`news-assistant-train gate`): they make the passages that
held a right answer most probable among the passages found (a conditional logit: McFadden, 1974).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from assistant.answering.candidates import Place
from assistant.answering.question import Question
from assistant.language.words import content_stems

SIGNS = (
    "similarity",
    "rank",
    "vector_rank",
    "word_rank",
    "rare_words",
    "framed_rare_words",
    "sentence_rare_words",
    "sentence_words",
    "depth",
)
ENOUGH = 0.85
LEAST = 3
_UNRANKED = 50
_DEPTH = 20


def rarities(stems: Sequence[str], passages: Iterable[str]) -> dict[str, float]:
    """Return the share of a question's weight that each of its stems carries.

    A stem weighs more the fewer of the passages found hold it (inverse document frequency).
    """
    texts = list(passages)
    held = Counter(stem for text in texts for stem in set(stems) & set(content_stems(text)))
    weights = {stem: math.log((len(texts) + 1) / (held[stem] + 0.5)) for stem in stems}
    total = sum(weights.values()) or 1.0
    return {stem: weight / total for stem, weight in weights.items()}


def promise_signs(question: Question, places: Sequence[Place]) -> list[tuple[float, ...]]:
    """Return the values of `SIGNS` for each passage found for one question."""
    rarity = rarities(question.stems, (place.hit.passage.text for place in places))
    return [_signs(question, place, rarity) for place in places]


def promising(
    question: Question, places: Sequence[Place], weights: Mapping[str, float], count: int
) -> list[Place]:
    """Return the passages that promise most, in the order in which they were found.

    They are at most `count`, and no more than it takes until one of them holds the answer with a
    probability of `ENOUGH`.
    """
    if len(places) <= count:
        return list(places)
    promise = [
        sum(weights[name] * value for name, value in zip(SIGNS, row, strict=True))
        for row in promise_signs(question, places)
    ]
    highest = max(promise)
    shares = [math.exp(value - highest) for value in promise]
    order = sorted(range(len(places)), key=lambda number: (-promise[number], number))
    held = list(accumulate(shares[number] for number in order))
    enough = bisect_left(held, ENOUGH * held[-1]) + 1
    best = order[: min(count, max(LEAST, enough))]
    return [places[number] for number in sorted(best)]


def _signs(question: Question, place: Place, rarity: Mapping[str, float]) -> tuple[float, ...]:
    stems, hit, article = set(question.stems), place.hit, place.article
    there = set(content_stems(hit.passage.text))
    frame = set(content_stems(f"{article.title} {article.dateline} {article.outlet}"))
    sentences = [
        stems & set(content_stems(article.text[start:end])) for start, end in hit.passage.sentences
    ]

    def weight(held: set[str]) -> float:
        return sum(rarity[stem] for stem in held)

    return (
        hit.similarity or 0.0,
        1.0 / place.rank,
        1.0 / (hit.vector_rank or _UNRANKED),
        1.0 / (hit.word_rank or _UNRANKED),
        weight(stems & there),
        weight(stems & (there | frame)),
        max(map(weight, sentences), default=0.0),
        max(map(len, sentences), default=0) / (len(stems) or 1),
        -place.rank / _DEPTH,
    )
