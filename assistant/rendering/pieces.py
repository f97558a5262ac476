"""An answer's prose, cut into sentences' words and the markers that follow them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answer import Answer

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


def told_once(answer: Answer) -> list[str]:
    """Return the paragraphs of an answer's text beside its conflicts and nearest passage.

    The list of a conflict's sides is left out, and of an abstention what follows its first
    sentence: both are shown in a form of their own.
    """
    told = paragraphs(answer.text)
    if answer.abstained and answer.nearest is not None:
        first, stop, _ = told[0].partition(". ") if told else ("", "", "")
        return [f"{first}{stop.strip()}"]
    if answer.conflicts:
        return [text for text in told if not text.partition("\n")[2].startswith("- ")]
    return told


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, without blank ones."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
