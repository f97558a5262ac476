"""Words, their stems, and which of them carry content."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Any

from assistant.language.remembering import remembered

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|\d+(?:[.,]\d+)*")

FUNCTION_WORDS = frozenset(
    """
        a an the and or but nor so yet if then than that this these those of in on at by for
        from to with without within into onto upon over under about above below between among
        through during before after since until against across along around behind beside
        besides near off out up down is are was were be been being am do does did doing done
        have has had having will would shall should can could may might must ought need i me my
        mine we us our ours you your yours he him his she her hers it its they them their theirs
        who whom whose which what when where why how there here as not no yes also just only
        even still very too much many more most some any all both each every other another such
        own same few several again further once ever never it's that's there's what's who's
        please tell give me exactly say said says
    """.split()
)


class _Stemmers(threading.local):
    """A stemmer a thread: it keeps the word it works on, so two threads would mix theirs up."""

    def __init__(self) -> None:
        import snowballstemmer

        self.english: Any = snowballstemmer.stemmer("english")


@lru_cache(maxsize=1)
def _stemmers() -> _Stemmers:
    return _Stemmers()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) English stem of `word`, lower case."""
    plain = word.lower().replace("’", "'").removesuffix("'s").strip("'.-")
    return str(_stemmers().english.stemWord(plain)) if plain.isascii() else plain


def words(text: str) -> list[str]:
    """Return the words of `text` as written; numbers, hyphenated words and initials stay whole."""
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def _content_stem(word: str) -> str | None:
    return None if word.lower().replace("’", "'") in FUNCTION_WORDS else stem(word)


@remembered
def content_stems(text: str) -> list[str]:
    """Return the stems of the words that carry content, in order, repeats kept."""
    return [found for word in words(text) if (found := _content_stem(word)) is not None]
