"""Which entity of the conversation a referring expression stands for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.followups.focus import Entity
from assistant.followups.references import Reference

_NOT_AGREEING = 0.05
_GENDER_UNKNOWN = 0.5


def antecedent(
    reference: Reference, entities: Sequence[Entity], taken: Sequence[Entity] = ()
) -> Entity | None:
    """Return the entity a reference stands for: the most salient that agrees, or `None`.

    Agreement is of number and person; an entity that already stands for another pronoun of the
    question is passed over.
    """
    scored = [
        (entity.score * _agreement(reference, entity), entity)
        for entity in entities
        if entity not in taken
    ]
    scored = [(score, entity) for score, entity in scored if score > _NOT_AGREEING]
    return max(scored, key=lambda pair: pair[0])[1] if scored else None


def _agreement(reference: Reference, entity: Entity) -> float:
    """Return how well number, person and gender agree, 0 to 1."""
    match reference.sort:
        case "he" | "she":
            return _one(reference, entity)
        case "they":
            return _several(reference, entity)
        case "it":
            if entity.plural:
                return 0.35 if entity.named else 0.2
            return 0.35 if entity.person and not entity.group else 1.0
        case "noun":
            return 1.0 if reference.head and reference.head == entity.head else 0.0
        case "place":
            if entity.person or entity.plural:
                return 0.0
            return 1.0 if entity.place else 0.4 if entity.named else 0.3
        case _:
            return 0.0


def _one(reference: Reference, entity: Entity) -> float:
    """Return how well "he" or "she" fits an entity; a gender told before weighs most."""
    wanted = "male" if reference.sort == "he" else "female"
    if entity.plural or entity.group or (entity.gender and entity.gender != wanted):
        return 0.0
    if entity.person:
        return 1.0 if entity.gender else _GENDER_UNKNOWN
    return 0.15 if entity.named and entity.role in ("answer", "speaker") else 0.0


def _several(reference: Reference, entity: Entity) -> float:
    """Return how well "they" and its forms fit an entity."""
    if reference.part:
        return (0.3 if entity.named else 1.5) if entity.plural else 0.05
    if entity.plural:
        return 1.0
    if entity.group:
        return 0.9
    if entity.named_head and not entity.place:
        return 0.5 if entity.person else 0.8
    return 0.2
