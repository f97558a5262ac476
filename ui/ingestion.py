"""Adding articles while the page shows how far it is, and lets the person stop it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant import NewsAssistantError, Report

if TYPE_CHECKING:
    from assistant import Assistant
    from index.report import Progress

_BEAT = 0.25
"""Seconds between two pictures of the progress."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an addition ended: with a report, or with a sentence about what went wrong."""

    report: Report | None = None
    failure: str = ""
    cancelled: bool = False


@dataclass(slots=True)
class Ingestion:
    """Runs one addition at a time for the whole page; each has a key by which it is cancelled."""

    assistant: Assistant
    _running: dict[str, Event] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def start(self) -> str:
        """Return the key of a new addition."""
        key = uuid4().hex
        self._running[key] = Event()
        return key

    def cancel(self, key: str) -> None:
        """Ask the addition to stop after the article at hand; an unknown key is nothing."""
        if key in self._running:
            self._running[key].set()

    def run(
        self, key: str, files: Sequence[str], addresses: Sequence[str]
    ) -> Iterator[Progress | Outcome]:
        """Add uploaded files and web addresses; yield progress as it comes, then the outcome."""
        stop = self._running.setdefault(key, Event())
        news: Queue[Progress | Outcome] = Queue()
        worker = Thread(
            target=self._work,
            args=(files, addresses, stop, news.put),
            name="ingestion",
            daemon=True,
        )
        worker.start()
        try:
            latest: Progress | Outcome | None = None
            while not isinstance(latest, Outcome):
                latest = _newest(news)
                if latest is not None:
                    yield latest
        finally:
            stop.set()
            self._running.pop(key, None)

    def _work(
        self,
        files: Sequence[str],
        addresses: Sequence[str],
        stop: Event,
        tell: Callable[[Progress | Outcome], None],
    ) -> None:
        outcome = Outcome(failure="The articles could not be added; the program's log says why.")
        try:
            with self._turn, self._laid_out(files) as places:
                report = self.assistant.add(
                    [*places, *addresses], progress=tell, cancelled=stop.is_set
                )
                outcome = Outcome(report, cancelled=stop.is_set())
        except NewsAssistantError as error:
            outcome = Outcome(failure=str(error))
        finally:
            tell(outcome)

    @contextmanager
    def _laid_out(self, files: Sequence[str]) -> Iterator[list[Path]]:
        """Give uploads a lasting path, so that a file of the same name is its next version."""
        folder = Path(self.assistant.settings.library).expanduser() / "uploads"
        places = []
        try:
            for file in files:
                folder.mkdir(parents=True, exist_ok=True)
                places.append(Path(shutil.copyfile(file, folder / Path(file).name)))
            yield places
        finally:
            for place in places:
                place.unlink(missing_ok=True)


def _newest(news: Queue[Progress | Outcome]) -> Progress | Outcome | None:
    """Return the newest thing told, waiting a beat for it; an outcome is never passed over."""
    latest: Progress | Outcome | None = None
    try:
        latest = news.get(timeout=_BEAT)
        while not isinstance(latest, Outcome):
            latest = news.get_nowait()
    except Empty:
        pass
    return latest
