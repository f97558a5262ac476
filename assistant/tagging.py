"""Background tagging: who said what in articles that are already searchable."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from index.errors import ArticleNotFoundError, NewsAssistantError
from index.report import Progress

if TYPE_CHECKING:
    from assistant.answering.speakers import Attributions
    from index.news_index import NewsIndex

_LOG = logging.getLogger(__name__)


class BackgroundTagging:
    """One thread that tags the articles nobody has tagged yet, newest additions last."""

    def __init__(self, index: NewsIndex, attributions: Callable[[], Attributions]) -> None:
        self._index = index
        self._attributions = attributions
        self._lock = Lock()
        self._stopping = Event()
        self._thread: Thread | None = None
        self._broken = False
        self.failed: dict[str, str] = {}
        """Articles that could not be tagged, with the reason."""

    def wake(self) -> None:
        """Start tagging if there is something to tag and nobody is at it."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._stopping.clear()
                self._thread = Thread(target=self._work, name="tagging", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Finish the article at hand and stop; the rest is tagged after the next start."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()

    def remaining(self) -> int:
        """Return how many articles wait to be tagged."""
        return len(self._waiting())

    def wait(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Tag in the background until nothing waits, telling `progress` of every article.

        Raises NewsAssistantError where the tagging broke off; the log has the traceback.
        """
        total, began = self.remaining(), time.monotonic()
        while (left := self.remaining()) and not self._stopping.is_set():
            self.wake()
            if progress:
                done = max(0, total - left)
                progress(Progress("who said what", done, total, "", time.monotonic() - began))
            if self._thread is not None:
                self._thread.join(timeout=0.2)
                if self._broken and not self._thread.is_alive():
                    raise NewsAssistantError(
                        f"Finding who said what broke off with {self.remaining()} articles left; "
                        "the program's log says why."
                    )
        if progress and total:
            progress(Progress("who said what", total, total, "", time.monotonic() - began))

    def _waiting(self) -> list[str]:
        return [key for key in self._index.library.untagged() if key not in self.failed]

    def _work(self) -> None:
        self._broken = True  # until it ends by itself
        while not self._stopping.is_set() and (waiting := self._waiting()):
            self._tag(waiting)
        self._broken = False

    def _tag(self, waiting: Sequence[str]) -> None:
        try:
            attributions = self._attributions()
        except OSError as error:
            _LOG.warning("Who said what can't be found: %s", error)
            self.failed.update(dict.fromkeys(waiting, str(error)))
            return
        for article_id in waiting:
            if self._stopping.is_set():
                return
            try:
                attributions.tag(self._index.article(article_id))
            except ArticleNotFoundError:
                continue  # removed meanwhile
            except (RuntimeError, ValueError) as error:
                _LOG.warning("Who said what in %s can't be found: %s", article_id, error)
                self.failed[article_id] = str(error)
