"""Dated statements as HTML, and how a figure developed as a plot."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.rendering.dates import day
from assistant.rendering.developments import Development, Point, developments
from ui.article_view import article_path
from ui.markup import attribute

if TYPE_CHECKING:
    from assistant.timeline import TimelineEntry

_WIDTH, _HEIGHT, _LEFT, _EDGE = 720, 260, 64, 24
_MARKS = ("circle", "square", "diamond", "triangle")


def timeline_html(entries: Sequence[TimelineEntry], failure: str = "") -> str:
    """Return the statements by day, oldest first, under the plots of their figures."""
    if failure:
        return f'<p class="failure" role="alert">{escape(failure)}</p>'
    if not entries:
        return (
            '<p class="empty" role="status">No dated statement is about this. Try fewer words, '
            "or remove a filter.</p>"
        )
    plots = "".join(plot_html(development) for development in developments(entries))
    days: dict[str, list[str]] = {}
    for entry in entries:
        days.setdefault(day(entry.when), []).append(_entry(entry))
    listed = "".join(
        f'<li class="day"><h3>{escape(name)}</h3><ul>{"".join(rows)}</ul></li>'
        for name, rows in days.items()
    )
    return f'{plots}<ol class="timeline">{listed}</ol>'


def plot_html(development: Development) -> str:
    """Return one figure over time as a drawing, with the same points as a table below it."""
    points = development.points
    speakers = list(dict.fromkeys(point.speaker for point in points))
    top = max(point.high for point in points) or 1.0
    first, last = points[0].when, points[-1].when
    span = (last - first).total_seconds() or 1.0
    drawn = []
    for point in points:
        x = _LEFT + (_WIDTH - _LEFT - _EDGE) * (point.when - first).total_seconds() / span
        kind = speakers.index(point.speaker)
        drawn.append(_mark(x, _y(point.low, top), _y(point.high, top), kind, point))
    lines = "".join(
        f'<line x1="{_LEFT}" x2="{_WIDTH - _EDGE}" y1="{_y(v, top):.1f}" y2="{_y(v, top):.1f}"/>'
        f'<text x="{_LEFT - 8}" y="{_y(v, top) + 4:.1f}" text-anchor="end">{v:,.0f}</text>'
        for v in (0.0, top / 2, top)
    )
    title = f"Reported over time: {development.counted}"
    label = f"{title}, {len(points)} reports by {len(speakers)} sources; the table has them all"
    key = "".join(
        f'<li class="mark-{_MARKS[n % 4]} tone-{n % 6}"><bdi>{escape(name)}</bdi></li>'
        for n, name in enumerate(speakers)
    )
    return (
        f'<figure class="plot"><figcaption dir="auto">{escape(title)}</figcaption>'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{attribute(label)}">'
        f'<g class="grid">{lines}<text x="{_LEFT}" y="{_HEIGHT - 4}">{day(first)}</text>'
        f'<text x="{_WIDTH - _EDGE}" y="{_HEIGHT - 4}" text-anchor="end">{day(last)}</text></g>'
        f'{"".join(drawn)}</svg><ul class="key">{key}</ul>{_table(points)}</figure>'
    )


def _y(value: float, top: float) -> float:
    return _HEIGHT - 28 - (_HEIGHT - 52) * value / top


def _mark(x: float, low: float, high: float, kind: int, point: Point) -> str:
    shape = {
        0: f'<circle cx="{x:.1f}" cy="{high:.1f}" r="6"/>',
        1: f'<rect x="{x - 5:.1f}" y="{high - 5:.1f}" width="10" height="10"/>',
        2: f'<path d="M{x:.1f} {high - 7:.1f}l7 7-7 7-7-7z"/>',
        3: f'<path d="M{x:.1f} {high - 7:.1f}l7 12h-14z"/>',
    }[kind % 4]
    stem = ""
    if low != high:
        stem = f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" class="stem"/>'
    name = f"{point.speaker}: {point.text}, {day(point.when)}"
    return f'<g class="tone-{kind % 6}"><title>{escape(name)}</title>{stem}{shape}</g>'


def _table(points: Sequence[Point]) -> str:
    rows = "".join(
        f'<tr><td>{day(p.when)}</td><th scope="row" dir="auto">{escape(p.speaker)}</th>'
        f'<td dir="auto">{escape(p.text)}</td><td>{_link(p.entry)}</td></tr>'
        for p in points
    )
    return (
        '<details class="points"><summary>The points as a table</summary><table><thead><tr>'
        '<th scope="col">Reported</th><th scope="col">Source</th><th scope="col">Figure</th>'
        f'<th scope="col">Article</th></tr></thead><tbody>{rows}</tbody></table></details>'
    )


def _entry(entry: TimelineEntry) -> str:
    return (
        f'<li class="statement"><p class="voice" dir="auto">{escape(entry.speaker)}</p>'
        f'<blockquote dir="auto">{escape(entry.text)}</blockquote>'
        f'<p class="source">{_link(entry)}</p></li>'
    )


def _link(entry: TimelineEntry) -> str:
    address = f"{article_path(entry.article_id)}#char={entry.start},{entry.end}"
    shown = ", ".join(part for part in (entry.outlet, entry.title) if part)
    return (
        f'<a class="open-source" href="{attribute(address)}" dir="auto" '
        f'data-article="{attribute(entry.article_id)}" data-start="{entry.start}" '
        f'data-end="{entry.end}">{escape(shown)}</a>'
    )
