"""The library: the relational truth that everything else is derived from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from sqlalchemy import text
from sqlalchemy.orm import Session

from index import attributions
from index.attributions import StoredAttribution
from index.database import connect, sqlite_url
from index.schema import MetaRow


class Library:
    """One relational database of articles, passages, attributions, conversations and feedback.

    Reads may come from any thread; changes are made one at a time. Raises LibraryError where the
    database can't be used.
    """

    def __init__(self, url: str) -> None:
        """Open, or create, the database at a SQLAlchemy `url`."""
        self.engine = connect(url)
        self._changing = RLock()

    @classmethod
    def at(cls, file: Path) -> Library:
        """Open, or create, the SQLite file at `file`."""
        return cls(sqlite_url(file))

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session for reading."""
        with Session(self.engine) as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session whose changes are all kept, or none where an error leaves the block."""
        with self._changing, Session(self.engine) as session, session.begin():
            yield session

    def fact(self, key: str) -> str:
        """Return a named fact about the library, empty where nobody noted it."""
        with self.session() as session:
            row = session.get(MetaRow, key)
            return row.value if row is not None else ""

    def note(self, key: str, value: str) -> None:
        """Keep a named fact about the library."""
        with self.transaction() as session:
            session.merge(MetaRow(key=key, value=value))

    def save_attributions(
        self, article_id: str, version: int, rows: Sequence[StoredAttribution]
    ) -> None:
        """Replace the attributions of one version; with no rows it counts as tagged all the same.

        Raises ArticleNotFoundError for an unknown version.
        """
        with self.transaction() as session:
            attributions.save_attributions(session, article_id, version, rows)

    def attributions(
        self, article_ids: Sequence[str] | None = None, speaker: str | None = None
    ) -> list[StoredAttribution]:
        """Return attributions of current versions, in the order of articles and of their text."""
        with self.session() as session:
            return attributions.find_attributions(session, article_ids, speaker)

    def tagged(self, article_ids: Sequence[str]) -> set[str]:
        """Return which of the articles' current versions have been tagged."""
        with self.session() as session:
            return attributions.tagged_articles(session, article_ids)

    def untagged(self) -> list[str]:
        """Return the ids of articles whose current version has not been tagged."""
        with self.session() as session:
            return attributions.untagged_articles(session)

    def close(self) -> None:
        """Write everything into the database's main file and let go of it."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        self.engine.dispose()
