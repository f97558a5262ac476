"""Citation markers as models write them, made into ours; those that cite nothing are dropped."""

from __future__ import annotations

import re
from collections.abc import Collection

_LIST = r"(?:passages?|sources?|ids?|refs?|articles?)?\s*#?\s*\d{1,3}(?:\s*[-–,;&]\s*#?\d{1,3})*"
_MARKER = re.compile(rf"\s*[\[【]\s*({_LIST})(?:†[^\]】]*)?\s*[\]】]", re.IGNORECASE)
LEADING = re.compile(rf"(?:{_MARKER.pattern})+\s*", re.IGNORECASE)
"""Markers at the beginning of a text: they belong to the sentence before."""

_AFTER_STOP = re.compile(r"([.!?…。！？])((?: ?\[\d{1,3}\])+)\s*[.]?$")
_OPEN = re.compile(r"[\[【][^\]】]{0,40}$")
_MOST = 20


def with_markers(sentence: str, given: Collection[int]) -> str:
    """Return the sentence with `[n]` markers before its full stop, only ids that were given.

    `[1, 2]`, `[1-2]`, `[Passage 1]` and `【1†source】` become `[1][2]`; an id outside `given` goes.
    """

    def ours(match: re.Match[str]) -> str:
        numbers = dict.fromkeys(n for n in _numbers(match[1]) if n in given)
        marks = "".join(f"[{number}]" for number in numbers)
        return f" {marks}" if marks else ""

    text = _MARKER.sub(ours, sentence)
    text = re.sub(r"(\[\d{1,3}\]) (?=\[\d{1,3}\])", r"\1", text)
    text = _AFTER_STOP.sub(lambda m: f" {m[2].strip()}{m[1]}", text)
    return text.strip()


def bound_to(sentence: str, numbers: Collection[int]) -> str:
    """Return a sentence without markers with those of `numbers` before its full stop."""
    marks = "".join(f"[{number}]" for number in numbers)
    return _AFTER_STOP.sub(lambda m: f" {m[2].strip()}{m[1]}", f"{sentence} {marks}")


def ends_in_open_marker(text: str) -> bool:
    """Return whether a bracket at the end of `text` may still become a marker."""
    return _OPEN.search(text) is not None


def _numbers(words: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[,;&]", words):
        digits = [int(number) for number in re.findall(r"\d+", part)]
        if len(digits) == 2 and 0 <= digits[1] - digits[0] < _MOST:  # a range
            found.extend(range(digits[0], digits[1] + 1))
        else:
            found.extend(digits)
    return found
