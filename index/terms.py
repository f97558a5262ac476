"""The words that the words index knows a text by.

Numbers lose their thousands separators ("1,200" is "1200"), names and compounds are kept whole
("COVID-19", "al-Assal") and in their parts, possessive endings are dropped, and runs of scripts
written without spaces become overlapping pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*\w*|\w+(?:[.'\-]\w+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_PLAIN = _INVISIBLE | {ord(each): "'" for each in "\u2018\u2019\u02bc\u02bb"}
_PLAIN |= {ord(each): "-" for each in "\u2010\u2011"}

_COMMON = frozenset(
    "a about after all also an and any are as at be been being between both but by can could did do"
    " does doing for from had has have having he her hers him his how i if in into is it its may"
    " me might more most much many my of on or our over she should so some such than that the"
    " their them then there these they this those through to under until up us was we were what"
    " when where which while who whom whose why will with would you your".split()
)


def terms(text: str) -> list[str]:
    """Return the words of `text` in order, lower-cased and not yet stemmed."""
    return [word for token in tokens(text) for word in words_of(token)]


def question_words(question: str) -> dict[str, tuple[str, ...]]:
    """Return each telling word of a question, as written, with the terms it is searched by.

    Common words are left out unless written as an abbreviation (WHO) or nothing else is left.
    """
    found = {token: words_of(token) for token in tokens(question)}
    telling = {
        token: words
        for token, words in found.items()
        if words and (token.lower() not in _COMMON or (len(token) > 1 and token.isupper()))
    }
    return telling or found


def tokens(text: str) -> list[str]:
    """Return the words of `text` as written, compounds and numbers whole."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).translate(_PLAIN))


@lru_cache(maxsize=65_536)
def words_of(token: str) -> tuple[str, ...]:
    """Return the terms that one word as written is known by, the whole of a compound first."""
    word = token.casefold()
    if word.isalpha() and word.isascii():
        return (word,)
    word = word.removesuffix("'s").strip("'_")
    number = _THOUSANDS.match(word)
    if number is not None:
        word = number.group().replace(",", "") + word[number.end() :]
    if _UNSPACED.search(word):
        pairs = [pair for part in _UNSPACED.findall(word) for pair in _pairs(part)]
        return (*pairs, *(part for part in _UNSPACED.split(word) if part))
    if "-" in word or "'" in word:
        return (word, *(part for part in re.split("[-']", word) if part))
    return (word,) if word else ()


def _pairs(run: str) -> list[str]:
    """Return the overlapping pairs of a run of characters."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]
