"""Adding articles: read, compare with what is there, cut, embed, write, index, switch."""

from __future__ import annotations

import pickle
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import IO

from index import changes
from index.article import Draft
from index.changes import StagedVersion
from index.headings import heading
from index.indexing import Indexing, blob_of
from index.passage_queries import IndexedPassage, vector_of
from index.passages import PassageSpan, passages
from index.planning import Planned, Planner
from index.report import Entry, Progress, Report
from index.settling import Settling
from index.times import to_seconds

ProgressCallback = Callable[[Progress], None]
_BATCH_CHARACTERS = 150_000
"""About three hundred passages: what is planned or written while as many are embedded."""

Prepared = tuple[list[StagedVersion], dict[str, bytes], list[IndexedPassage]]


class CancelledError(Exception):
    """The person asked to stop; nothing of the batches at hand has been written."""


class Ingest:
    """One `add`: a report, a batch of articles being planned and one being embedded.

    Articles are planned and written on the caller's thread while another embeds.
    """

    def __init__(
        self,
        indexing: Indexing,
        settling: Settling,
        progress: ProgressCallback | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        """Write into the library and the indexes of `indexing`."""
        self._indexing = indexing
        self._settling = settling
        self._progress = progress
        self._cancelled = cancelled or (lambda: False)
        self._report = Report()
        self._planner = Planner(indexing, settling, self._report)
        self._batch: list[Planned] = []
        self._ahead: list[Planned] = []
        self._prepared: Future[Prepared] | None = None
        self._began = time.monotonic()
        self._done = 0
        self._furthest = 0
        self._total = 0

    def run(self, found: Iterable[Draft | Entry]) -> Report:
        """Add every draft; entries are inputs that could not be read."""
        finished = False
        try:
            with (
                tempfile.TemporaryFile(prefix="news-assistant-") as spool,
                ThreadPoolExecutor(1, "ingest") as aside,
            ):
                for draft in self._spooled(found, spool):
                    self._take(draft, aside)
                self._advance(aside)
                self._advance(aside)
            finished = True
        except CancelledError:
            pass
        finally:
            if not finished:
                self._settling.forget()
        return self._report

    def _spooled(self, found: Iterable[Draft | Entry], spool: IO[bytes]) -> Iterator[Draft]:
        """Read everything first, onto disk, so that the number of articles is known."""
        for each in found:
            if self._cancelled():
                raise CancelledError
            if isinstance(each, Entry):
                self._report.failed.append(each)
            else:
                pickle.dump(each, spool)
                self._total += 1
            self._tell("reading", self._total, 0, each.name)
        spool.seek(0)
        for _ in range(self._total):
            yield pickle.load(spool)  # noqa: S301 - our own temporary file

    def _take(self, draft: Draft, aside: Executor) -> None:
        """Plan one article; pass the batch on when it is full or this article depends on it."""
        if self._cancelled():
            raise CancelledError
        while any(each.draft.source == draft.source for each in (*self._ahead, *self._batch)):
            self._advance(aside)
        planned = self._planner.plan(draft, [*self._ahead, *self._batch])
        if planned is None:
            self._done += 1
            self._tell("indexing", self._done, self._total, draft.name)
            return
        self._batch.append(planned)
        if not planned.duplicate_of:
            self._settling.stories.put(planned.article_id, planned.signature)
        if sum(len(each.text) for each in self._batch) >= _BATCH_CHARACTERS:
            self._advance(aside)

    def _advance(self, aside: Executor) -> None:
        """Embed the batch on another thread, and write the one that was embedded before it.

        A batch with a new version of an article is written before anything else is planned: its
        copies may then need another original, which must be in the library.
        """
        written, prepared = self._ahead, self._prepared
        embedded = prepared.result() if prepared is not None else None
        self._ahead, self._batch, self._prepared = self._batch, [], None
        if self._ahead:
            tick = self._embedding_tick(self._ahead, self._done + len(written))
            run = copy_context().run
            self._prepared = aside.submit(run, self._prepare, self._ahead, tick)
        if embedded is not None:
            self._write(written, *embedded)
        if any(planned.version > 1 for planned in self._ahead):
            self._advance(aside)

    def _write(
        self,
        batch: list[Planned],
        versions: list[StagedVersion],
        vectors: dict[str, bytes],
        passages_found: list[IndexedPassage],
    ) -> None:
        """Write a batch: stage, index, switch, drop; nothing is half visible at any moment."""
        library = self._indexing.library
        with library.transaction() as session:
            changes.stage(session, versions, vectors)
        self._indexing.put(passages_found)
        with library.transaction() as session:
            replaced = [each for version in versions for each in changes.switch(session, version)]
        self._indexing.drop(replaced)
        self._settle(batch)
        for planned in batch:
            getattr(self._report, planned.outcome).append(planned.entry())
        self._done += len(batch)
        self._tell("indexing", self._done, self._total, batch[-1].draft.name)

    def _settle(self, batch: list[Planned]) -> None:
        """Look again at the copies of articles that have changed."""
        for planned in batch:
            if planned.duplicate_of:
                self._settling.stories.discard(planned.article_id)
            if planned.version > 1:
                self._settling.settle(self._settling.copies_of(planned.article_id))

    def _prepare(self, batch: list[Planned], tick: Callable[[int, int], None]) -> Prepared:
        """Cut and embed a batch; copies are cut only."""
        from index.transformations import document, embedded_text

        documents = [
            document(
                f"{each.article_id}.v{each.version}",
                each.text,
                heading(each.draft.title, each.draft.outlet, each.draft.published),
            )
            for each in batch
            if not each.duplicate_of
        ]
        nodes = self._indexing.passages_of(documents, tick)
        spans: dict[str, list[PassageSpan]] = {}
        keys: dict[str, list[str]] = {}
        vectors: dict[str, bytes] = {}
        for node in nodes:
            name = node.ref_doc_id
            key = self._indexing.embedder.key(embedded_text(node))
            place = (node.start_char_idx, node.end_char_idx, node.metadata["sentences"])
            spans.setdefault(name, []).append(PassageSpan(*place))
            keys.setdefault(name, []).append(key)
            vectors[key] = blob_of(node.embedding)
        versions = []
        for each in batch:
            name = f"{each.article_id}.v{each.version}"
            cut = passages(each.text) if each.duplicate_of else spans.get(name, [])
            versions.append(each.staged(tuple(cut), tuple(keys.get(name, ()))))
        return versions, vectors, [each for one in versions for each in _indexed(one, vectors)]

    def _embedding_tick(self, batch: list[Planned], before: int) -> Callable[[int, int], None]:
        """Return what turns embedded passages into articles done, and stops when asked to.

        `before` articles are done when those of this batch begin.
        """

        def tick(done: int, total: int) -> None:
            if self._cancelled():
                raise CancelledError
            part = len(batch) * done // max(total, 1)
            self._tell("indexing", before + part, self._total, batch[0].draft.name)

        return tick

    def _tell(self, stage: str, done: int, total: int, name: str) -> None:
        """Report progress to whoever wants it; what is done never grows less."""
        if self._progress is not None:
            if stage == "indexing":
                done = self._furthest = max(done, self._furthest)
            seconds = time.monotonic() - self._began
            self._progress(Progress(stage, done, total, Path(name).name, seconds))


def _indexed(version: StagedVersion, vectors: dict[str, bytes]) -> list[IndexedPassage]:
    """Return what the derived indexes need of a version; nothing of a copy."""
    if version.duplicate_of:
        return []
    return [
        IndexedPassage(
            id=each_id,
            article_id=version.article_id,
            outlet=version.draft.outlet,
            published=to_seconds(version.draft.published),
            title=version.draft.title,
            text=version.text[span.start : span.end],
            vector=vector_of(vectors[key]),
        )
        for each_id, span, key in zip(
            version.passage_ids(), version.spans, version.keys, strict=True
        )
    ]
