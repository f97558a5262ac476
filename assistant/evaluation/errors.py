"""What can be wrong with an evaluation, said in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import NewsAssistantError

if TYPE_CHECKING:
    from pathlib import Path


class EvaluationError(NewsAssistantError):
    """An evaluation cannot be run or read; the message says what to change."""


class QuestionSetError(EvaluationError):
    """A question set is malformed; the message names file, line and reason."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        place = f"{file}:{line}" if line else str(file)
        super().__init__(f"{place}: {reason}")
        self.file, self.line, self.reason = file, line, reason
