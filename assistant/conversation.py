"""A conversation: questions that lean on what was asked and answered before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.assistant import check_question
from assistant.events import Event, Finished
from assistant.followups import PastTurn, latest

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
        wanted, filters = self._assistant.read_filters(asked, filters)
        if not wanted and self.turns:
            wanted = self.turns[-1].answer.question  # "only Coast Wire": the same, filtered
        history = latest([_past(turn) for turn in self.turns])
        candidates = self.turns[-1].answer.passages[:_KEPT_PASSAGES] if self.turns else ()
        for event in self._assistant.stream(
            wanted or asked, filters=filters, history=history, candidates=candidates
        ):
            if isinstance(event, Finished):
                answer = replace(event.answer, asked=asked)
                self._keep(asked, answer)
                yield Finished(answer)
            else:
                yield event

    def _keep(self, question: str, answer: Answer) -> None:
        if not self.id:
            self.title = question if len(question) <= _TITLE else f"{question[:_TITLE]}…"
            self.id = self._store.create(self.title)
        number = self._store.append(self.id, question, answer.as_dict())
        self.turns.append(Turn(number, question, answer))


def _past(turn: Turn) -> PastTurn:
    """Return a kept turn as a follow-up leans on it."""
    answer = turn.answer
    first = answer.citations[0] if answer.citations else None
    return PastTurn(
        question=turn.question,
        answer_text=answer.text,
        short=answer.short or "",
        speaker=first.speaker if first else "",
        cited=first.quote if first else "",
        published=first.published if first else None,
        asked_stand_alone=answer.question,
        abstained=answer.abstained,
    )
