"""What people thought of answers, as the library keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.feedback import Verdict


def verdicts(assistant: Assistant) -> list[Verdict]:
    """Return every verdict that `Assistant.feedback` has kept, the latest first."""
    from index.feedback import Feedback

    return Feedback(assistant.index.library).list()
