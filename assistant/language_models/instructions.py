"""Sentences of articles that address a machine instead of a reader."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.language.words import content_stems
from index.sentences import sentences

_ORDER = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass)\b\W+(?:[\w'’]+\W+){0,5}?
        (?:instructions?|rules|prompts?|guidelines|passages?|context|directions)\b
    | \b(?:system|developer)\ (?:prompt|message|instructions?)\b
    | \byou\ are\ (?:now\ )?(?:an?|the)\ (?:[\w-]+\ ){0,3}
        (?:assistant|ai|chatbot|(?:language\ )?model)\b
    | \b(?:note|message|instructions?|attention|hint)\ (?:to|for)\ (?:all\ |any\ |the\ )?
        (?:ais?|assistants?|chatbots?|(?:language\ )?models?|llms?)\b
    | ^\W*(?:please\ )?(?:always\ |only\ |now\ )?
        (?:respond|reply|answer|say|write|output|print|repeat)\b
        (?:[^.]*["“:]|\ (?:only|exactly|that|with)\b)
    | ^\W*(?:system|assistant|user|ai)\s*:
    | <\|?/?(?:im_start|im_end|system|assistant|s)\|?>|\[/?INST\]
    """,
    re.IGNORECASE | re.VERBOSE,
)


def orders_in(text: str) -> list[str]:
    """Return the sentences of `text` that order a machine about, each with the one after it.

    The sentence after is taken too, since what is to be said often stands there.
    """
    parts = [text[start:end] for start, end in sentences(text)]
    found: list[str] = []
    for at, part in enumerate(parts):
        if _ORDER.search(part):
            found += [one for one in parts[at : at + 2] if one not in found]
    return found


def without(text: str, unwanted: Collection[str]) -> str:
    """Return `text` without the sentences of `unwanted`."""
    if not unwanted:
        return text
    kept = [text[start:end] for start, end in sentences(text)]
    return " ".join(part for part in kept if part not in unwanted)


def obeys(sentence: str, orders: Collection[str], rest: Collection[str]) -> bool:
    """Return whether a sentence repeats what an order holds rather than any of the `rest`."""
    stems = set(content_stems(sentence))
    if not orders or not stems:
        return False

    def share(texts: Collection[str]) -> float:
        return max(
            (len(stems & set(content_stems(text))) / len(stems) for text in texts), default=0
        )

    return share(orders) > share(rest)
