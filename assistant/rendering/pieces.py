"""An answer's prose, cut into sentences' words and the markers that follow them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_MARKER = re.compile(r"\[(\d{1,3})\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a marker (`number` above 0) that points at a citation."""

    words: str
    number: int = 0


def pieces(text: str, numbers: Collection[int]) -> list[Piece]:
    """Cut `text` at its markers; a bracketed number that cites nothing stays words.

    The pieces' words and markers, put back together, are exactly `text`.
    """
    found: list[Piece] = []
    at = 0
    for match in _MARKER.finditer(text):
        if int(match[1]) not in numbers:
            continue
        if match.start() > at:
            found.append(Piece(text[at : match.start()]))
        found.append(Piece(match[0], int(match[1])))
        at = match.end()
    if at < len(text):
        found.append(Piece(text[at:]))
    return found


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, without blank ones."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
