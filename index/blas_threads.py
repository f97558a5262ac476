"""Keeping NumPy's multiplications on the thread that asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

_lock = Lock()
_limits: list[Any] = []
"""One entry for each block that is running, so that only the last one lifts the limit."""


@contextmanager
def one_thread() -> Iterator[None]:
    """Limit NumPy to the calling thread inside the block; several threads may be in it at once.

    The limit is the process's: lifted by each for itself, it would be lifted for the others too.
    """
    with _lock:
        _limits.append(_limits[-1] if _limits else _pools().limit(limits=1, user_api="blas"))
    try:
        yield
    finally:
        with _lock:
            limit = _limits.pop()
            if not _limits:
                limit.restore_original_limits()


@contextmanager
def one_thread_throughout() -> Iterator[None]:
    """Limit NumPy to the calling thread for as long as a server runs.

    `one_thread` then changes nothing when it begins and ends: each change wakes NumPy's own
    threads, which spin for a while.
    """
    limit = _pools().limit(limits=1, user_api="blas")
    try:
        yield
    finally:
        limit.restore_original_limits()


@cache
def _pools() -> Any:
    """Find NumPy's thread pools, which takes longer than to set them."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()
