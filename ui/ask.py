"""Asking: the conversation, its box, and what happens between a question and its answer."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import Answer, NewsAssistantError
from assistant.events import EvidenceFound, Finished, Prose, ShortAnswer
from ui.acts import Act
from ui.export_routes import exchanges
from ui.filtering import choice_of, chosen_filters
from ui.turns import Pending, reading_stage, thread_html

if TYPE_CHECKING:
    from assistant import Assistant

_LOG = logging.getLogger(__name__)
_UNEXPECTED = (
    "Something went wrong inside the assistant. Your question is back in the box: try again, and "
    "look into the program's log if it happens again."
)


@dataclass(frozen=True, slots=True)
class AskHandlers:
    """What the buttons around the conversation do; each returns new values for the page.

    The values are, in this order: conversation, box, conversation id, the question that is being
    answered, the Ask button and the Stop button.
    """

    assistant: Assistant

    def ask(
        self, question: str, conversation_id: str, chosen: dict[str, Any]
    ) -> Iterator[tuple[Any, ...]]:
        """Answer the question in the box, showing each step; the turn is kept at the end."""
        if not question.strip():
            yield (gr.skip(),) * 6
            return
        try:
            conversation = self.assistant.conversation(conversation_id or None)
            past = exchanges(conversation)
            stage = Pending(question, stage="Looking for passages…")
            yield self._busy(conversation_id, past, stage)
            prose = ""
            events = conversation.stream(question, filters=chosen_filters(chosen))
            for event in events:
                if isinstance(event, Finished):
                    break
                if isinstance(event, ShortAnswer) and not self.assistant.writes_prose:
                    continue  # the finished turn, which shows it, is next
                if isinstance(event, Prose):
                    prose = f"{prose} {event.text}".strip()
                step = thread_html(conversation_id, past, _step(stage, event, prose))
                yield (step, *(gr.skip(),) * 5)
            for _ in events:  # let the stream end, so that the turn is kept
                pass
        except NewsAssistantError as error:
            yield self._failed(question, conversation_id, str(error))
            return
        except Exception:  # noqa: BLE001  # the person gets a sentence, the log the traceback
            _LOG.exception("A question could not be answered")
            yield self._failed(question, conversation_id, _UNEXPECTED)
            return
        yield (
            thread_html(conversation.id, exchanges(conversation), None),
            gr.skip(),
            conversation.id,
            "",
            *_buttons(busy=False),
        )

    def stopped(self, question: str, conversation_id: str) -> tuple[Any, ...]:
        """Show that the person stopped the answer; a turn that was kept all the same is shown."""
        turns = self._turns(conversation_id)
        kept = bool(turns) and turns[-1].question == question
        pending = None if kept or not question else Pending(question, stopped=True)
        html = thread_html(conversation_id, turns, pending)
        return (html, gr.skip(), conversation_id, "", *_buttons(busy=False))

    def again(
        self, conversation_id: str, chosen: dict[str, Any], event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        """Answer a question of the conversation once more, as a new turn."""
        act = Act.of(event)
        if act.name == "retry":
            yield from self.ask(act.text("question"), conversation_id, chosen)
        elif act.name == "unfilter":
            turns, number = self._turns(conversation_id), act.number("number")
            if 1 <= number <= len(turns):
                answer = turns[number - 1].answer
                question = answer.question or turns[number - 1].question
                rest = [pair for pair in answer.filters if pair != act.pair("name", "value")]
                yield from self.ask(question, conversation_id, choice_of(rest))
        else:
            yield (gr.skip(),) * 6

    def arrived(self, request: gr.Request) -> tuple[Any, ...]:
        """Show the conversation that the page's address names."""
        return self.opened(str(request.query_params.get("conversation", "")))

    def opened(self, conversation_id: str) -> tuple[Any, ...]:
        """Show a kept conversation, or an empty one where the id is empty or unknown."""
        turns = self._turns(conversation_id)
        known = conversation_id if turns else ""
        return (thread_html(known, turns, None), gr.skip(), known, "", *_buttons(busy=False))

    def judged(self, conversation_id: str, event: gr.EventData) -> str:
        """Keep a verdict on one turn and return a sentence about it."""
        act = Act.of(event)
        if act.name != "judge":
            return ""
        turns = self._turns(conversation_id)
        number = act.number("number")
        if not 1 <= number <= len(turns):
            return "That answer is no longer there; reload the page."
        turn = turns[number - 1]
        try:
            self.assistant.feedback(
                turn.question, turn.answer, act.text("verdict"), act.text("reason")
            )
        except NewsAssistantError as error:
            return str(error)
        return "Kept with the question, the answer and its passages. See it under Evaluate."

    def _failed(self, question: str, conversation_id: str, sentence: str) -> tuple[Any, ...]:
        """Show what went wrong and put the question back into the box."""
        pending = Pending(question, failure=sentence)
        html = thread_html(conversation_id, self._turns(conversation_id), pending)
        return (html, question, conversation_id, "", *_buttons(busy=False))

    def _turns(self, conversation_id: str) -> list[Any]:
        if not conversation_id:
            return []
        try:
            return exchanges(self.assistant.conversation(conversation_id))
        except NewsAssistantError:
            return []

    def _busy(self, conversation_id: str, past: list[Any], pending: Pending) -> tuple[Any, ...]:
        html = thread_html(conversation_id, past, pending)
        return (html, "", conversation_id, pending.question, *_buttons(busy=True))


def _step(stage: Pending, event: Any, prose: str) -> Pending:
    if isinstance(event, EvidenceFound):
        return Pending(stage.question, stage=reading_stage(event))
    if isinstance(event, ShortAnswer):
        answer: Answer = event.answer
        return Pending(stage.question, answer=answer)
    return Pending(stage.question, stage="Writing, and checking each sentence…", prose=prose)


def _buttons(*, busy: bool) -> tuple[Any, Any]:
    return gr.update(visible=not busy), gr.update(visible=busy)
