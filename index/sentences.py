"""Sentences as spans of an article's canonical text.

The library is sentencex (Wikimedia, Rust). Compared on news text with syntok and pysbd: syntok cut
after "Gen.", "Lt.", "Sec." and "Sgt." and found no sentence end in Chinese; pysbd needed 4.6 s for
a paragraph of 76,000 characters (sentencex: 8 ms), four times as much as for half of it, and left
"“Why?” “Because.”" whole. sentencex gives code-point offsets, cuts after closing quotes, knows
most abbreviations and takes about a second for 5 MB. What it lacks for news is mended below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LINE: Final = re.compile(r"[^\n]+")
_BULLET: Final = re.compile(r"\s*(?:[-*•‣–—]\s|\(?\d{1,3}[.)]\s)")
_TERMINATED: Final = re.compile(r"[.!?…:;。！？؟۔।]['\"”’»)\]]*\s*$")
_LAST_WORD: Final = re.compile(r"(\S+)\s*$")
_INITIALS: Final = re.compile(r"^[(\[“\"‘']*(?:[A-Z]\.){2,3}$")

_WRAPPED_LINE: Final = 45
"""A line shorter than this was not broken by hard wrapping: the break means something."""

_WINDOW: Final = 5_000
"""Characters looked at together; unclosed quotes cost the library time by the square of it."""

_TITLE: Final = re.compile(
    r"(?:Adj|Ald|Amb|Asst|Atty|Brig\.-Gen|Cdr|Col\.-Gen|Eng|Flt|Ft|Insp|Ldr|Lt\.-Gen|Maj\.-Gen|Mgr|"
    r"Spc|Sqn|Supt|Tech|Wg)\."
)
_BEFORE_NUMBER: Final = re.compile(r"(?:approx|est|incl|min|nos?|vol)\.", re.IGNORECASE)
"""Abbreviations before a name or a number, beyond those the library knows."""

_NUMBERING: Final = re.compile(r"\(?\d{1,3}[.)]")
"""The number of a list item, which the library takes for a sentence."""

_OWN_INITIALS: Final = frozenset(["U.S.", "U.N.", "U.K.", "E.U.", "D.C.", "L.A."])
"""Initials that end a sentence as readily as any noun; other initials belong to a name."""

_HOURS: Final = frozenset(["a.m.", "p.m."])
_AFTER_HOUR: Final = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:GMT|UTC|[ECMP][SD]?T)\b|"
    r"(?:Eastern|Central|Mountain|Pacific|Local)\b)"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) spans of the sentences of a canonical `text`, in order.

    Spans do not overlap, hold no white space at either end, cover every character that is not
    white space, and never cross a blank line. A line break inside a paragraph ends a sentence
    unless it looks like hard wrapping (a long line that no punctuation ends).
    """
    spans: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        spans.extend(_mended(text, _cut(text, start, end)))
    return spans


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of text within which a sentence may run over a line break."""
    start = end = -1
    for match in _LINE.finditer(text):
        line = match.group()
        if line.isspace():
            continue
        if start < 0:
            start = match.start()
        elif match.start() != end + 1 or not _wraps(text[start:end], line):
            yield start, end
            start = match.start()
        end = match.end()
    if start >= 0:
        yield start, end


def _wraps(before: str, line: str) -> bool:
    """Return whether the line break between `before` and `line` is only hard wrapping."""
    last = before[before.rfind("\n") + 1 :]
    if len(last.strip()) < _WRAPPED_LINE or _BULLET.match(line):
        return False
    return not _TERMINATED.search(last[-20:])


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the library's sentences of `text[start:end]`, stripped of white space."""
    from sentencex import get_sentence_boundaries

    while start < end:
        window = text[start : min(end, start + _WINDOW)]
        if start + len(window) < end:
            # Whole words only, for the case that the window holds one endless sentence.
            space = max(window.rfind(" "), window.rfind("\n"))
            window = window[: space + 1] or window
        starts = [boundary["start_index"] for boundary in get_sentence_boundaries("en", window)]
        # The boundaries are joined up here: the library leaves gaps between some paragraphs.
        ends = [*starts[1:], len(window)]
        starts[:1] = [0]
        if start + len(window) < end and len(starts) > 1:
            # The window may have cut the last sentence short: it opens the next window.
            starts.pop()
            ends.pop()
        for first, last in zip(starts, ends, strict=True):
            piece = window[first:last]
            if stripped := piece.strip():
                begin = start + first + len(piece) - len(piece.lstrip())
                yield begin, begin + len(stripped)
        start += ends[-1]


def _mended(text: str, spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join neighbours that the library cut apart after an abbreviation."""
    current = next(spans, None)
    for start, end in spans:
        if current is None:
            break
        before = text[max(current[0], current[1] - 40) : current[1]]
        if _NUMBERING.fullmatch(before) or _continues(before, text[start : start + 12]):
            current = (current[0], end)
        else:
            yield current
            current = (start, end)
    if current is not None:
        yield current


def _continues(before: str, after: str) -> bool:
    """Return whether a sentence that ends with `before` goes on with `after`."""
    match = _LAST_WORD.search(before)
    if match is None:
        return False
    word = match.group(1).lstrip("([“\"‘'")
    if word.lower() in _HOURS:
        return bool(_AFTER_HOUR.match(after))
    if _BEFORE_NUMBER.fullmatch(word):
        return after[:1].isdigit()
    if _TITLE.fullmatch(word):
        return after[:1].isupper() or after[:1].isdigit()
    return bool(_INITIALS.match(word)) and word not in _OWN_INITIALS and after[:1].isupper()
