"""Conversations, kept in the library so that they outlive the page and the process."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from index.errors import NewsAssistantError
from index.schema import ConversationRow, TurnRow
from index.times import moment_at, now

if TYPE_CHECKING:
    from index.library import Library

_TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer; numbers count from 1."""

    number: int
    question: str
    answer: dict[str, Any]
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A conversation as a list shows it; `turns` is their number."""

    id: str
    title: str
    created: datetime
    updated: datetime
    turns: int


class Conversations:
    """The conversations of one library; an unknown id raises NewsAssistantError."""

    def __init__(self, library: Library) -> None:
        """Keep conversations in `library`."""
        self._library = library

    def create(self, title: str = "") -> str:
        """Start a conversation and return its id; the first question titles an untitled one."""
        conversation_id = uuid.uuid4().hex
        moment = now()
        with self._library.transaction() as session:
            session.add(
                ConversationRow(
                    id=conversation_id, title=title.strip(), created=moment, updated=moment
                )
            )
        return conversation_id

    def append(self, conversation_id: str, question: str, answer: dict[str, Any]) -> int:
        """Add a turn and return its number."""
        moment = now()
        with self._library.transaction() as session:
            row = _conversation(session, conversation_id)
            last = session.scalar(
                select(func.max(TurnRow.number)).where(TurnRow.conversation_id == row.id)
            )
            number = (last or 0) + 1
            session.add(
                TurnRow(
                    conversation_id=row.id,
                    number=number,
                    question=question,
                    answer=answer,
                    asked=moment,
                )
            )
            row.title = row.title or " ".join(question.split())[:_TITLE_LENGTH]
            row.updated = moment
        return number

    def turns(self, conversation_id: str) -> list[Turn]:
        """Return the turns of a conversation, the first one first."""
        with self._library.session() as session:
            _conversation(session, conversation_id)
            rows = session.scalars(
                select(TurnRow)
                .where(TurnRow.conversation_id == conversation_id)
                .order_by(TurnRow.number)
            )
            return [
                Turn(row.number, row.question, row.answer, moment_at(row.asked)) for row in rows
            ]

    def list(self, query: str = "") -> list[ConversationSummary]:
        """Return conversations, the latest first; `query` must be in the title or a question."""
        statement = (
            select(ConversationRow, func.count(TurnRow.number))
            .outerjoin(TurnRow, TurnRow.conversation_id == ConversationRow.id)
            .group_by(ConversationRow.id)
            .order_by(ConversationRow.updated.desc(), ConversationRow.id)
        )
        if query.strip():
            asked = select(TurnRow.conversation_id).where(
                TurnRow.question.icontains(query.strip(), autoescape=True)
            )
            statement = statement.where(
                or_(
                    ConversationRow.title.icontains(query.strip(), autoescape=True),
                    ConversationRow.id.in_(asked),
                )
            )
        with self._library.session() as session:
            return [
                ConversationSummary(
                    row.id, row.title, moment_at(row.created), moment_at(row.updated), turns
                )
                for row, turns in session.execute(statement)
            ]

    def title(self, conversation_id: str) -> str:
        """Return the title of a conversation."""
        with self._library.session() as session:
            return _conversation(session, conversation_id).title

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title."""
        with self._library.transaction() as session:
            _conversation(session, conversation_id).title = title.strip()

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation and its turns."""
        with self._library.transaction() as session:
            _conversation(session, conversation_id)
            session.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))


def _conversation(session: Session, conversation_id: str) -> ConversationRow:
    """Return the row of a conversation."""
    row = session.get(ConversationRow, conversation_id)
    if row is None:
        raise NewsAssistantError(f"There is no conversation {conversation_id!r}.")
    return row
