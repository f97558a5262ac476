"""Citation markers in a sentence: which of them name evidence, and the sentence without them."""

from __future__ import annotations

import re
from collections.abc import Collection

_JOINT = re.compile(r"\](?P<joint>\s*(?:;|,?\s+(?:and|but|while|whereas))\s+)")
_FEWEST = 4
_MARKER = re.compile(r"\s*\[(?P<ids>\d+(?:\s*[,;–-]\s*\d+)*)\]")


def markers(sentence: str) -> tuple[int, ...]:
    """Return the numbers of a sentence's markers in order; "[1, 2]" holds two."""
    found: dict[int, None] = {}
    for match in _MARKER.finditer(sentence):
        for number in re.findall(r"\d+", match.group("ids")):
            found[int(number)] = None
    return tuple(found)


def parts(sentence: str) -> list[str]:
    """Return the pieces of a sentence that have markers of their own.

    "The dam broke [1], and two men died [2]." is cut after the first marker; pieces of fewer than
    four words stay with their neighbour.
    """
    found: list[str] = []
    start = 0
    for match in _JOINT.finditer(sentence):
        piece = sentence[start : match.start("joint")]
        if len(piece.split()) > _FEWEST and markers(sentence[match.end() :]):
            found.append(piece)
            start = match.end()
    return [*found, sentence[start:]]


def without_markers(sentence: str) -> str:
    """Return the sentence without its markers."""
    return " ".join(_MARKER.sub("", sentence).split())


def with_markers(sentence: str, numbers: Collection[int]) -> str:
    """Return the sentence with markers before its final stop."""
    plain = without_markers(sentence)
    stop = re.search(r"[.!?]$", plain)
    ids = "".join(f"[{number}]" for number in numbers)
    body = plain[: stop.start()] if stop else plain
    return f"{body} {ids}{stop.group() if stop else '.'}" if ids else plain
