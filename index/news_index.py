"""The library and its two indexes as one thing that articles go into and passages come out of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from index import article_queries, backup, changes, facets, passage_queries
from index.article import Article, Filters, Hit, Passage
from index.article_queries import ArticleSummary
from index.doctor import Problem, examine
from index.embedding import Embedder
from index.errors import ArticleNotFoundError, LibraryError
from index.facets import Facets, LibraryFigures, Together
from index.indexing import Indexing
from index.library import Library
from index.lock import FolderLock
from index.opening import open_library, open_vectors, repair
from index.report import Progress, Report
from index.retrieval import Retrieval
from index.schema import ArticleRow
from index.settling import Settling
from index.words import Words

ProgressCallback = Callable[[Progress], None]
Inputs = Iterable[str | Path] | str | Path


class NewsIndex:
    """A library folder: SQLite (or another database), Chroma and tantivy, owned by one process.

    Usage: `with NewsIndex.open(folder) as index: index.add(["articles/"])`. Reads may come from
    any thread; changes are made one at a time.
    """

    def __init__(self, folder: Path, lock: FolderLock, indexing: Indexing) -> None:
        """Use `open` instead."""
        self.folder = folder
        self.library: Library = indexing.library
        self._lock = lock
        self._indexing = indexing
        self._settling = Settling(indexing)
        self._retrieval = Retrieval(indexing)
        self._changing = RLock()
        self._closed = False

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        database_url: str = "",
        chroma_url: str = "",
        embedding_model: str = "",
    ) -> NewsIndex:
        """Open, or create, the library in `folder` and repair what a killed process left.

        Raises LibraryInUseError where another process has it open, LibraryError where it can't be
        read. Without `embedding_model` the library's own is used.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        lock = FolderLock(folder)
        try:
            library = open_library(folder, database_url)
            embedder = Embedder(embedding_model or library.fact("model"))
            if not library.fact("model"):
                library.note("model", embedder.name)
            vectors = open_vectors(folder, chroma_url, library)
            indexing = Indexing(library, vectors, Words(folder / "words"), embedder)
            opened = cls(folder, lock, indexing)
            with library.transaction() as session:
                changes.purge_removed(session)
            if opened._fits():
                repair(indexing, opened._settling)
        except BaseException:
            lock.release()
            raise
        return opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def add(
        self,
        inputs: Inputs,
        *,
        progress: ProgressCallback | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Report:
        """Add everything that `inputs` (files, folders, globs, zips, URLs) hold; never half.

        What was added before `cancelled` returned true stays added.
        """
        from index.ingest import Ingest
        from index.readers import read

        given = [inputs] if isinstance(inputs, str | Path) else inputs
        with self._change("add"):
            report = Ingest(self._indexing, self._settling, progress, cancelled).run(read(given))
            if report.updated or report.duplicates:
                with self.library.transaction() as session:
                    changes.drop_unused_embeddings(session)
        return report

    def remove(self, article_id: str) -> None:
        """Remove an article and its history; `restore_article` undoes it until `close`.

        A copy under another outlet takes its place. Raises ArticleNotFoundError.
        """
        self.article(article_id)
        with self._change("remove"):
            ids = [passage.id for passage in self.passages(article_id)]
            with self.library.transaction() as session:
                changes.set_removed(session, article_id, removed=True)
            self._indexing.drop(ids)
            self._settling.stories.discard(article_id)
            self._settling.settle(self._settling.copies_of(article_id))

    def restore_article(self, article_id: str) -> None:
        """Undo `remove`; raises ArticleNotFoundError where there is nothing to undo."""
        with self.library.session() as session:
            row = session.get(ArticleRow, article_id)
        if row is None or row.removed is None:
            raise ArticleNotFoundError(f"No removed article {article_id!r} can be restored.")
        with self._change("restore"):
            with self.library.transaction() as session:
                changes.set_removed(session, article_id, removed=False)
            self._settling.demote_later(article_id)
            self._settling.settle([article_id])

    def article(self, article_id: str, version: int | None = None) -> Article:
        """Return an article's current version, or another one; raises ArticleNotFoundError."""
        with self.library.session() as session:
            return article_queries.get_article(session, article_id, version)

    def articles_by_id(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Return the current versions of articles by their ids; raises ArticleNotFoundError."""
        with self.library.session() as session:
            return article_queries.get_articles(session, article_ids)

    def versions(self, article_id: str) -> list[Article]:
        """Return all versions of an article, the oldest first; raises ArticleNotFoundError."""
        with self.library.session() as session:
            return article_queries.get_versions(session, article_id)

    def copies(self, article_id: str) -> list[Article]:
        """Return the other articles that carry the same wire copy; raises ArticleNotFoundError."""
        with self.library.session() as session:
            return article_queries.get_copies(session, article_id)

    def articles(
        self,
        *,
        filters: Filters | None = None,
        query: str = "",
        sort: str = "-published",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[ArticleSummary]:
        """Return articles without their texts, copies included.

        Each word of `query` must be in the title, outlet, byline or place. `sort` is published,
        updated, added, title, outlet or words, with a minus sign for descending.
        """
        with self.library.session() as session:
            return article_queries.list_articles(session, filters, query, sort, limit, offset)

    def count(self, *, filters: Filters | None = None, query: str = "") -> int:
        """Return how many articles `articles` would list."""
        with self.library.session() as session:
            return article_queries.count_articles(session, filters, query)

    def passages(self, article_id: str) -> list[Passage]:
        """Return the passages of an article's current version, in order."""
        self.article(article_id)
        with self.library.session() as session:
            return passage_queries.article_passages(session, article_id)

    def passage(self, passage_id: str) -> Passage:
        """Return a passage of a current version; raises ArticleNotFoundError."""
        with self.library.session() as session:
            return passage_queries.get_passage(session, passage_id)

    def neighbours(self, passage: Passage, before: int = 1, after: int = 1) -> list[Passage]:
        """Return the passages around one, in order, without itself."""
        span = (passage.ordinal - before, passage.ordinal + after)
        with self.library.session() as session:
            found = passage_queries.article_passages(session, passage.article_id, span)
        return [each for each in found if each.id != passage.id]

    def retrieve(
        self,
        question: str,
        *,
        k: int = 20,
        filters: Filters | None = None,
        candidates: Sequence[str] = (),
    ) -> list[Hit]:
        """Return the `k` best passages, then those of `candidates` (passage ids) not among them.

        A story that several outlets carry is found once; `copies` has the others.
        """
        self._require_fit()
        return self._retrieval.retrieve(question, k, filters, candidates)

    def facets(self, *, filters: Filters | None = None, together: Together | None = None) -> Facets:
        """Return outlets and speakers with their numbers of articles, and the range of dates.

        `together` says which spellings name one speaker; without it each counts for itself.
        """
        with self.library.session() as session:
            return facets.count_facets(session, filters, together)

    def figures(self) -> LibraryFigures:
        """Return the library in numbers."""
        size = sum(each.stat().st_size for each in self.folder.rglob("*") if each.is_file())
        with self.library.session() as session:
            return facets.count_figures(session, size, self._indexing.embedder.name)

    def rebuild(self, progress: ProgressCallback | None = None) -> None:
        """Make both indexes anew from the library, with the present embedding model."""
        with self._changing:
            backup.rebuild(self._indexing, progress)

    def doctor(self) -> list[Problem]:
        """Return where library, vectors and words disagree, and what to do; empty when sound."""
        return examine(self._indexing, self._settling)

    def backup(self, target: Path) -> None:
        """Write the whole library into the file `target`; raises LibraryError where it exists."""
        with self._changing:
            backup.write(self.library, Path(target))

    @classmethod
    def restore(cls, source: Path, folder: Path) -> None:
        """Make a library folder from a backup; raises LibraryError where one is there already."""
        backup.restore(Path(source), Path(folder))
        cls.open(Path(folder)).close()

    def close(self) -> None:
        """Forget removed articles for good and let go of the folder; twice is harmless."""
        if self._closed:
            return
        self._closed = True
        with self.library.transaction() as session:
            changes.purge_removed(session)
        self._indexing.words.close()
        self._indexing.vectors.close()
        self.library.close()
        self._lock.release()

    @contextmanager
    def _change(self, what: str) -> Iterator[None]:
        """Make one change at a time; one that an error ended is repaired before the next."""
        self._require_fit()
        with self._changing:
            if self.library.fact("unfinished"):
                repair(self._indexing, self._settling)
            self.library.note("unfinished", what)
            yield
            self.library.note("unfinished", "")

    def _fits(self) -> bool:
        """Return whether the stored vectors are of the present embedding model."""
        return self.library.fact("model") == self._indexing.embedder.name

    def _require_fit(self) -> None:
        """Refuse to compare vectors of two models."""
        if not self._fits():
            raise LibraryError(
                f"The library's vectors are of the embedding model {self.library.fact('model')}, "
                f"not {self._indexing.embedder.name}; rebuild it, or open it with its own model."
            )
