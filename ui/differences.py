"""What changed between two versions of an article, word by word, as HTML."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import escape
from itertools import zip_longest

_LARGEST = 6_000
"""Beyond this many words a side, lines are compared instead of words."""
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


def differences_html(before: str, after: str) -> str:
    """Return the paragraphs that changed, with `del` and `ins`; empty when nothing did.

    Paragraphs without a change are left out.
    """
    blocks = []
    for old, new in _changed_lines(before.split("\n"), after.split("\n")):
        if changed := _words(old, new):
            blocks.append(f'<p dir="auto">{changed}</p>')
    return "".join(blocks)


def _changed_lines(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """Pair the lines that differ; one side is empty for a line that came or went."""
    pairs: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        old, new = before[a:b], after[c:d]
        pairs.extend(zip_longest(old, new, fillvalue=""))
    return [pair for pair in pairs if any(side.strip() for side in pair)]


def _words(before: str, after: str) -> str:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _LARGEST:
        return _removed(before) + _inserted(after)
    parts = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(escape("".join(old[a:b])))
            continue
        parts.append(_removed("".join(old[a:b])) + _inserted("".join(new[c:d])))
    return "".join(parts)


def _removed(text: str) -> str:
    return f'<del><span class="sr">removed: </span>{escape(text)}</del>' if text else ""


def _inserted(text: str) -> str:
    return f'<ins><span class="sr">inserted: </span>{escape(text)}</ins>' if text else ""
