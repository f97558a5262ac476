"""Putting names where a question has pronouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.followups.antecedents import antecedent
from assistant.followups.focus import Entity
from assistant.followups.grammar import PREPOSITIONS
from assistant.followups.nouns import is_time
from assistant.followups.references import Reference

_ARTICLE = re.compile(r"^(?:The|A|An|His|Her|Its|Their|Some|Two|Several)\b")
_INDEFINITE = re.compile(r"^(?:an?|any|some)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A question with its references filled in, what filled them, and which stayed open."""

    text: str
    filled: tuple[Entity, ...]
    unfilled: tuple[Reference, ...]


def resolve(
    question: str, found: Sequence[Reference], entities: Sequence[Entity], place: str = ""
) -> Resolution:
    """Return the question with antecedents in place of its references.

    Only the first reference to an entity is filled in where the later ones read on from it; `place`
    is the last place spoken of, for "there". Bare "that", "then" and references without an
    antecedent stay as they are and are returned as unfilled.
    """
    filled: list[Entity] = []
    by_sort: dict[str, Entity] = {}
    unfilled: list[Reference] = []
    edits: list[tuple[int, int, str]] = []
    for reference in found:
        if reference.sort in by_sort and reference.sort in ("he", "she", "it", "they"):
            continue
        if reference.sort == "place" and place:
            edits.append((reference.start, reference.end, place))
            continue
        entity = antecedent(reference, entities, list(by_sort.values()))
        if entity is None or reference.sort == "place":
            unfilled.append(reference)
            continue
        by_sort[reference.sort] = entity
        filled.append(entity)
        edits.append((reference.start, reference.end, _wording(entity, reference)))
    text = question
    for start, end, wording in reversed(edits):
        text = text[:start] + wording + text[end:]
    return Resolution(text, tuple(filled), tuple(unfilled))


def last_place(entities: Sequence[Entity], latest: int) -> str:
    """Return "in PLACE" for the most salient place of the last two turns, or an empty text."""
    places = [e for e in entities if e.place and e.turn >= latest - 1 and not is_time(e.text)]
    return f"in {inner(places[0].text)}" if places else ""


def inner(text: str) -> str:
    """Return a phrase as it stands inside a sentence, referred to again: definite, lower case."""
    text = _ARTICLE.sub(lambda match: match.group().lower(), text.strip())
    if _INDEFINITE.match(text):
        return "the " + _INDEFINITE.sub("", text)
    return text


def definite(entity: Entity) -> str:
    """Return the entity's words as a known thing: "the sentence" for "sentence"."""
    text = inner(entity.text)
    words = text.split()
    lower = words[0].lower()
    if entity.named and not words[-1].islower():
        return text
    if lower in {"the", "this", "that", "his", "her", "its", "their", "those", "these"}:
        return text
    if lower[0].isdigit() or lower in PREPOSITIONS or words[0][:1].isupper():
        return text
    return f"the {text}"


def _wording(entity: Entity, reference: Reference) -> str:
    text = definite(entity)
    if not reference.possessive:
        return text
    return f"{text}’" if text.endswith("s") and entity.plural else f"{text}’s"


def lowered(text: str) -> str:
    """Return a text that began a sentence as it goes on inside one."""
    first = text.split(maxsplit=1)[0] if text else ""
    return first.lower() + text[len(first) :] if first.lower() in _SMALL else text


_SMALL = frozenset(
    "the a an at in on by some about nearly over more his her its their no two three four".split()
)
