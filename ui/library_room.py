"""The room where the library is tended: adding, listing, removing, and its figures."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.rendering.dates import minute
from ui.article_list import ListHandlers
from ui.charts import bars_html, days_html
from ui.events import LATEST, QUIET, VIEW
from ui.ingestion import Ingestion, Outcome
from ui.ingestion_view import outcome_html, progress_html
from ui.markup import ACT_JS, count

if TYPE_CHECKING:
    from assistant import Assistant
    from index.facets import LibraryFigures


class LibraryRoom:
    """The room's components, and the events that tie them to the assistant."""

    def __init__(self, assistant: Assistant, tab: Any) -> None:
        self._assistant = assistant
        self._ingestion = Ingestion(assistant)
        self._list = ListHandlers(assistant)
        self._place, self._job = gr.State(None), gr.State("")
        with gr.Column(elem_id="library-room"):
            gr.HTML(
                '<h2 class="room-title">Library</h2><p class="lead">Drop '
                "files (text, Markdown, HTML, PDF, Word, mail, JSON, feeds, or a zip of them), or "
                "paste addresses.</p>",
                **VIEW,
            )
            self._build_adding()
            self._build_list()
            self._figures = gr.HTML(elem_id="figures", **VIEW)
        self._wire_adding()
        self._wire_list(tab)

    def _build_adding(self) -> None:
        with gr.Row(elem_id="adding"):
            self._files = gr.File(
                label="Articles as files",
                file_count="multiple",
                type="filepath",
                elem_id="files",
                height=170,
            )
            with gr.Column(elem_id="addresses"):
                self._addresses = gr.Textbox(
                    label="Web addresses of articles or feeds, one a line",
                    lines=3,
                    max_lines=6,
                    elem_id="web-addresses",
                )
                with gr.Row():
                    self._add = gr.Button("Add", variant="primary", elem_id="add-button")
                    self._cancel = gr.Button("Cancel", visible=False, elem_id="cancel-button")
        self._progress = gr.HTML(elem_id="progress", **VIEW)

    def _build_list(self) -> None:
        self._query = gr.Textbox(
            label="Search titles, outlets, bylines and places",
            lines=1,
            max_lines=1,
            elem_id="article-search",
        )
        self._sentence = gr.HTML(elem_id="list-sentence", js_on_load=ACT_JS, **VIEW)
        self._articles = gr.HTML(elem_id="articles", js_on_load=ACT_JS, **VIEW)

    def _wire_adding(self) -> None:
        shown = [self._progress, self._add, self._cancel, self._job, self._files, self._addresses]
        place, listed = [self._place, self._query], [self._articles, self._place]
        adding = gr.on(
            [self._add.click, self._files.upload],
            self._adding,
            [self._files, self._addresses],
            shown,
            trigger_mode="once",
            **QUIET,
        )
        adding.failure(self._add_failed, None, shown, **QUIET)
        adding.then(self._list.searched, place, listed, **QUIET).then(
            self._figures_html, None, self._figures, **QUIET
        )
        self._cancel.click(self._ingestion.cancel, [self._job], None, **QUIET)

    def _wire_list(self, tab: Any) -> None:
        place, listed = [self._place, self._query], [self._articles, self._place]
        told = [*listed, self._sentence]
        tab.select(self._list.shown, place, listed, **QUIET).then(
            self._figures_html, None, self._figures, **QUIET
        )
        self._query.change(self._list.searched, place, listed, **LATEST)
        self._articles.act(self._list.acted, place, told, **QUIET).then(
            self._figures_html, None, self._figures, **QUIET
        )
        self._sentence.act(self._list.restored, place, told, **QUIET)

    def _adding(self, files: list[str] | None, addresses: str) -> Iterator[tuple[Any, ...]]:
        """Add what was dropped and pasted, showing how far it is."""
        given, pasted = list(files or ()), addresses.split()
        if not given and not pasted:
            yield self._added("<p class='failure' role='alert'>Drop files or paste an address.</p>")
            return
        key = self._ingestion.start()
        busy = (gr.Button(visible=False), gr.Button(visible=True), key, gr.skip(), gr.skip())
        yield (progress_html(None, len(given) + len(pasted)), *busy)
        for step in self._ingestion.run(key, given, pasted):
            if isinstance(step, Outcome):
                yield self._added(outcome_html(step))
            else:
                yield (progress_html(step), *busy)

    def _added(self, html: str) -> tuple[Any, ...]:
        return (html, gr.Button(visible=True), gr.Button(visible=False), "", None, "")

    def _add_failed(self) -> tuple[Any, ...]:
        return self._added(
            "<p class='failure' role='alert'>The articles could not be added; the program's log "
            "says why.</p>"
        )

    def _figures_html(self) -> str:
        return figures_html(self._assistant.figures())


def figures_html(figures: LibraryFigures) -> str:
    """Return the library in numbers, with articles by outlet and by day as charts."""
    facts = [
        ("Articles", f"{figures.articles:,}"),
        ("Copies among them", f"{figures.duplicates:,}"),
        ("Passages", f"{figures.passages:,}"),
        ("On disk", _size(figures.size)),
        ("Embedding model", figures.model or "–"),
        ("Last change", minute(figures.last_change) if figures.last_change else "–"),
    ]
    listed = "".join(f"<div><dt>{k}</dt><dd><bdi>{escape(v)}</bdi></dd></div>" for k, v in facts)
    return (
        f'<section aria-labelledby="figures-title"><h3 id="figures-title">In figures</h3>'
        f'<dl class="figures">{listed}</dl><div class="charts">'
        f"{bars_html('Articles by outlet', figures.by_outlet)}"
        f"{days_html('Articles by day', figures.by_day)}</div></section>"
    )


def _size(size: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return count(int(size), "byte") if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return ""
