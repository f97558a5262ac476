"""What a sentence is checked against, and what checking it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Cited(Protocol):
    """What can be cited: `assistant.answer.Citation`, or an `EvidenceSpan` without a library.

    `speaker` is who says the quote by our attribution, empty for the article's own voice.
    """

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def quote(self) -> str: ...  # noqa: D102
    @property
    def speaker(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def outlet(self) -> str: ...  # noqa: D102
    @property
    def published(self) -> datetime | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class EvidenceSpan:
    """A numbered quote with its speaker and its article's metadata."""

    number: int
    quote: str
    speaker: str = ""
    title: str = ""
    outlet: str = ""
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the cited words bear a sentence out.

    `verdict` is "supported", "partly" or "unsupported"; `reason` says why in one sentence, empty
    where all is borne out; `cited` holds the markers that name evidence; `repaired` is a sentence
    that the evidence does bear out, empty where there is none.
    """

    verdict: str
    reason: str = ""
    cited: tuple[int, ...] = ()
    repaired: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about a sentence that the evidence does not bear out.

    `grave` findings make a sentence unsupported, others leave it partly supported.
    """

    reason: str
    grave: bool = True
