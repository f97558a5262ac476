"""The messages that ask a language model for the prose of an answer."""

from __future__ import annotations

from assistant.answer import Answer
from assistant.language_models.model import Message
from assistant.language_models.passages import BUDGET, accounts, fenced, quoted
from prompts import load


def prose_messages(answer: Answer, *, budget: int = BUDGET) -> list[Message]:
    """Return the chat: the fixed instructions first, then passages, conflicts and question.

    The order lets a model keep the evaluated beginning: all answers share the instructions, and
    questions about the same evidence share the passages.
    """
    filled = load("prose").fill(
        passages=fenced(answer.citations, budget),
        accounts=accounts(answer.conflicts),
        question=quoted(answer.question or answer.asked),
    )
    return [Message(role, content) for role, content in filled]
