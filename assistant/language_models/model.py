"""What the assistant asks of a language model, wherever it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat; `role` is "system", "user" or "assistant"."""

    role: str
    content: str


class LanguageModel(Protocol):
    """A chat model that streams text."""

    @property
    def name(self) -> str:
        """Return what a person is shown ("qwen2.5 at localhost:11434"); it holds no key."""
        ...

    @property
    def in_process(self) -> bool:
        """Return whether the model works on the processors that answers are made on."""
        ...

    def stream(self, messages: Sequence[Message], *, longest: int) -> Iterator[str]:
        """Yield the reply piece by piece, at most `longest` tokens of it.

        The first piece may be empty: it says that all is loaded and the model is at work. Closing
        the iterator stops the model where that is possible.

        Raises:
            LanguageModelError: the model is down, refuses, or does not answer in words.

        """
        ...
