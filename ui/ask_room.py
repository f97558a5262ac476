"""The room where one asks: conversations, the thread, the box, and what narrows the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from ui.ask import AskHandlers
from ui.conversation_list import ConversationHandlers
from ui.events import IN_TURN, LATEST, QUIET, VIEW
from ui.filtering import NarrowHandlers, nothing_chosen
from ui.markup import ACT_JS
from ui.welcome import PLAIN, Welcome

if TYPE_CHECKING:
    from assistant import Assistant

_THREAD_JS = ACT_JS + "watch('value', () => window.threadChanged && threadChanged(element));"
_FACETS_JS = ACT_JS + "watch('value', () => facetsChanged(element));"


class AskRoom:
    """The room's components, and the events that tie them to the assistant.

    `choice` is the session's state of what the search is narrowed to.
    """

    def __init__(self, assistant: Assistant, blocks: Any) -> None:
        self._ask = AskHandlers(assistant)
        self._conversations = ConversationHandlers(assistant)
        self._narrow = NarrowHandlers(assistant)
        self._welcome = Welcome(assistant)
        self.choice = gr.State(nothing_chosen)
        self._id, self._pending = gr.State(""), gr.State("")
        with gr.Row(elem_id="ask-room"):
            with gr.Column(elem_id="rail"):
                self._build_rail()
            with gr.Column(elem_id="talk"):
                self._build_talk()
        self._shown = [
            self._thread,
            self._box,
            self._id,
            self._pending,
            self._go,
            self._stop,
        ]
        self._wire_asking()
        self._wire_rail()
        self._wire_narrowing()
        self._wire_arrival(blocks)

    def _build_rail(self) -> None:
        self._new = gr.Button("New conversation", elem_id="new-conversation")
        self._search = gr.Textbox(
            label="Search conversations", lines=1, max_lines=1, elem_id="conversation-search"
        )
        self._kept = gr.HTML(elem_id="conversations", js_on_load=ACT_JS, **VIEW)

    def _build_talk(self) -> None:
        self._hello = gr.HTML(PLAIN, elem_id="welcome", **VIEW)
        self._thread = gr.HTML(
            '<div class="thread" data-turns="0" data-conversation=""></div>',
            elem_id="thread",
            js_on_load=_THREAD_JS,
            **VIEW,
        )
        self._sentence = gr.HTML(
            elem_id="judged",
            js_on_load="watch('value', () => props.value && sayNow(element.textContent));",
            **VIEW,
        )
        with gr.Column(elem_id="composer"):
            self._chips = gr.HTML(elem_id="chips", js_on_load=ACT_JS, **VIEW)
            with gr.Row(elem_id="box"):
                self._box = gr.Textbox(
                    label="Your question",
                    placeholder="Who said what, when?",
                    lines=1,
                    max_lines=6,
                    max_length=2000,
                    elem_id="question",
                )
                self._go = gr.Button("Ask", variant="primary", elem_id="ask-button")
                self._stop = gr.Button("Stop", visible=False, elem_id="stop-button")
            with gr.Accordion("Narrow by outlet, speaker or date", open=False, elem_id="narrow"):
                self._facets = gr.HTML(elem_id="facets", js_on_load=_FACETS_JS, **VIEW)

    def _wire_asking(self) -> None:
        # Gradio takes a stopped event for a running one: with "once" it would never start again.
        ask = gr.on(
            [self._go.click, self._box.submit],
            self._ask.ask,
            [self._box, self._id, self.choice],
            self._shown,
            trigger_mode="multiple",
            **QUIET,
        )
        again = self._thread.act(
            self._ask.again, [self._id, self.choice], self._shown, trigger_mode="multiple", **QUIET
        )
        for event in (ask, again):
            event.then(
                self._conversations.listed, [self._id, self._search], self._kept, **QUIET, **IN_TURN
            )
        self._thread.act(self._ask.judged, [self._id], self._sentence, **QUIET)
        # Cancelling closes the stream that results come on, so an event that cancels and shows
        # would lose what it shows.
        self._stop.click(None, None, None, cancels=[ask, again], **QUIET).then(
            self._ask.stopped, [self._pending, self._id], self._shown, **QUIET
        )

    def _wire_rail(self) -> None:
        handlers, place = self._conversations, [self._id, self._search]
        self._new.click(lambda: self._ask.opened(""), None, self._shown, **QUIET).then(
            handlers.listed, place, self._kept, **QUIET, **IN_TURN
        )
        self._search.change(handlers.listed, place, self._kept, **LATEST, **IN_TURN)
        self._kept.act(handlers.changed, [self._id], [self._id], **QUIET).then(
            self._ask.opened, [self._id], self._shown, **QUIET
        ).then(handlers.listed, place, self._kept, **QUIET, **IN_TURN)

    def _wire_narrowing(self) -> None:
        shown = [self.choice, self._chips, self._facets]
        self._facets.act(self._narrow.narrowed, [self.choice], shown, **LATEST)
        self._chips.act(self._narrow.dropped, [self.choice], shown, **QUIET)

    def _wire_arrival(self, blocks: Any) -> None:
        place = [self._id, self._search]
        blocks.load(
            self._ask.arrived,
            None,
            self._shown,
            js="() => window.restoreDraft && restoreDraft()",
            **QUIET,
        ).then(self._conversations.listed, place, self._kept, **QUIET, **IN_TURN)
        blocks.load(self._welcome.html, None, self._hello, **QUIET)
        blocks.load(
            self._narrow.shown, [self.choice], [self.choice, self._chips, self._facets], **QUIET
        )
