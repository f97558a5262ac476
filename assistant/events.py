"""What happens while an answer is being made, in the order it happens."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Answer, Citation


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """The passages that will be read, best first; their numbers are ranks, not markers."""

    passages: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The extractive answer, complete in itself."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Prose:
    """One checked sentence of a language model's prose, with its verdict and the reason for it."""

    text: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The answer as it will be kept."""

    answer: Answer


Event = EvidenceFound | ShortAnswer | Prose | Finished
