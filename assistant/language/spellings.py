"""The spellings of one speaker: "SOHR", "the Observatory", "the Syrian Observatory for …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.language.names import TITLES, acronym, same_speaker
from assistant.language.words import FUNCTION_WORDS, words
from assistant.reading.names import is_body

_BRACKETED = re.compile(r"\(([^)]*)\)")
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_SEVERAL = re.compile(r",|\s(?:and|or|&)\s")
_LONGEST_ACRONYM = 8

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """A spelling taken apart.

    `key` are its words in lower case without article and titles, `shorter` the keys it may be
    shortened to, `initials` its acronyms, `letters` itself as an acronym or "", `common` its
    words that are no name.
    """

    key: Key
    proper: bool
    shorter: frozenset[Key]
    initials: frozenset[str]
    letters: str
    common: tuple[str, ...]
    body: bool


def groups(spellings: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the spellings of each speaker, in the order of the first of each.

    Within a group the fullest names come first, so that the first spelling is a good label.
    Spellings that differ in articles, titles or capitals are one speaker; a surname, the short
    name of a body ("the Observatory") or an acronym joins a fuller name only where exactly one
    speaker has it.
    """
    return _groups(tuple(spellings))


def spellings_of(asked: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Return every known spelling of the speakers asked for, and the asked ones themselves.

    A name that is no spelling of one speaker means all who can be called so.
    """
    wanted = tuple(asked)
    found = dict.fromkeys(wanted)
    together = groups(known)
    for name in wanted:
        key = _name(name).key
        own = [group for group in together if any(_name(each).key == key for each in group)]
        own = own or [group for group in together if same_speaker(name, group[0])]
        found.update(dict.fromkeys(each for group in own for each in group))
    return tuple(found)


@lru_cache(maxsize=4)
def _groups(spellings: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    alike: dict[Key, list[str]] = {}
    common: set[str] = set()
    for spelling in dict.fromkeys(spellings):
        name = _name(spelling)
        alike.setdefault(name.key, []).append(spelling)
        common.update(name.common)
    fuller = _fuller(alike)
    parents = {
        key: parent
        for key, written in alike.items()
        if (parent := _parent(written, fuller, common))
    }
    made: dict[Key, list[Key]] = {}
    for key in alike:
        top = key
        while top in parents:
            top = parents[top]
        made.setdefault(top, []).append(key)
    return tuple(
        tuple(
            spelling
            for key in sorted(keys, key=lambda key: (key != top, -len(key)))
            for spelling in alike[key]
        )
        for top, keys in made.items()
    )


def _fuller(alike: Mapping[Key, Sequence[str]]) -> dict[Key | str, list[Key]]:
    """Return for every short form, and every acronym, the names that it may stand for."""
    made: dict[Key | str, list[Key]] = {}
    bodies = set()
    for key, written in alike.items():
        names = [_name(spelling) for spelling in written]
        if any(name.body for name in names):
            bodies.add(key)
        forms: set[Key | str] = set()
        for name in names:
            forms.update(name.shorter, name.initials)
        for form in forms:
            made.setdefault(form, []).append(key)
    return {
        # "AP" is the Associated Press before it is Ana Peters.
        form: ([key for key in keys if key in bodies] or keys) if isinstance(form, str) else keys
        for form, keys in made.items()
    }


def _parent(
    written: Sequence[str], fuller: Mapping[Key | str, Sequence[Key]], common: set[str]
) -> Key | None:
    """Return the fullest name that a short one stands for, `None` where several may be meant."""
    names = [_name(spelling) for spelling in written]
    key = names[0].key
    found: set[Key] = set()
    if any(name.proper for name in names) and not (len(key) == 1 and key[0] in common):
        found.update(fuller.get(key, ()))
    for letters in {name.letters for name in names if name.letters}:
        found.update(each for each in fuller.get(letters, ()) if len(each) > len(key))
    if not found:
        return None
    longest = max(found, key=lambda each: (len(each), each))
    one = all(each == longest or longest in fuller.get(each, ()) for each in found)
    return longest if one else None


@lru_cache(maxsize=65536)
def _name(spelling: str) -> _Name:
    plain = _ARTICLE.sub("", " ".join(_BRACKETED.sub(" ", spelling).split())) or spelling
    every = [_POSSESSIVE.sub("", word) for word in words(plain)] or [plain]
    bare = every[_titled(every) :]
    key = tuple(word.lower() for word in bare)
    proper = bare[0][:1].isupper() and all(word[:1].isupper() or _small(word) for word in bare)
    full = proper and len(bare) > 1 and not _SEVERAL.search(plain) and not _is_title(bare[-1])
    head = next((number for number, word in enumerate(bare) if _small(word)), len(bare))
    inside = {text.strip() for text in _BRACKETED.findall(spelling) if text.strip().isupper()}
    letters = plain.replace(".", "")
    short = 2 <= len(letters) <= _LONGEST_ACRONYM and letters.isupper() and letters.isalpha()
    return _Name(
        key=key,
        proper=proper,
        shorter=frozenset({key[n:head] for n in range(head)} - {key}) if full else frozenset(),
        initials=frozenset({acronym(" ".join(bare)), *inside}) if full else frozenset(),
        letters=letters if short else "",
        common=tuple(word for word in every if word.islower() and not _small(word)),
        body=is_body(spelling) or bool(_ARTICLE.match(spelling) or inside),
    )


def _titled(bare: Sequence[str]) -> int:
    """Return how many words come before a name: one of "Gen. Abek", two of "council head Abek"."""
    titles = [_is_title(word) for word in bare]
    if titles[-1] or not bare[-1][:1].isupper():
        return 0
    lead = 0
    while titles[lead] and bare[lead + 1][:1].isupper():
        lead += 1
    for number in range(len(bare) - 1, lead, -1):
        capitals = all(word[:1].isupper() for word in bare[number:])
        if capitals and titles[number - 1] and bare[number - 1].islower():
            return number
    return lead


def _is_title(word: str) -> bool:
    return word.lower().strip(".") in TITLES


def _small(word: str) -> bool:
    return word.lower() in FUNCTION_WORDS
