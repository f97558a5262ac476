"""The page: four rooms (ask, library, story, evaluate) built with Gradio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.ask_room import AskRoom
from ui.evaluation_room import EvaluationRoom
from ui.evaluation_runs import EvaluationRuns
from ui.events import VIEW
from ui.library_room import LibraryRoom
from ui.story_room import StoryRoom

if TYPE_CHECKING:
    from assistant import Assistant

ASKERS_AT_ONCE = 20
"""How many questions are answered at the same time; more wait in the queue."""

_MASTHEAD = (
    '<header class="masthead"><a class="home" href="/">News Assistant</a>'
    '<button type="button" class="quiet rail-button" data-rail aria-expanded="false">'
    'Conversations</button><button type="button" class="quiet" data-theme-toggle>Dark</button>'
    '</header><h1 class="sr">News Assistant</h1>'
)


def build(assistant: Assistant, runs: EvaluationRuns | None = None) -> Any:
    """Return the Gradio page over an open assistant; it asks no other host for anything."""
    runs = runs or EvaluationRuns()
    with gr.Blocks(
        title="News Assistant",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(3600, 3600),
    ) as blocks:
        gr.HTML(
            _MASTHEAD, elem_id="masthead", js_on_load="window.applyTheme && applyTheme()", **VIEW
        )
        with gr.Tabs(elem_id="rooms"):
            with gr.Tab("Ask", id="ask"):
                ask = AskRoom(assistant, blocks)
            with gr.Tab("Library", id="library") as library_tab:
                LibraryRoom(assistant, library_tab)
            with gr.Tab("Story", id="story") as story_tab:
                StoryRoom(assistant, story_tab, ask.choice)
            with gr.Tab("Evaluate", id="evaluate") as evaluation_tab:
                EvaluationRoom(assistant, evaluation_tab, runs)
    blocks.queue(default_concurrency_limit=ASKERS_AT_ONCE, max_size=500, api_open=False)
    return blocks
