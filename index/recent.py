"""The results used last, kept up to a total weight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Values by key; those used longest ago go first. May be used from several threads."""

    def __init__(self, most: int) -> None:
        """Keep values of a total weight of at most `most`."""
        self._most = most
        self._held = 0
        self._values: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._changing = Lock()

    def get(self, key: Key) -> Value | None:
        """Return the value, or `None` where it is not kept."""
        with self._changing:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Key, value: Value, weight: int) -> None:
        """Keep a value; one heavier than everything together is not kept."""
        if weight > self._most:
            return
        with self._changing:
            if key not in self._values:
                self._values[key] = (value, weight)
                self._held += weight
            while self._held > self._most:
                _, (_, gone) = self._values.popitem(last=False)
                self._held -= gone
