"""From roles and links of tokens to attributions: which cue has which source and content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.reading.session import Floats
from assistant.reading.tokens_of_article import ROLES, TaggedArticle
from assistant.reading.windows import TextTokens


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first..last` that one role covers, and their mean probability."""

    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class LinkedCue:
    """A cue with its source and content runs, and how sure each link is (0 without any)."""

    cue: Run
    source: tuple[Run, ...]
    content: tuple[Run, ...]
    source_link: float
    content_link: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least probability of a token to have a role, and of a link to hold.

    A cue without a link above `link` takes its likeliest one above `weak_link`.
    """

    source: float = 0.5
    cue: float = 0.5
    content: float = 0.5
    link: float = 0.5
    weak_link: float = 0.2

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "Thresholds":
        """Make it from the shipped settings."""
        return cls(**{name: float(value) for name, value in settings.items()})


def runs(
    article: TaggedArticle, role: str, threshold: float, continuations: frozenset[int]
) -> list[Run]:
    """Return the runs of tokens that have a role; runs hold whole words."""
    tags = article.tags[:, ROLES.index(role)]
    covered = 1.0 - tags[:, 0]
    made: list[list[int]] = []
    for token, probability in enumerate(covered):
        inside_word = article.text.ids[token] in continuations
        goes_on = bool(made) and made[-1][-1] == token - 1
        if inside_word and token:
            if goes_on:
                made[-1].append(token)
            continue
        if probability < threshold:
            continue
        if goes_on and tags[token, 1] <= tags[token, 2]:
            made[-1].append(token)
        else:
            made.append([token])
    return [Run(run[0], run[-1], float(covered[run].mean())) for run in made]


def link(
    article: TaggedArticle, thresholds: Thresholds, continuations: frozenset[int]
) -> list[LinkedCue]:
    """Return every cue that has content, in text order."""
    found = {role: runs(article, role, getattr(thresholds, role), continuations) for role in ROLES}
    made = []
    for cue in found["cue"]:
        links = article.links(cue.first)
        sources, source_link = _linked(links[:, 0], found["source"], thresholds)
        contents, content_link = _linked(links[:, 1], found["content"], thresholds)
        if contents:
            made.append(LinkedCue(cue, sources, contents, source_link, content_link))
    return _join_split_cues(made)


def _linked(
    links: Floats, candidates: Sequence[Run], thresholds: Thresholds
) -> tuple[tuple[Run, ...], float]:
    """Return the runs linked to a cue and the strongest link."""
    scored = [(float(links[run.first : run.last + 1].mean()), run) for run in candidates]
    if not scored:
        return (), 0.0
    best, nearest = max(scored, key=lambda item: item[0])
    strong = tuple(run for strength, run in scored if strength >= thresholds.link)
    if strong:
        return strong, best
    return ((nearest,), best) if best >= thresholds.weak_link else ((), best)


def _join_split_cues(cues: Sequence[LinkedCue]) -> list[LinkedCue]:
    """Join neighbouring cue runs that say the same of the same ("has … said")."""
    made: list[LinkedCue] = []
    for item in cues:
        last = made[-1] if made else None
        if (
            last is not None
            and item.cue.first - last.cue.last <= 3
            and item.content == last.content
            and item.source == last.source
        ):
            probability = max(item.cue.probability, last.cue.probability)
            made[-1] = LinkedCue(
                Run(last.cue.first, item.cue.last, probability),
                last.source,
                last.content,
                max(last.source_link, item.source_link),
                max(last.content_link, item.content_link),
            )
        else:
            made.append(item)
    return made


def character_spans(text: TextTokens, found: Sequence[Run]) -> tuple[tuple[int, int], ...]:
    """Return the code-point spans of runs, neighbours joined."""
    made: list[tuple[int, int]] = []
    previous = -2
    for run in sorted(found, key=lambda r: r.first):
        start, end = text.offsets[run.first][0], text.offsets[run.last][1]
        if made and run.first <= previous + 1:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
        previous = max(previous, run.last)
    return tuple(made)


def certainty(item: LinkedCue) -> tuple[float, float, float]:
    """Return what an attribution's probability is judged by: cue, content and source."""
    return (
        item.cue.probability,
        item.content_link * float(np.mean([run.probability for run in item.content])),
        item.source_link if item.source else 0.5,
    )
