"""Progress and result of an addition as HTML."""

from __future__ import annotations

from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant import Report
from ui.article_view import article_path
from ui.ingestion import Outcome
from ui.markup import attribute, count

if TYPE_CHECKING:
    from index.report import Entry, Progress

_WORDS = {
    "added": "Added",
    "updated": "Updated",
    "unchanged": "Unchanged",
    "duplicates": "Copies of known articles",
    "failed": "Not added",
}
_MOST = 200


def progress_html(progress: Progress | None, waiting: int = 0) -> str:
    """Return a bar with stage, counts, rate, time left and the file at hand."""
    if progress is None:
        return (
            f'<div class="progress" role="status"><p>Reading {count(waiting, "input")}…</p></div>'
        )
    total = max(progress.total, progress.done)
    share = f' value="{progress.done}" max="{total}"' if total else ""
    facts = [f"{progress.done:,} of {total:,}" if total else f"{progress.done:,}"]
    if progress.seconds > 0.5 and progress.done:  # a rate needs some time
        rate = progress.done / progress.seconds
        facts.append(f"{rate:,.1f} a second" if rate < 10 else f"{rate:,.0f} a second")
        if total > progress.done:
            facts.append(f"{_duration((total - progress.done) / rate)} left")
    name = f'<p class="at-hand" dir="auto">{escape(short_name(progress.name))}</p>' * bool(
        progress.name
    )
    stage = escape(progress.stage.capitalize() or "Adding")
    return (
        f'<div class="progress"><label>{stage} <progress{share}></progress></label>'
        f"<p>{', '.join(facts)}</p>{name}</div>"
    )


def outcome_html(outcome: Outcome) -> str:
    """Return what became of each input."""
    if outcome.report is None:
        return f'<p class="failure" role="alert">{escape(outcome.failure)}</p>'
    parts = [f'<p role="status" class="summary">{_summary(outcome)}</p>']
    for kind, entries in outcome.report:
        if entries:
            rows = "".join(_entry(kind, entry) for entry in entries[:_MOST])
            more = len(entries) - _MOST
            note = f"<li>and {more:,} more</li>" if more > 0 else ""
            parts.append(
                f'<section class="outcome {kind}"><h4>{_WORDS[kind]} '
                f'<span class="count">{len(entries):,}</span></h4><ul>{rows}{note}</ul></section>'
            )
    return f'<div class="report">{"".join(parts)}</div>'


def short_name(name: str) -> str:
    """Return an input's name without the folders that the server keeps uploads in."""
    return name if urlsplit(name).scheme in {"http", "https"} else PurePath(name).name


def _summary(outcome: Outcome) -> str:
    report = outcome.report or Report()
    counted = [f"{len(entries):,} {_WORDS[kind].lower()}" for kind, entries in report if entries]
    done = ", ".join(counted) or "Nothing to add was found"
    return f"{'Stopped. ' if outcome.cancelled else ''}{done[0].upper()}{done[1:]}."


def _entry(kind: str, entry: Entry) -> str:
    name = escape(short_name(entry.name))
    title = escape(entry.title or short_name(entry.name))
    if entry.article_id and kind != "failed":
        address = attribute(article_path(entry.article_id))
        shown = (
            f'<a class="open-source" href="{address}" data-article="{attribute(entry.article_id)}" '
            f'dir="auto">{title}</a> <span class="file" dir="auto">{name}</span>'
        )
    else:
        shown = f'<span class="file" dir="auto">{name}</span>'
    reason = f'<span class="why" dir="auto">{escape(entry.reason)}</span>' if entry.reason else ""
    return f"<li>{shown}{reason}</li>"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{max(1, rest)} s"
