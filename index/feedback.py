"""What people thought of answers, kept in the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from index.errors import NewsAssistantError
from index.schema import FeedbackRow
from index.times import moment_at, now

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict on one answer: "up" or "down", with the person's reason."""

    question: str
    answer: dict[str, Any]
    verdict: str
    reason: str
    given_at: datetime


class Feedback:
    """The verdicts of one library."""

    def __init__(self, library: Library) -> None:
        """Keep verdicts in `library`."""
        self._library = library

    def add(self, question: str, answer: dict[str, Any], verdict: str, reason: str = "") -> None:
        """Keep a verdict; NewsAssistantError for anything but "up" and "down"."""
        if verdict not in ("up", "down"):
            raise NewsAssistantError(f'A verdict is "up" or "down", not {verdict!r}.')
        with self._library.transaction() as session:
            session.add(
                FeedbackRow(
                    question=question, answer=answer, verdict=verdict, reason=reason, given=now()
                )
            )

    def list(self) -> list[Verdict]:
        """Return all verdicts, the latest first."""
        with self._library.session() as session:
            rows = session.scalars(select(FeedbackRow).order_by(FeedbackRow.id.desc()))
            return [
                Verdict(row.question, row.answer, row.verdict, row.reason, moment_at(row.given))
                for row in rows
            ]
