"""Read a model's stream without waiting for longer than a person would."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread

from assistant.language_models.errors import LanguageModelError

_LOOK_EVERY = 0.1
TOTAL = 3
"""The whole reply may take this many times the longest silence."""
LOADING = 120.0
"""Seconds more before the first piece, which a model sends, empty, when it has been loaded."""


def patiently(
    begin: Callable[[], Iterator[str]],
    *,
    name: str,
    silence: float,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[str]:
    """Yield the pieces of `begin()`, which runs in a thread of its own.

    Ends early, without an error, when `cancelled` says so or the iterator is closed; the model
    is then told to stop. `silence` are the seconds between two pieces.

    Raises:
        LanguageModelError: what the model raised; or it was silent, or slow, for too long.

    """
    pieces: SimpleQueue[str | Exception | None] = SimpleQueue()
    stop = Event()

    def run() -> None:
        stream = begin()
        try:
            for piece in stream:
                pieces.put(piece)
                if stop.is_set():
                    return
            pieces.put(None)
        except Exception as error:  # noqa: BLE001  # carried over to the reader, who raises it
            pieces.put(error)
        finally:
            close = getattr(stream, "close", None)
            if close is not None:
                close()

    Thread(target=run, name="language-model", daemon=True).start()
    began = heard = time.monotonic() + LOADING
    try:
        while not (cancelled and cancelled()):
            now = time.monotonic()
            if now - heard > silence:
                raise LanguageModelError(
                    f"The language model {name} was silent for {silence:g} seconds."
                )
            if now - began > TOTAL * silence:
                raise LanguageModelError(
                    f"The language model {name} took more than {TOTAL * silence:g} seconds."
                )
            try:
                piece = pieces.get(timeout=_LOOK_EVERY)
            except Empty:
                continue
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise piece
            heard = time.monotonic()
            began = min(began, heard)
            yield piece
    finally:
        stop.set()
