"""The room where answers are judged: verdicts that people gave, and question sets to run."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import NewsAssistantError
from ui.acts import Act
from ui.evaluation_runs import EvaluationRuns
from ui.evaluation_view import results_html, verdicts_html
from ui.events import QUIET, VIEW
from ui.feedback_questions import add_question
from ui.ingestion_view import progress_html
from ui.markup import ACT_JS

if TYPE_CHECKING:
    from assistant import Assistant


class EvaluationRoom:
    """The room's components, and the events that tie them to the assistant."""

    def __init__(self, assistant: Assistant, tab: Any, runs: EvaluationRuns) -> None:
        self._assistant, self._runs = assistant, runs
        names = runs.set_names()
        with gr.Column(elem_id="evaluation-room"):
            gr.HTML(
                '<h2 class="room-title">Evaluate</h2><p class="lead">Question sets ask questions '
                "whose answers are known, and count how many come out right.</p>",
                **VIEW,
            )
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
            self._results = gr.HTML(elem_id="results", **VIEW)
            self._sentence = gr.HTML(elem_id="verdict-sentence", **VIEW)
            self._verdicts = gr.HTML(elem_id="verdicts", js_on_load=ACT_JS, **VIEW)
        shown = [self._results, self._go, self._stop]
        run = self._go.click(self._run, [self._set], shown, concurrency_limit=1, **QUIET)
        run.failure(self._failed, None, shown, **QUIET)
        self._stop.click(self._stopped, None, shown, cancels=[run], **QUIET)
        tab.select(self._given, None, self._verdicts, **QUIET)
        self._verdicts.act(self._promoted, [self._set], [self._sentence, self._verdicts], **QUIET)

    def _run(self, name: str | None) -> Iterator[tuple[Any, ...]]:
        """Run a set, showing how far it is, then its figures."""
        if not name:
            yield self._over('<p class="failure" role="alert">There is no question set to run.</p>')
            return
        try:
            for step in self._runs.run(name):
                if isinstance(step, str):
                    yield self._over(results_html(name, self._runs.results(step), step))
                else:
                    yield (
                        progress_html(step, 1),
                        gr.Button(visible=False),
                        gr.Button(visible=True),
                    )
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
        return verdicts_html(self._assistant.index.feedback.list())

    def _promoted(self, name: str | None, event: gr.EventData) -> tuple[str, str]:
        """Make an eval question of a verdict, in the chosen set."""
        verdicts = self._assistant.index.feedback.list()
        number = Act.of(event).number("number")
        if not name or not 0 <= number < len(verdicts):
            return '<p class="failure">Choose a question set above, then try again.</p>', gr.skip()
        try:
            made = add_question(self._assistant, self._runs.folder(name), verdicts[number])
            sentence = f'<p role="status">{escape(made)}</p>'
        except NewsAssistantError as error:
            sentence = f'<p class="failure" role="alert">{escape(str(error))}</p>'
        return sentence, verdicts_html(verdicts)
