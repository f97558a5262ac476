"""Recognising the same wire copy under another outlet.

MinHash (Broder, 1997) over word shingles with locality-sensitive hashing finds candidates; the
exact Jaccard similarity of the shingles decides. A text whose numbers the other does not have is
never a copy: an update with a new count must stay visible.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

_SHINGLE = 4
_PERMUTATIONS = 128
_SCHEME = "affine32"
_CANDIDATE_THRESHOLD = 0.6
SAME_STORY = 0.8
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def shingles(text: str) -> frozenset[str]:
    """Return every run of four words of `text`, lower-cased; all of it where it has fewer."""
    words = _WORD.findall(text.casefold())
    last = max(1, len(words) - _SHINGLE + 1)
    return frozenset(" ".join(words[at : at + _SHINGLE]) for at in range(last))


_DATELINE = re.compile(r"^[^\n]{0,100}?\)\s*[-–—]\s*")
"""The place, date and outlet that a copy puts before the story are not the story's numbers."""


def signature(text: str) -> bytes:
    """Return the MinHash of a text's shingles (128 unsigned 32-bit numbers)."""
    from datasketch import MinHash

    sketch = MinHash(num_perm=_PERMUTATIONS, scheme=_SCHEME)
    sketch.update_batch([shingle.encode() for shingle in shingles(text)])
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


def same_story(original: str, other: str) -> bool:
    """Return whether `other` is a copy of `original`: Jaccard >= 0.8 and no number of its own."""
    if original == other:
        return True
    if not set(_NUMBER.findall(_DATELINE.sub("", other))) <= set(_NUMBER.findall(original)):
        return False
    first, second = shingles(original), shingles(other)
    return len(first & second) >= SAME_STORY * len(first | second)


class Stories:
    """The signatures of a library's originals, searchable for those like another."""

    def __init__(self) -> None:
        """Start empty."""
        from datasketch import MinHashLSH

        self._index: Any = MinHashLSH(threshold=_CANDIDATE_THRESHOLD, num_perm=_PERMUTATIONS)

    def put(self, article_id: str, sketch: bytes) -> None:
        """Add an article, or replace it."""
        self.discard(article_id)
        self._index.insert(article_id, _minhash(sketch))

    def discard(self, article_id: str) -> None:
        """Forget an article; an unknown one is ignored."""
        if article_id in self._index:
            self._index.remove(article_id)

    def like(self, sketch: bytes) -> list[str]:
        """Return the ids of articles that may be the same story, in order."""
        return sorted(self._index.query(_minhash(sketch)))


def _minhash(sketch: bytes) -> Any:
    """Return a stored signature as datasketch has it."""
    from datasketch import MinHash

    values = np.frombuffer(sketch, dtype="<u4")
    return MinHash(num_perm=_PERMUTATIONS, hashvalues=values, scheme=_SCHEME)
