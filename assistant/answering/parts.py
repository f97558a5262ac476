"""Questions in several parts, each of which can be asked by itself."""

from __future__ import annotations

import re

_JOINED = re.compile(
    r"(?:,?\s+and|;|,)\s+(?=(?:who|whom|what|when|where|which|why|how)\b)", re.IGNORECASE
)
_COMPARED = re.compile(
    r"^(?:please\s+)?compare\s+(?P<one>.+?)\s+(?:with|to|and|against)\s+(?P<other>.+?)[?.!]*$",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3


def parts(text: str) -> list[str]:
    """Return the questions that `text` asks at once, or an empty list when it asks one."""
    plain = " ".join(text.split())
    if match := _COMPARED.match(plain):
        return [_asked(match.group("one")), _asked(match.group("other"))]
    pieces = [piece.strip(" ,;") for piece in _JOINED.split(plain)]
    if len(pieces) < 2 or any(len(piece.split()) < _FEWEST_WORDS for piece in pieces):
        return []
    return [piece if piece.endswith("?") else f"{piece}?" for piece in pieces]


def _asked(thing: str) -> str:
    return f"What was {thing.rstrip('?.! ')}?"
