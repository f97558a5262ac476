"""The room that shows a story as it was told: who said what, when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import NewsAssistantError
from ui.events import QUIET, VIEW
from ui.filtering import Choice, chosen_filters
from ui.timeline_view import timeline_html

if TYPE_CHECKING:
    from assistant import Assistant


class StoryRoom:
    """A question or topic, and the dated, attributed statements about it."""

    def __init__(self, assistant: Assistant, tab: Any, choice: Any) -> None:
        self._assistant = assistant
        with gr.Column(elem_id="story-room"):
            gr.HTML(
                '<h2 class="room-title">Story</h2><p class="lead">Dated statements, each with its '
                "speaker and its place in an article. Leave the box empty to see them all; what "
                "narrows your questions narrows them too.</p>",
                **VIEW,
            )
            with gr.Row(elem_id="story-box"):
                topic = gr.Textbox(label="About", lines=1, max_lines=2, elem_id="topic")
                show = gr.Button("Show", variant="primary", elem_id="story-button")
            shown = gr.HTML(elem_id="timeline", **VIEW)
        gr.on([show.click, topic.submit], self._told, [topic, choice], shown, **QUIET)
        tab.select(self._told, [topic, choice], shown, **QUIET)

    def _told(self, topic: str, choice: Choice) -> str:
        try:
            entries = self._assistant.timeline(topic.strip(), chosen_filters(choice))
        except NewsAssistantError as error:
            return timeline_html([], failure=str(error))
        return timeline_html(entries)
