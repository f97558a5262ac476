"""Passages: runs of whole sentences, small enough to be embedded and to be read at a glance."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.sentences import sentences
from index.tokens import count_tokens

_SENTENCES: Final = 5
_TAIL: Final = 3
_LOOK_BACK: Final = 200
"""How many characters before a cut are searched for white space."""


@dataclass(frozen=True, slots=True)
class PassageSpan:
    """The span of a passage in its article's text, and those of its sentences."""

    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]


def passages(text: str, *, max_tokens: int = 200) -> list[PassageSpan]:
    """Cut a canonical `text` into passages of up to five whole sentences.

    Together they cover every sentence; starts increase; each passage repeats exactly the last
    sentence of the one before it, except where that sentence and the next do not fit into
    `max_tokens` together. A sentence of more than `max_tokens` becomes passages of its own, cut at
    white space where there is any.
    """
    spans = sentences(text)
    counts = count_tokens([text[start:end] for start, end in spans])
    return list(_packed(text, spans, counts, max_tokens))


def _packed(
    text: str, spans: list[tuple[int, int]], counts: list[int], max_tokens: int
) -> Iterator[PassageSpan]:
    first = 0
    while first < len(spans):
        if counts[first] > max_tokens:
            for piece in _pieces(text, spans[first], counts[first], max_tokens):
                yield PassageSpan(piece[0], piece[1], (piece,))
            first += 1
            continue
        last = _last(counts, first, max_tokens)
        yield PassageSpan(spans[first][0], spans[last][1], tuple(spans[first : last + 1]))
        if last + 1 == len(spans):
            return
        overlaps = last > first and counts[last] + counts[last + 1] <= max_tokens
        first = last if overlaps else last + 1


def _last(counts: list[int], first: int, max_tokens: int) -> int:
    """Return the index of the last sentence of the passage that begins with sentence `first`."""
    last, total = first, counts[first]
    while (
        last + 1 < len(counts)
        and last + 1 - first < _SENTENCES
        and total + counts[last + 1] <= max_tokens
    ):
        last += 1
        total += counts[last]
    # One sentence would be left over: leave it a companion, so that the end is a passage too.
    if last + 2 == len(counts) and last - first >= _TAIL:
        last -= 1
    return last


def _pieces(
    text: str, span: tuple[int, int], count: int, max_tokens: int
) -> Iterator[tuple[int, int]]:
    """Cut one long sentence into spans of about `max_tokens` each."""
    start, end = span
    size = max(1, (end - start) * max_tokens // count)
    while start < end:
        stop = min(end, start + size)
        if stop < end:
            stop = _cut(text, start, stop)
        piece = text[start:stop]
        if stripped := piece.strip():
            begin = start + len(piece) - len(piece.lstrip())
            yield from _fitting(text, (begin, begin + len(stripped)), max_tokens)
        start = stop


def _fitting(text: str, span: tuple[int, int], max_tokens: int) -> Iterator[tuple[int, int]]:
    """Yield `span`, cut further where its words have more tokens than the sentence's average."""
    count = count_tokens([text[span[0] : span[1]]])[0]
    if count <= max_tokens or span[1] - span[0] == 1:
        yield span
    else:
        yield from _pieces(text, span, count, max_tokens)


def _cut(text: str, start: int, stop: int) -> int:
    """Return a place near `stop` and after `start` where the text may be cut."""
    for place in range(stop, max(start, stop - _LOOK_BACK), -1):
        if text[place].isspace() or text[place - 1].isspace():
            return place
    for place in range(stop, max(start, stop - _LOOK_BACK), -1):
        if not unicodedata.combining(text[place]) and "\u200d" not in text[place - 1 : place + 1]:
            return place
    return stop
