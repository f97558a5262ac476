"""What the writer asks of the checking of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.answer import Citation


class Verdict(Protocol):
    """Whether the passages bear a sentence out.

    `verdict` is "supported", "partly" or "unsupported", `reason` says why; `repaired` is a
    sentence that the passages do bear out, to stand in its place, or empty.
    """

    @property
    def verdict(self) -> str: ...  # noqa: D102
    @property
    def reason(self) -> str: ...  # noqa: D102
    @property
    def repaired(self) -> str | None: ...  # noqa: D102


class Check(Protocol):
    """Checks one sentence with its `[n]` markers against the citations that it may cite."""

    def __call__(self, sentence: str, evidence: Sequence[Citation], *, question: str) -> Verdict:
        """Return the verdict."""
        ...
