"""What became of each input of an `add`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One input and its fate; `reason` is filled for failures and duplicates."""

    name: str
    article_id: str = ""
    title: str = ""
    reason: str = ""


@dataclass(slots=True)
class Report:
    """The inputs of one `add`, sorted by what became of them.

    Usage: `report = assistant.add(["articles/"]); print(len(report.added), report.failed)`.
    """

    added: list[Entry] = field(default_factory=list)
    updated: list[Entry] = field(default_factory=list)
    unchanged: list[Entry] = field(default_factory=list)
    duplicates: list[Entry] = field(default_factory=list)
    failed: list[Entry] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[str, list[Entry]]]:
        """Yield each outcome's name and entries, in a fixed order."""
        for name in ("added", "updated", "unchanged", "duplicates", "failed"):
            yield name, getattr(self, name)

    def as_dict(self) -> dict[str, list[dict[str, Any]]]:
        """Return the report as JSON-ready lists."""
        fields = ("name", "article_id", "title", "reason")
        return {
            outcome: [{key: getattr(entry, key) for key in fields} for entry in entries]
            for outcome, entries in self
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of a long job: `done` of `total` units of `stage`; `seconds` since it began."""

    stage: str
    done: int
    total: int
    name: str = ""
    seconds: float = 0.0
