"""A source that begins or ends inside a name is widened to the whole name."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from assistant.reading.names import Name, is_body

Spans = tuple[tuple[int, int], ...]
_AND = re.compile(r"[ \u00a0]and[ \u00a0]")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST = 5
"""A run of more capitalised words is a headline rather than a name."""
_HEADLINE = 0.7
"""A line without a mark at its end is a headline where so many of its words are capitalised."""


def whole_names(text: str, names: Sequence[Name], spans: Spans, taken: Spans) -> Spans:
    """Return spans that cut no name, in order and joined where they meet.

    `names` are those of the text, in order; a name is a run of capitalised words with "of" or
    "for" between them, so that none crosses a comma or the end of a sentence. `taken` are the
    cue and the content, into which no source grows.
    """
    made: list[tuple[int, int]] = []
    for span in spans:
        start, end = span
        first = bisect_right(names, start, key=lambda name: name.end)
        last = bisect_left(names, end, key=lambda name: name.start)
        for name in names[first:last]:
            for left, right in _parts(name):
                if left < start < right and _is_name(text, left, right):
                    start = _free_from(left, start, taken)
                if left < end < right and _is_name(text, left, right):
                    end = _free_until(end, right, taken)
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(made)


def _parts(name: Name) -> list[tuple[int, int]]:
    """Return a name as it is, or the names that "and" joins, unless it joins one body's name."""
    joint = _AND.search(name.text)
    if joint is None:
        return [(name.start, name.end)]
    before, after = name.text[: joint.start()], name.text[joint.end() :]
    if " " not in before and is_body(after) and not is_body(before):
        return [(name.start, name.end)]
    rest = Name(name.start + joint.end(), name.end, after)
    return [(name.start, name.start + joint.start()), *_parts(rest)]


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a run of capitals is a name rather than a piece of a headline or a first word."""
    if sum(word[:1].isupper() for word in text[start:end].split()) > _LONGEST:
        return False
    line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) % (len(text) + 1)]
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    capitals = sum(word[:1].isupper() for word in words)
    ended = line.rstrip(' ”"’)').endswith((".", "!", "?", "…"))
    if not ended and len(words) > 4 and capitals >= _HEADLINE * len(words):
        return False
    first = _WORD.match(text, start)
    return first is None or not re.search(rf"\b{re.escape(first.group().lower())}\b", text)


def _free_from(left: int, start: int, taken: Spans) -> int:
    """Return where a source may begin that would like to begin at `left`."""
    return start if any(begin < start and left < end for begin, end in taken) else left


def _free_until(end: int, right: int, taken: Spans) -> int:
    """Return where a source may end that would like to end at `right`."""
    return end if any(begin < right and end < stop for begin, stop in taken) else right
