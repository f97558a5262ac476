"""From a question to a checked answer over news articles.

Usage:
    >>> from assistant import Assistant
    >>> with Assistant.open("my_library") as assistant:
    ...     assistant.add(["articles/"])
    ...     print(assistant.ask("Who reported 23 civilian deaths?").text)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Conflict, Nearest, Side
    from assistant.assistant import Assistant
    from index.article import Filters
    from index.errors import NewsAssistantError
    from index.report import Report

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Conflict",
    "Filters",
    "Nearest",
    "NewsAssistantError",
    "Report",
    "Side",
]

_HOMES = {
    "Answer": "assistant.answer",
    "Assistant": "assistant.assistant",
    "Citation": "assistant.answer",
    "Conflict": "assistant.answer",
    "Filters": "index.article",
    "Nearest": "assistant.answer",
    "NewsAssistantError": "index.errors",
    "Report": "index.report",
    "Side": "assistant.answer",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `--help` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
