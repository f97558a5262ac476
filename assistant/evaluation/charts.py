"""Charts as inline SVG: shares by tag, and how long answers took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.evaluation.markup import Markup, joined, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 360
"""User units across; about the width of a phone, so that labels stay readable there."""
_LABEL, _BAR, _ROW = 118, 178, 24
_BINS, _PLOT = 16, 120


def share_bars(rows: Sequence[tuple[str, int, int]], title: str) -> Markup:
    """Return horizontal bars of (label, part, whole), each with its count."""
    drawn = []
    for number, (label, part, whole) in enumerate(rows):
        top = number * _ROW
        filled = _BAR * part / whole if whole else 0
        base = {"x": _LABEL, "y": top + 5, "height": 14, "rx": 3}
        drawn += [
            tag("text", label, x=_LABEL - 8, y=top + 16, text_anchor="end", class_="label"),
            tag("rect", **base, width=_BAR, class_="rest"),
            tag("rect", **base, width=f"{filled:.1f}", class_="part"),
            tag("text", f"{part}/{whole}", x=_LABEL + _BAR + 8, y=top + 16, class_="label"),
        ]
    return _chart(title, len(rows) * _ROW + 4, drawn)


def histogram(values: Sequence[float], marks: Sequence[tuple[str, float]], title: str) -> Markup:
    """Return a histogram of milliseconds with labelled vertical marks (p50, p95)."""
    if not values:
        return tag("p", "Nothing was measured.")
    step = _nice_step(max(values) / _BINS)
    counts = [0] * (int(max(values) // step) + 1)
    for value in values:
        counts[int(value // step)] += 1
    width, highest, floor = WIDTH / len(counts), max(counts), _PLOT + 30
    drawn = []
    for number, count in enumerate(counts):
        height = _PLOT * count / highest
        tip = tag("title", f"{number * step:g} to {(number + 1) * step:g} ms: {count}")
        drawn.append(
            tag(
                "rect",
                tip,
                x=f"{number * width + 1:.1f}",
                y=f"{floor - height:.1f}",
                width=f"{max(width - 2, 1):.1f}",
                height=f"{height:.1f}",
                class_="part",
            )
        )
    for number, (name, value) in enumerate(marks):
        place = value / (step * len(counts)) * WIDTH
        anchor = "end" if place > WIDTH * 0.6 else "start"
        text = f" {name} {value:.0f} ms "
        top = 12 + 14 * number
        drawn.append(tag("line", x1=f"{place:.1f}", x2=f"{place:.1f}", y1=top - 8, y2=floor))
        shift = -4 if anchor == "end" else 4
        drawn.append(
            tag("text", text, x=f"{place + shift:.1f}", y=top, text_anchor=anchor, class_="label")
        )
    for number, anchor in ((0, "start"), (len(counts), "end")):
        drawn.append(
            tag(
                "text",
                f"{number * step:g} ms",
                x=f"{number * width:.1f}",
                y=floor + 15,
                text_anchor=anchor,
                class_="label",
            )
        )
    return _chart(title, floor + 20, drawn)


def _nice_step(least: float) -> float:
    """Return the smallest 1, 2 or 5 times a power of ten that is not under `least`."""
    step = 0.1
    while True:
        for factor in (1, 2, 5):
            if step * factor >= least:
                return round(step * factor, 6)
        step *= 10


def _chart(title: str, height: int, drawn: Sequence[Markup]) -> Markup:
    return tag(
        "svg",
        tag("title", title),
        joined(*drawn),
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_label=title,
        class_="chart",
    )
