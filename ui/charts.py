"""Small charts drawn as HTML and SVG by the server: no script, no other host."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

_COLUMNS = 60
_WIDTH, _HEIGHT = 600, 120


def bars_html(caption: str, rows: Sequence[tuple[str, int]], most: int = 12) -> str:
    """Return named counts as a table with a bar in each row, the largest `most` of them."""
    if not rows:
        return ""
    top = max(number for _, number in rows)
    shown = list(rows[:most])
    rest = sum(number for _, number in rows[most:])
    if rest:
        shown.append((f"{len(rows) - most} others", rest))
        top = max(top, rest)
    body = "".join(
        f'<tr><th scope="row" dir="auto">{escape(name)}</th><td><span class="bar" '
        f'style="inline-size:{100 * number / top:.1f}%"></span></td><td class="number">{number:,}'
        "</td></tr>"
        for name, number in shown
    )
    return f'<table class="bars"><caption>{escape(caption)}</caption><tbody>{body}</tbody></table>'


def days_html(caption: str, by_day: Sequence[tuple[date, int]]) -> str:
    """Return counts by day as columns, several days to a column where the range is long."""
    if not by_day:
        return ""
    first, last = by_day[0][0], by_day[-1][0]
    span = (last - first).days + 1
    step = -(-span // _COLUMNS)
    counts = [0] * (-(-span // step))
    for when, number in by_day:
        counts[(when - first).days // step] += number
    top, wide = max(counts), _WIDTH / len(counts)
    thick = min(wide * 0.8, 28.0)
    columns = []
    for place, number in enumerate(counts):
        if number:
            begins = first + timedelta(days=place * step)
            tall = max(2.0, _HEIGHT * number / top)
            columns.append(
                f'<rect x="{place * wide + (wide - thick) / 2:.1f}" y="{_HEIGHT - tall:.1f}" '
                f'width="{thick:.1f}" height="{tall:.1f}" rx="1"><title>{_day(begins)}: '
                f"{number:,}</title></rect>"
            )
    unit = "day" if step == 1 else f"{step} days"
    label = f"{caption}: from {_day(first)} to {_day(last)}, at most {top:,} in a {unit}"
    return (
        f'<figure class="days-chart"><figcaption>{escape(caption)}</figcaption>'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(label, quote=True)}">{"".join(columns)}</svg>'
        f'<p class="axis"><span>{_day(first)}</span><span>{top:,} in a {unit} at most</span>'
        f"<span>{_day(last)}</span></p></figure>"
    )


def _day(when: date) -> str:
    return f"{when.day} {when:%b %Y}"
