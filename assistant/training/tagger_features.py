"""Articles as windows of tokens with a role per token and a link per cue."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from assistant.reading.windows import SpecialTokens, tokenize, window
from assistant.training.articles import ROLES, Article
from assistant.training.features import pad

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Link:
    """A cue's first token and the tokens of its source and of its content, window places."""

    cue: int
    source: frozenset[int]
    content: frozenset[int]


@dataclass(frozen=True, slots=True)
class TaggerFeature:
    """A window of an article; `tags[role][token]` is outside, begin or inside."""

    ids: tuple[int, ...]
    tags: tuple[tuple[int, ...], ...]
    links: tuple[Link, ...]


def article_features(
    tokenizer: Tokenizer, article: Article, length: int, chance: random.Random
) -> list[TaggerFeature]:
    """Cut an article into windows of `length` tokens from a random offset, none overlapping."""
    special = SpecialTokens.of(tokenizer)
    text = tokenize(tokenizer, article.text)
    place = _character_tokens(text.offsets, len(article.text))
    tags = {role: [OUTSIDE] * len(text.ids) for role in ROLES}
    links = []
    for attribution in article.attributions:
        covered = {role: _tokens(attribution.spans(role), place) for role in ROLES}
        for role in ROLES:
            for run in covered[role]:
                for token in run:
                    if tags[role][token] == OUTSIDE:
                        tags[role][token] = INSIDE
                tags[role][run[0]] = BEGIN
        if covered["cue"]:
            links.append(
                Link(
                    covered["cue"][0][0],
                    frozenset(t for run in covered["source"] for t in run),
                    frozenset(t for run in covered["content"] for t in run),
                )
            )
    room = length - 2
    made = []
    first = -chance.randrange(room) if len(text.ids) > room else 0
    while first < len(text.ids):
        begin, last = max(first, 0), min(first + room, len(text.ids))
        if last - begin >= min(24, len(text.ids)):
            shown = window((special.start,), text, begin, last, special.separator)
            made.append(
                TaggerFeature(
                    shown.ids,
                    tuple((IGNORED, *tags[role][begin:last], IGNORED) for role in ROLES),
                    tuple(_shift(link, begin, last) for link in links if begin <= link.cue < last),
                )
            )
        first += room
    return made


def _shift(link: Link, begin: int, last: int) -> Link:
    def inside(tokens: frozenset[int]) -> frozenset[int]:
        return frozenset(t - begin + 1 for t in tokens if begin <= t < last)

    return Link(link.cue - begin + 1, inside(link.source), inside(link.content))


def _character_tokens(offsets: Sequence[tuple[int, int]], size: int) -> list[int]:
    """Return for each code point the token that covers it, or -1."""
    place = [-1] * size
    for token, (start, end) in enumerate(offsets):
        for character in range(start, end):
            place[character] = token
    return place


def _tokens(spans: Sequence[tuple[int, int]], place: Sequence[int]) -> list[list[int]]:
    """Return the run of tokens under each span that covers any."""
    runs = []
    for start, end in spans:
        run = sorted({t for t in place[start:end] if t >= 0})
        if run:
            runs.append(run)
    return runs


@dataclass(frozen=True, slots=True)
class TaggerBatch:
    """Padded windows: ids and mask (batch, tokens), tags (batch, roles, tokens).

    `cues` is (links, 2) with the row and token of each cue; `linked` is (links, 2, tokens).
    """

    ids: torch.Tensor
    mask: torch.Tensor
    tags: torch.Tensor
    cues: torch.Tensor
    linked: torch.Tensor


def tagger_batch(features: Sequence[TaggerFeature]) -> TaggerBatch:
    """Stack windows and their links."""
    ids = pad([f.ids for f in features])
    tags = [pad([f.tags[role] for f in features], IGNORED) for role in range(len(ROLES))]
    cues = [(row, link.cue) for row, f in enumerate(features) for link in f.links]
    linked = torch.zeros(len(cues), 2, ids.shape[1])
    every = (link for f in features for link in f.links)
    for number, link in enumerate(every):
        linked[number, 0, sorted(link.source)] = 1
        linked[number, 1, sorted(link.content)] = 1
    return TaggerBatch(
        ids=ids,
        mask=pad([[1] * len(f.ids) for f in features]),
        tags=torch.stack(tags, 1),
        cues=torch.tensor(cues).reshape(-1, 2),
        linked=linked,
    )
