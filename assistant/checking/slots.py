"""Words that stand where the evidence has another word, everything around them being the same."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.checking.verdict import Cited, Finding
from assistant.language.words import FUNCTION_WORDS, stem, words

_TELLING = frozenset(
    """
        before after over under above below more fewer less most least until since against with
        without first last between among during
    """.split()
)
_SAME = (
    "kill die dead death fatal",
    "injur wound hurt",
    "said say state report announc told tell add",
    "percent cent per",
    "hous home",
    "start begin began begun",
    "end finish",
    "big larg great",
    "show reveal",
    "ask request",
    "help assist aid",
    "offici author",
    "rebel insurg militant",
    "troop soldier forc",
    "compani firm busi",
    "citi town",
    "near almost",
    "around about approxim rough",
    "least",
)
_CLASS = {word: number for number, group in enumerate(_SAME) for word in group.split()}


def check_slots(text: str, spans: Sequence[Cited]) -> list[Finding]:
    """Return words that take the place of another word between the same two neighbours.

    "Fifty people survived the fire" against "Fifty people escaped the fire" differs in one slot.
    Numbers are compared elsewhere and do not count as slots; words of one meaning class pass.
    """
    there: dict[tuple[str, str], set[str]] = {}
    held: set[tuple[str, str]] = set()
    for span in spans:
        stems = _stems(span.quote)
        held |= set(pairwise(stems))
        for before, word, after in zip(stems, stems[1:], stems[2:], strict=False):
            there.setdefault((before, after), set()).add(word)
    findings = []
    mine = _stems(text)
    for before, word, after in zip(mine, mine[1:], mine[2:], strict=False):
        others = there.get((before, after))
        if not others or word in others or word[0].isdigit():
            continue
        if (before, word) in held or (word, after) in held:
            continue
        if any(_class(word) == _class(other) or other[0].isdigit() for other in others):
            continue
        finding = f"the cited words say “{min(others)}” where it says “{word}”"
        findings.append(Finding(finding, grave=False))
    return findings


def _stems(text: str) -> list[str]:
    """Return the stems of the words that tell something, between a start and an end mark."""
    found = [
        stem(word)
        for word in words(text)
        if word.lower() not in FUNCTION_WORDS or word.lower() in _TELLING
    ]
    return ["^", *(word for word in found if word), "$"]


def _class(word: str) -> int | str:
    return _CLASS.get(word, word)
