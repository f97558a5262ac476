"""Finished sentences out of a stream of pieces."""

from __future__ import annotations

import re

from assistant.language_models.markers import LEADING, ends_in_open_marker
from index.sentences import sentences

_BEGUN_WORDS = 2
"""A sentence is finished when this many words of the next have come."""

_DECORATION = re.compile(
    r"^(?:\s*(?:[-*•‣]|\d{1,2}[.)]|\#{1,6}|>)\s+|\s*(?:\*\*)?(?:answer|valid|summary)(?:\*\*)?:(?:\*\*)?\s*)+",
    re.IGNORECASE,
)
_ENDED = re.compile(r"(?:[.!?…。！？؟।][\"'”’»）)]*|\])$")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)


class SentenceStream:
    """Takes pieces of a reply and gives its sentences when the next one has begun.

    Line breaks end sentences; list marks, headings and emphasis are taken off; what a reasoning
    model thinks before it answers is left out.
    """

    def __init__(self) -> None:
        self._text = ""
        self._given = 0

    @property
    def waiting(self) -> int:
        """Return how many characters of words have come since the last finished sentence."""
        return len(_THOUGHT.sub("", self._text[self._given :]))

    def feed(self, piece: str) -> list[str]:
        """Return the sentences that `piece` finishes."""
        self._text += piece
        return self._finished(last=False)

    def finish(self) -> list[str]:
        """Return what is left, without a fragment that the model did not end."""
        return self._finished(last=True)

    def _finished(self, *, last: bool) -> list[str]:
        text = _THOUGHT.sub(lambda match: " " * len(match[0]), self._text)
        if not last and ends_in_open_marker(text):
            return []
        spans = self._spans(text)
        if not last:
            while spans and len(text[spans[-1][0] :].split()) < _BEGUN_WORDS:
                spans.pop()
            spans = spans[:-1]
        elif spans and not _ENDED.search(text[spans[-1][0] : spans[-1][1]].rstrip(" *_`")):
            spans.pop()
        if spans:
            self._given = spans[-1][1]
        return [plain for start, end in spans if (plain := _plain(text[start:end]))]

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of the sentences not given yet; leading markers go to the one before."""
        spans: list[tuple[int, int]] = []
        for start, end in _lines(text, self._given):
            leading = LEADING.match(text[start:end]) if spans else None
            begins = start + (leading.end() if leading else 0)
            if leading:
                spans[-1] = (spans[-1][0], begins)
            if begins < end:
                spans.append((begins, end))
        return spans


def _lines(text: str, begin: int) -> list[tuple[int, int]]:
    found = []
    for line in re.finditer(r"[^\n]+", text[begin:]):
        at = begin + line.start()
        found += [(at + start, at + end) for start, end in sentences(line[0])]
    return found


def _plain(sentence: str) -> str:
    text = _DECORATION.sub("", sentence)
    text = re.sub(r"\*\*|__|`", "", text)
    return " ".join(text.split())
