"""The one form of an article's text that every offset and every quote refers to.

NBSP, soft hyphens, curly quotes, zero-width and bidirectional characters are kept: a quote shows
what the article shows.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(text: str) -> str:
    r"""Return `text` in NFC with `\n` line breaks and no control characters but `\n` and `\t`.

    A byte-order mark at the start is removed, surrogate pairs are joined, a lone surrogate becomes
    U+FFFD. The function is idempotent: `canonical(canonical(t)) == canonical(t)`.
    """
    text = _LINE_BREAK.sub("\n", text)
    text = _CONTROL.sub("", text)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", text.lstrip("\ufeff"))


def content_hash(text: str) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of the canonical form of `text`."""
    return hashlib.sha256(canonical(text).encode()).hexdigest()
