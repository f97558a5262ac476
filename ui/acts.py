"""What a browser reports about a pressed button: untrusted, so read with care."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Act:
    """The data of one press; every read returns a plain value, whatever was sent."""

    data: dict[str, Any]

    @classmethod
    def of(cls, event: Any) -> Act:
        """Return the act that a Gradio event carries."""
        data = getattr(event, "_data", None)
        return cls(data if isinstance(data, dict) else {})

    @property
    def name(self) -> str:
        """Which act it was."""
        return self.text("act")

    def text(self, key: str) -> str:
        """Return a short text, or the empty one."""
        value = self.data.get(key, "")
        return str(value)[:_LONGEST] if isinstance(value, (str, int, float)) else ""

    def number(self, key: str) -> int:
        """Return a whole number, or 0."""
        try:
            return int(self.text(key))
        except ValueError:
            return 0

    def pair(self, one: str, other: str) -> tuple[str, str]:
        """Return two short texts."""
        return self.text(one), self.text(other)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of short texts."""
        values = self.data.get(key, ())
        if not isinstance(values, (list, tuple)):
            return ()
        return tuple(str(value)[:_LONGEST] for value in values[:200] if isinstance(value, str))
