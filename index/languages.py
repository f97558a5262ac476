"""The language of a text."""

from __future__ import annotations

import re
from typing import Final

_ENOUGH_LETTERS: Final = 40
_LOOKED_AT: Final = 3_000


def language_of(text: str, declared: str = "") -> str:
    """Return the language as a two or three letter code (ISO 639), or "" if it cannot be told.

    What the document declares ("en-GB") comes first; else py3langid looks at the beginning.
    """
    code = re.split(r"[-_,;\s]", declared.strip().lower())[0]
    if re.fullmatch(r"[a-z]{2,3}", code) and code != "und":
        return code
    sample = text[:_LOOKED_AT]
    if sum(char.isalpha() for char in sample) < _ENOUGH_LETTERS and not _is_dense(sample):
        return ""
    import py3langid

    return str(py3langid.classify(sample)[0])


def _is_dense(sample: str) -> bool:
    """Return whether a few characters already say much, as in Chinese, Japanese or Korean."""
    return sum("\u3040" <= char <= "\ud7a3" for char in sample) >= _ENOUGH_LETTERS // 4
