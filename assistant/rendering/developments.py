"""How a figure developed: the same thing counted again and again, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.figures import Figure, figures, same_thing

if TYPE_CHECKING:
    from assistant.timeline import TimelineEntry

_FEWEST_POINTS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One reported figure; `low` and `high` are equal unless the report gives a range."""

    when: datetime
    low: float
    high: float
    text: str
    speaker: str
    entry: TimelineEntry


@dataclass(frozen=True, slots=True)
class Development:
    """Three or more reports of one thing, oldest first."""

    counted: str
    points: tuple[Point, ...]


def developments(entries: Iterable[TimelineEntry], most: int = 2) -> list[Development]:
    """Return the things counted at three or more places and two or more times, most first.

    Years and figures that do not say what they count are left out.
    """
    groups: list[tuple[Figure, list[Point]]] = []
    for entry in entries:
        for figure in figures(entry.text):
            if entry.when is None or figure.is_year or not (figure.counted or figure.state):
                continue
            point = Point(entry.when, figure.low, figure.high, figure.text, entry.speaker, entry)
            for first, points in groups:
                if same_thing(first, figure) and first.state == figure.state:
                    points.append(point)
                    break
            else:
                groups.append((figure, [point]))
    found = [
        Development(_label(first), tuple(sorted(points, key=lambda point: point.when)))
        for first, points in groups
        if len(points) >= _FEWEST_POINTS and len({point.when for point in points}) > 1
    ]
    return sorted(found, key=lambda development: -len(development.points))[:most]


def _label(figure: Figure) -> str:
    parts = (figure.counted, figure.state if figure.state not in figure.counted else "")
    return " ".join(part for part in parts if part)
