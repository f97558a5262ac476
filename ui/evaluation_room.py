"""The room where answers are judged: question sets to run, verdicts of people, proposals."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import NewsAssistantError
from assistant.verdicts import verdicts
from ui.acts import Act
from ui.evaluation_runs import EvaluationRuns
from ui.evaluation_view import results_html, verdicts_html
from ui.events import QUIET, VIEW
from ui.feedback_questions import add_question
from ui.ingestion_view import progress_html
from ui.markup import ACT_JS
from ui.proposals import Pending, decided, proposals_html, proposed

if TYPE_CHECKING:
    from assistant import Assistant

_INTRODUCTION = (
    '<h2 class="room-title">Evaluate</h2><p class="lead">Question sets ask questions whose answers '
    "are known, and count how many come out right.</p>"
)


class EvaluationRoom:
    """The room's components, and the events that tie them to the assistant."""

    def __init__(self, assistant: Assistant, tab: Any, runs: EvaluationRuns) -> None:
        self._assistant, self._runs = assistant, runs
        self._pending = gr.State(None)
        self._build(runs.set_names())
        shown = [self._results, self._go, self._stop]
        # Gradio takes a stopped event for a running one: with "once" it would never start again.
        run = self._go.click(
            self._run, [self._set], shown, concurrency_limit=1, trigger_mode="multiple", **QUIET
        )
        run.failure(self._failed, None, shown, **QUIET)
        self._stop.click(None, None, None, cancels=[run], **QUIET).then(
            self._stopped, None, shown, **QUIET
        )
        tab.select(self._given, None, self._verdicts, **QUIET)
        self._verdicts.act(self._promoted, [self._set], [self._sentence, self._verdicts], **QUIET)
        offered = [self._proposals, self._pending]
        self._propose.click(self._proposed, [self._set], offered, **QUIET).failure(
            self._not_proposed, None, offered, **QUIET
        )
        self._proposals.act(self._decided, [self._pending], offered, **QUIET)

    def _build(self, names: list[str]) -> None:
        with gr.Column(elem_id="evaluation-room"):
            gr.HTML(_INTRODUCTION, **VIEW)
            with gr.Row(elem_id="evaluation-box"):
                self._set = gr.Dropdown(
                    names,
                    value=names[0] if names else None,
                    label="Question set",
                    filterable=False,
                    elem_id="question-set",
                )
                self._go = gr.Button("Run", variant="primary", elem_id="run-button")
                self._stop = gr.Button("Stop", visible=False, elem_id="stop-run-button")
                self._propose = gr.Button("Propose questions", elem_id="propose-button")
            self._results = gr.HTML(elem_id="results", **VIEW)
            self._proposals = gr.HTML(elem_id="proposals", js_on_load=ACT_JS, **VIEW)
            self._sentence = gr.HTML(elem_id="verdict-sentence", **VIEW)
            self._verdicts = gr.HTML(elem_id="verdicts", js_on_load=ACT_JS, **VIEW)

    def _run(self, name: str | None) -> Iterator[tuple[Any, ...]]:
        """Run a set, showing how far it is, then its figures."""
        busy = (gr.Button(visible=False), gr.Button(visible=True))
        try:
            for step in self._runs.run(name or ""):
                if isinstance(step, str):
                    yield self._over(results_html(name or "", self._runs.results(step), step))
                else:
                    yield (progress_html(step, 1), *busy)
        except NewsAssistantError as error:
            yield self._over(f'<p class="failure" role="alert">{escape(str(error))}</p>')

    def _failed(self) -> tuple[Any, ...]:
        return self._over(
            '<p class="failure" role="alert">The run broke off; the program\'s log says why.</p>'
        )

    def _stopped(self) -> tuple[Any, ...]:
        return self._over('<p role="status">Stopped.</p>')

    def _over(self, html: str) -> tuple[Any, ...]:
        return (html, gr.Button(visible=True), gr.Button(visible=False))

    def _given(self) -> str:
        return verdicts_html(verdicts(self._assistant))

    def _promoted(self, name: str | None, event: gr.EventData) -> tuple[str, str]:
        """Make an eval question of a verdict, in the chosen set."""
        given = verdicts(self._assistant)
        act = Act.of(event)
        if act.name != "promote" or not 0 <= act.number("number") < len(given):
            return "", verdicts_html(given)
        try:
            made = add_question(self._runs.folder(name or ""), given[act.number("number")])
        except NewsAssistantError as error:
            return f'<p class="failure" role="alert">{escape(str(error))}</p>', gr.skip()
        return f'<p role="status">{escape(made)}</p>', verdicts_html(given)

    def _proposed(self, name: str | None) -> tuple[str, Pending | None]:
        try:
            pending = proposed(self._runs.folder(name or ""))
        except NewsAssistantError as error:
            return proposals_html(None, str(error)), None
        return proposals_html(pending), pending

    def _not_proposed(self) -> tuple[str, None]:
        return proposals_html(None, "Nothing could be proposed; the program's log says why."), None

    def _decided(self, pending: Pending | None, event: gr.EventData) -> tuple[str, Pending | None]:
        """Accept or reject one proposal."""
        if pending is None:
            return proposals_html(None, "Propose questions first."), None
        rest, sentence = decided(pending, Act.of(event))
        return proposals_html(rest, sentence), rest
