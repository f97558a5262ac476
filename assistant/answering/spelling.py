"""Misspelt words of a question, put right by the words of the passages that were found for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from assistant.language.words import FUNCTION_WORDS, stem, words

_ASKING = frozenset(
    "who whom whose what when where why how which many much have with were that this there".split()
)
_SHORTEST = 3
_LEAST_LETTERS = 5
"""A shorter word is put right only where two of its letters are swapped."""
_LEAST_OF_NAME = 6


def corrected(question: str, texts: Iterable[str], is_word: Callable[[str], bool]) -> str:
    """Return the question with each misspelt word as the texts spell it.

    A word is misspelt when `is_word` does not know it and no text has it or its stem; it becomes
    a word one slip away: a letter too many, too few, another one, or two swapped. A capitalised
    word may be the name of somebody else, so that only a long one is put right.
    """
    unknown = [word for word in dict.fromkeys(words(question)) if _doubtful(word, is_word)]
    if not unknown:
        return question
    there = Counter(word for text in texts for word in words(text))
    stems = {stem(word) for word in there}
    for word in unknown:
        if stem(word) in stems:
            continue
        first = question.lstrip().startswith(word)
        right = _nearest(word.lower() if first else word, there)
        if right:
            question = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", right, question)
    return question


def _doubtful(word: str, is_word: Callable[[str], bool]) -> bool:
    return (
        len(word) >= _SHORTEST
        and word.isalpha()
        and word.lower() not in FUNCTION_WORDS
        and not is_word(word.lower())
    )


def _nearest(word: str, there: Counter[str]) -> str:
    """Return the word one slip from `word`: one that asks, or the most frequent of the texts'."""
    from rapidfuzz.distance import OSA

    typed = word.lower()
    swapped = sorted(typed)
    asking = [
        other
        for other in sorted(_ASKING | FUNCTION_WORDS, key=lambda other: (-len(other), other))
        if OSA.distance(typed, other, score_cutoff=1) == 1
        and (other in _ASKING or sorted(other) == swapped)
    ]
    if asking and not word[0].isupper():
        return asking[0]
    if word[0].isupper() and len(word) < _LEAST_OF_NAME:
        return ""
    found: Counter[str] = Counter()
    for other, count in there.items():
        plain = re.sub(r"['’]s?$", "", other)
        near = plain.lower()
        if near[:1] != typed[0] or OSA.distance(typed, near, score_cutoff=1) != 1:
            continue
        if len(typed) >= _LEAST_LETTERS or sorted(near) == swapped:
            found[near if word.islower() else plain] += count
    return min(found, key=lambda other: (-found[other], other), default="")
