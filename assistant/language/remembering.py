"""Readings of texts that are kept for a while: one answer looks at the same texts many times."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from index.recent import Recent

Item = TypeVar("Item")

_CHARACTERS = 1_000_000
_EACH = 100
"""What a text weighs beside its characters."""


def remembered(read: Callable[[str], list[Item]]) -> Callable[[str], list[Item]]:
    """Keep what a function found in the texts it saw last, up to a million characters of them.

    The function must depend on nothing but the text. Each call returns a list of its own, so that
    a caller may change it; the items are shared.
    """
    kept: Recent[str, tuple[Item, ...]] = Recent(_CHARACTERS)

    @wraps(read)
    def reading(text: str) -> list[Item]:
        known = kept.get(text)
        if known is None:
            known = tuple(read(text))
            kept.put(text, known, len(text) + _EACH)
        return list(known)

    return reading
