"""Names in text, and when two of them name the same speaker."""

from __future__ import annotations

import re

from assistant.language.words import FUNCTION_WORDS, stem, words

_NAME = re.compile(
    r"(?<![\w@#])[^\W\d_a-z][\w’'-]*(?:\.(?=\w))?(?:(?:\s+(?:of|the|de|al|for|and|von|van|bin|el|da|du|la)\s+(?=[^\W\d_a-z])|"
    r"[\s\u00a0]+|\.\s?)(?:[^\W\d_a-z][\w’'-]*|\d+(?:st|nd|rd|th)?\b))*"
)
TITLES = frozenset(
    """
        mr mrs ms dr prof professor sir lord lady general gen colonel col major maj captain capt
        lieutenant lt sergeant sgt brigadier minister president chairman chairwoman chair
        governor gov senator sen judge justice mayor director chief head spokesman spokeswoman
        spokesperson analyst commander secretary ambassador officer king queen prince princess
        pope bishop father sister brother deputy former acting senior vice
    """.split()
)


def names(text: str, *, skip_first: bool = False) -> list[str]:
    """Return runs of capitalised words; with `skip_first`, not a lone first word of the text."""
    found = []
    for match in _NAME.finditer(text):
        name = match.group().strip(" .,'’-\u00a0")
        parts = name.split()
        while parts and parts[0].lower() in FUNCTION_WORDS:
            parts = parts[1:]
        while parts and parts[-1].lower() in FUNCTION_WORDS:
            parts = parts[:-1]
        if not parts or (
            skip_first and match.start() == 0 and len(parts) == 1 == len(name.split())
        ):
            continue
        found.append(" ".join(parts))
    return found


def name_key(name: str) -> frozenset[str]:
    """Return the stems that tell a name from others: no articles, titles or bracketed acronym."""
    plain = re.sub(r"\([^)]*\)", " ", name)
    stems = [
        stem(word)
        for word in words(plain)
        if word.lower().strip(".") not in FUNCTION_WORDS | TITLES
    ]
    return frozenset(part for part in stems if part)


def acronym(name: str) -> str:
    """Return the initials of a name's capitalised words: "SOHR" of the Syrian Observatory …."""
    return "".join(word[0] for word in words(name) if word[:1].isupper())


def same_speaker(one: str, other: str) -> bool:
    """Return whether two ways of writing a speaker name the same one.

    True for equal keys, for a key that contains the other's (a bare surname, a shortened body's
    name), and for an acronym beside the name it stands for.
    """
    if not one or not other:
        return False
    key, other_key = name_key(one), name_key(other)
    if key and other_key and (key <= other_key or other_key <= key):
        return True
    bracketed = set(re.findall(r"\(([^)]+)\)", one + " " + other))
    return (
        _is_acronym(one, other)
        or _is_acronym(other, one)
        or bool(bracketed & {one.strip(), other.strip()})
    )


def _is_acronym(short: str, name: str) -> bool:
    letters = re.sub(r"^the\s+", "", short.strip(), flags=re.IGNORECASE).replace(".", "")
    return (
        len(letters) >= 2
        and letters.isupper()
        and letters == acronym(re.sub(r"^[Tt]he\s+", "", re.sub(r"\([^)]*\)", "", name)))
    )
