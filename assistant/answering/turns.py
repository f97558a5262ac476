"""Taking turns at the processor: a few work at a time, who came first goes first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from heapq import heappop, heappush
from threading import Condition


class Turns:
    """At most `most` blocks run at a time; of those that wait, the lowest ticket is next.

    A question takes one ticket and may come back with it, so that it is not sent to the end of the
    queue for each of its steps. A plain semaphore lets newcomers pass: with 20 people asking at
    once the slowest answer then takes twice as long.
    """

    def __init__(self, most: int) -> None:
        """Let `most` threads work at a time."""
        self._free = max(1, most)
        self._waiting: list[tuple[int, int]] = []
        self._changed = Condition()
        self._numbers = itertools.count(1)

    def ticket(self) -> int:
        """Return a place in the queue, behind all that were given before."""
        return next(self._numbers)

    @contextmanager
    def taken(self, ticket: int) -> Iterator[None]:
        """Wait for a turn and keep it in the block."""
        mine = ticket, next(self._numbers)
        with self._changed:
            heappush(self._waiting, mine)
            self._changed.wait_for(lambda: self._free and self._waiting[0] == mine)
            heappop(self._waiting)
            self._free -= 1
            self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._changed.notify_all()
