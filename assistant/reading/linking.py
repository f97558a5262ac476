"""From roles and links of tokens to attributions: which cue has which source and content."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.reading.session import Floats
from assistant.reading.tokens_of_article import ROLES, TaggedArticle
from assistant.reading.windows import TextTokens

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(]*[A-Z0-9])|\n+")

_RUN_ON = 3
"""Sentences between a statement and what still belongs to it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first..last` that one role covers, and their mean probability."""

    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class LinkedCue:
    """A cue with its source and content runs, and how sure each link is (0 without any).

    `speaker` are the runs of `source` that name one speaker; the rest were linked to no other
    cue and say more of whose words these are.
    """

    cue: Run
    speaker: tuple[Run, ...]
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


def sentence_numbers(text: str, tokens: TextTokens) -> list[int]:
    """Return for each token the number of its sentence, cut roughly at marks and line ends."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    return [bisect_right(ends, start) for start, _ in tokens.offsets]


def link(
    article: TaggedArticle,
    sentences: Sequence[int],
    thresholds: Thresholds,
    continuations: frozenset[int],
) -> list[LinkedCue]:
    """Return every cue that has content, in text order. A weak source must share its sentence.

    A content run that no cue claims goes to its likeliest cue, or else runs on: it belongs to whom
    the words just before it belong to.
    """
    found = {role: runs(article, role, getattr(thresholds, role), continuations) for role in ROLES}
    links = [article.links(cue.first) for cue in found["cue"]]
    sources = _strengths(links, 0, found["source"])
    contents = _strengths(links, 1, found["content"])
    for row, cue in enumerate(found["cue"]):
        for column, run in enumerate(found["source"]):
            apart = sentences[run.first] != sentences[cue.first]
            if apart and sources[row, column] < thresholds.link:
                sources[row, column] = 0.0
    speakers = [_together(found["source"], row, thresholds) for row in sources]
    chosen_sources = _with_unclaimed(speakers, sources, thresholds.link)
    claimed = _with_unclaimed(_chosen(contents, thresholds), contents, thresholds.weak_link)
    chosen_contents = _running_on(claimed, found, sentences)
    made = [
        LinkedCue(
            cue,
            tuple(found["source"][i] for i in sorted(speakers[row])),
            tuple(found["source"][i] for i in sorted(chosen_sources[row])),
            tuple(found["content"][i] for i in sorted(chosen_contents[row])),
            float(sources[row].max(initial=0.0)),
            float(contents[row].max(initial=0.0)),
        )
        for row, cue in enumerate(found["cue"])
        if chosen_contents[row]
    ]
    return _join_split_cues(made)


def _strengths(links: Sequence[Floats], kind: int, candidates: Sequence[Run]) -> Floats:
    """Return (cues, runs): the mean link of a run's tokens to each cue."""
    made = np.zeros((len(links), len(candidates)), dtype=np.float32)
    for row, values in enumerate(links):
        for column, run in enumerate(candidates):
            made[row, column] = values[run.first : run.last + 1, kind].mean()
    return made


def _with_unclaimed(
    chosen: Sequence[Sequence[int]], strengths: Floats, least: float
) -> list[list[int]]:
    """Give every run that no cue has chosen to its likeliest cue, if linked at least so much."""
    made = [list(numbers) for numbers in chosen]
    claimed = {number for numbers in chosen for number in numbers}
    for number in range(strengths.shape[1]):
        if made and number not in claimed:
            cue = int(strengths[:, number].argmax())
            if strengths[cue, number] >= least:
                made[cue].append(number)
    return made


def _running_on(
    chosen: Sequence[Sequence[int]], found: Mapping[str, Sequence[Run]], sentences: Sequence[int]
) -> list[list[int]]:
    """Give every content run left over to the cue of the content, or the cue, close before it.

    A statement that goes on for paragraphs is too far from its cue for a link.
    """
    made = [list(numbers) for numbers in chosen]
    owners = {number: cue for cue, numbers in enumerate(chosen) for number in numbers}
    contents = found["content"]
    for number, run in enumerate(contents):
        if number in owners:
            continue

        def near(token: int, here: int = sentences[run.first]) -> bool:
            return here - sentences[token] <= _RUN_ON

        cues = [cue for cue, at in enumerate(found["cue"]) if at.first < run.first]
        cues = [cue for cue in cues[-1:] if near(found["cue"][cue].first)]
        if number - 1 in owners and near(contents[number - 1].last):
            cues.append(owners[number - 1])
        if cues:
            owners[number] = max(cues)
            made[max(cues)].append(number)
    return made


def _together(candidates: Sequence[Run], strengths: Floats, thresholds: Thresholds) -> list[int]:
    """Return the likeliest source of a cue, with strong runs that touch it: one speaker a cue."""
    if not len(candidates) or strengths.max() < thresholds.weak_link:
        return []
    best = int(strengths.argmax())
    chosen = [best]
    for step in (-1, 1):
        here = best
        while 0 <= here + step < len(candidates):
            left, right = sorted((here, here + step))
            gap = candidates[right].first - candidates[left].last
            if gap > 2 or strengths[here + step] < thresholds.link:
                break
            here += step
            chosen.append(here)
    return chosen


def _chosen(strengths: Floats, thresholds: Thresholds) -> list[list[int]]:
    """Return for each cue the runs linked to it: all strong ones, else the best weak one."""
    made = []
    for row in strengths:
        strong = [int(i) for i in np.flatnonzero(row >= thresholds.link)]
        if not strong and row.size and row.max() >= thresholds.weak_link:
            strong = [int(row.argmax())]
        made.append(strong)
    return made


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
                last.speaker,
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
