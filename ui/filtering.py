"""Narrowing by outlet, speaker and date: the choices, as chips and as facets with counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import Filters
from ui.acts import Act
from ui.markup import attribute, button

if TYPE_CHECKING:
    from assistant import Assistant
    from index.facets import Facets

_MOST = 200

Choice = dict[str, Any]
"""`outlets`, `speakers` and `articles` (lists), `since` and `until` (ISO dates or empty)."""


class NarrowHandlers:
    """What the facets and chips do; each returns the choice, the chips and the facets."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def shown(self, choice: Choice) -> tuple[Choice, str, str]:
        """Return the facets and chips of a choice."""
        facets = self._assistant.facets()
        return choice, chips_html(choice), facets_html(facets, choice)

    def narrowed(self, choice: Choice, event: gr.EventData) -> tuple[Choice, str, str]:
        """Take what is ticked in the facets as the choice."""
        act = Act.of(event)
        if act.name == "narrow":
            choice = {
                "outlets": list(act.texts("outlets")),
                "speakers": list(act.texts("speakers")),
                "since": act.text("since"),
                "until": act.text("until"),
            }
        return self.shown(choice)

    def dropped(self, choice: Choice, event: gr.EventData) -> tuple[Choice, str, str]:
        """Drop one chip, or all."""
        act = Act.of(event)
        if act.name == "clear":
            return self.shown(nothing_chosen())
        return self.shown(without(choice, act.text("name"), act.text("value")))


def nothing_chosen() -> Choice:
    """Return the choice that filters nothing."""
    return {"outlets": [], "speakers": [], "articles": [], "since": "", "until": ""}


def chosen_filters(choice: Choice) -> Filters | None:
    """Return the choice as filters, `None` where it filters nothing; days are whole UTC days."""
    since, until = _day(choice.get("since", "")), _day(choice.get("until", ""))
    filters = Filters(
        outlets=tuple(choice.get("outlets", ())),
        speakers=tuple(choice.get("speakers", ())),
        articles=tuple(choice.get("articles", ())),
        since=datetime.combine(since, time.min, UTC) if since else None,
        until=datetime.combine(until, time.max, UTC) if until else None,
    )
    return filters or None


def choice_of(pairs: Iterable[tuple[str, str]]) -> Choice:
    """Return the choice that an answer's (name, value) filters say."""
    choice = nothing_chosen()
    for name, value in pairs:
        if name in {"outlet", "speaker", "article"}:
            choice[f"{name}s"].append(value)
        elif name in {"since", "until"}:
            choice[name] = value
    return choice


def without(choice: Choice, name: str, value: str) -> Choice:
    """Return the choice without one of its parts."""
    kept = dict(choice)
    if name in {"outlets", "speakers"}:
        kept[name] = [item for item in choice.get(name, ()) if item != value]
    elif name in {"since", "until"}:
        kept[name] = ""
    return kept


def chips_html(choice: Choice) -> str:
    """Return what is chosen as chips that can be removed, or the empty string."""
    parts = [("outlets", name, name) for name in choice.get("outlets", ())]
    parts += [("speakers", name, f"said by {name}") for name in choice.get("speakers", ())]
    for edge in ("since", "until"):
        if choice.get(edge):
            parts.append((edge, choice[edge], f"{edge} {choice[edge]}"))
    if not parts:
        return ""
    chips = "".join(
        f'<li><button type="button" class="chip" data-act="drop" data-name="{name}" '
        f'data-value="{attribute(value)}" aria-label="{attribute(f"Remove the filter: {label}")}">'
        f'<bdi>{escape(label)}</bdi><span aria-hidden="true">×</span></button></li>'
        for name, value, label in parts
    )
    every = button("Clear all", "clear") if len(parts) > 1 else ""
    return f'<ul class="chips" aria-label="Filters that hold">{chips}</ul>{every}'


def facets_html(facets: Facets, choice: Choice) -> str:
    """Return the outlets, speakers and dates one can choose, with their numbers of articles."""
    first = facets.first.date().isoformat() if facets.first else ""
    last = facets.last.date().isoformat() if facets.last else ""
    days = "".join(
        f'<label>{label}<input type="date" name="{name}" value="{attribute(choice.get(name, ""))}" '
        f'min="{first}" max="{last}"></label>'
        for name, label in (("since", "From"), ("until", "To"))
    )
    return (
        '<form class="facets" aria-label="Narrow">'
        f"{_boxes('outlets', 'Outlet', facets.outlets, choice.get('outlets', ()))}"
        f"{_boxes('speakers', 'Speaker', facets.speakers, choice.get('speakers', ()))}"
        f'<fieldset class="days"><legend>Published</legend>{days}</fieldset></form>'
    )


def _boxes(name: str, legend: str, counts: tuple[tuple[str, int], ...], chosen: list[str]) -> str:
    known = dict(counts)
    rows = [(value, known.get(value, 0)) for value in chosen]
    rows += [(value, number) for value, number in counts if value not in chosen]
    if not rows:
        return ""
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" value="{attribute(value)}"'
        f"{' checked' if value in chosen else ''}><bdi>{escape(value)}</bdi>"
        f'<span class="count">{number:,}</span></label>'
        for value, number in rows[:_MOST]
    )
    return (
        f'<fieldset><legend>{legend}</legend><div class="boxes" tabindex="0" role="group" '
        f'aria-label="{legend}s">{boxes}</div></fieldset>'
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
