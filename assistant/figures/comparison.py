"""When two figures agree, and when they count the same thing."""

from __future__ import annotations

from assistant.figures.figure import Figure
from assistant.language.words import stem

_SLACK_ABOUT = 0.1
_PEOPLE = frozenset(
    stem(word)
    for word in """
        people person persons individuals men women residents inhabitants victims lives others
        passengers occupants villagers townspeople visitors travellers
        human humans dead killed injured wounded missing displaced casualties bodies deaths
        fatalities
    """.split()
)


def bounds(figure: Figure) -> tuple[float, float]:
    """Return the closed interval of values that the figure, as worded, is true of.

    "over 200" is true of 201 and of 214 but nobody writes it for 280: a rounded number reaches
    half of its last significant digit's step beyond itself, an unrounded one only itself.
    """
    low, high, reach = figure.low, figure.high, figure.step / 2
    rounded = figure.step >= 10 or figure.low >= 1e6  # 200, 1,250, 1.2 million
    match figure.qualifier:
        case "over" | "at least":
            return low, high + (reach if rounded else 0)
        case "nearly" | "at most":
            return low - (reach if rounded else 0), high
        case "about":
            slack = max(reach if rounded else 0, high * _SLACK_ABOUT)
            return low - slack, high + slack
        case _:
            return low, high


def agree(one: Figure, other: Figure) -> bool:
    """Return whether both figures can be true of one number: "over 200" agrees with 214."""
    if one.unit != other.unit and (one.unit and other.unit):
        return False
    low, high = bounds(one)
    other_low, other_high = bounds(other)
    return low <= other_high and other_low <= high


def same_thing(one: Figure, other: Figure) -> bool:
    """Return whether two figures count the same thing in the same state.

    The heads of the counted phrases must be one word by stem, or one of them be missing or a mere
    word for people ("23 dead" counts what "23 people killed" counts); states must not differ.
    """
    if one.state and other.state and one.state != other.state:
        return False
    if one.unit != other.unit:
        return False
    heads, other_heads = counted_heads(one.counted), counted_heads(other.counted)
    if not heads or not other_heads:
        return heads == other_heads or bool(one.state and one.state == other.state)
    return bool(heads & other_heads)


def counted_heads(counted: str) -> set[str]:
    """Return the stems that tell what is counted: none for mere people ("people", "dead")."""
    return {stem(word) for word in counted.split()} - _PEOPLE
