"""A conversation: questions that lean on what was asked and answered before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.assistant import check_question
from assistant.events import Event, Finished

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.article import Filters

_TITLE = 60
_KEPT_PASSAGES = 4
"""How many passages of the last turn stay candidates."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation and the answer it was given then."""

    number: int
    question: str
    answer: Answer


class Conversation:
    """A conversation kept in the library; created there with its first question."""

    def __init__(self, assistant: Assistant, conversation_id: str | None) -> None:
        self._assistant = assistant
        self._store = assistant.kept
        self.id = conversation_id or ""
        self.turns: list[Turn] = []
        self.title = ""

    @classmethod
    def resume(cls, assistant: Assistant, conversation_id: str | None) -> Conversation:
        """Return a new conversation, or the kept one.

        Raises:
            NewsAssistantError: no conversation has this id.

        """
        conversation = cls(assistant, conversation_id)
        if conversation_id is not None:
            kept = conversation._store.turns(conversation_id)
            conversation.turns = [
                Turn(row.number, row.question, Answer.from_dict(row.answer)) for row in kept
            ]
            conversation.title = conversation._store.title(conversation_id)
        return conversation

    def ask(self, question: str, *, filters: Filters | None = None) -> Answer:
        """Return the answer to the next question and keep the turn."""
        for event in self.stream(question, filters=filters):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("a stream ends with Finished")

    def stream(self, question: str, *, filters: Filters | None = None) -> Iterator[Event]:
        """Yield what happens while the next question is answered; keep the turn at the end."""
        asked = check_question(question)
        history = [(turn.question, turn.answer.short or turn.answer.text) for turn in self.turns]
        candidates = self.turns[-1].answer.passages[:_KEPT_PASSAGES] if self.turns else ()
        for event in self._assistant.stream(
            asked, filters=filters, history=history, candidates=candidates
        ):
            if isinstance(event, Finished):
                self._keep(asked, event.answer)
            yield event

    def _keep(self, question: str, answer: Answer) -> None:
        if not self.id:
            self.title = question if len(question) <= _TITLE else f"{question[:_TITLE]}…"
            self.id = self._store.create(self.title)
        number = self._store.append(self.id, question, answer.as_dict())
        self.turns.append(Turn(number, question, answer))
