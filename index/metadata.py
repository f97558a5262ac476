"""What a document says about itself."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Metadata:
    """An article's metadata as far as one place of a document gives it; empty means not given."""

    title: str = ""
    outlet: str = ""
    byline: str = ""
    dateline: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    url: str = ""
    language: str = ""
    external_id: str = ""

    def or_else(self, other: Metadata) -> Metadata:
        """Return this metadata with what it lacks taken from `other`."""
        lacking = [field.name for field in fields(self) if not getattr(self, field.name)]
        return replace(self, **{name: getattr(other, name) for name in lacking})
