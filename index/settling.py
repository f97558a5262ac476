"""Which article is the original of a story and which are copies of it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from index import changes
from index.article_queries import current_text, is_current
from index.duplicates import Stories, same_story
from index.indexing import Indexing
from index.library import Library
from index.schema import ArticleRow, PassageRow, VersionRow


class Settling:
    """Finds originals, and a new place for copies whose original changed or went away."""

    def __init__(self, indexing: Indexing) -> None:
        """Settle the articles of the library that `indexing` derives from."""
        self._indexing = indexing
        self._library: Library = indexing.library
        self._stories: Stories | None = None

    @property
    def stories(self) -> Stories:
        """Return the signatures of the current originals, read when first needed."""
        if self._stories is None:
            self._stories = Stories()
            with self._library.session() as session:
                rows = session.execute(
                    select(ArticleRow.id, VersionRow.signature).where(
                        is_current(), ArticleRow.duplicate_of.is_(None)
                    )
                )
                for article_id, sketch in rows:
                    self._stories.put(article_id, sketch)
        return self._stories

    def forget(self) -> None:
        """Read the signatures anew when next needed."""
        self._stories = None

    def original_of(
        self, session: Session, article_id: str, text: str, sketch: bytes, texts: Mapping[str, str]
    ) -> str:
        """Return the id of the article that `text` is a copy of, or an empty string.

        `texts` holds originals that are not in the library yet.
        """
        for candidate in self.stories.like(sketch):
            if candidate == article_id:
                continue
            known = texts.get(candidate) or current_text(session, candidate)
            if same_story(known, text):
                return candidate
        return ""

    def copies_of(self, article_id: str) -> list[str]:
        """Return the ids of the current copies of an article, the earliest first."""
        with self._library.session() as session:
            return list(
                session.scalars(
                    select(ArticleRow.id)
                    .where(
                        ArticleRow.duplicate_of == article_id,
                        ArticleRow.removed.is_(None),
                        ArticleRow.version > 0,
                    )
                    .order_by(ArticleRow.created, ArticleRow.id)
                )
            )

    def settle(self, article_ids: list[str]) -> None:
        """Give each of these current articles its original, or its own place in the indexes."""
        for article_id in article_ids:
            with self._library.session() as session:
                text = current_text(session, article_id)
                sketch = self._sketch(session, article_id)
                self.stories.discard(article_id)
                original = self.original_of(session, article_id, text, sketch, {})
                ids = self._passage_ids(session, article_id)
            if original:
                self._set_original(article_id, original)
                self._indexing.drop(ids)
            else:
                self._indexing.put_stored(ids)
                self._set_original(article_id, "")
                self.stories.put(article_id, sketch)

    def demote_later(self, article_id: str) -> None:
        """Make originals that are copies of this article, and came after it, its copies again."""
        with self._library.session() as session:
            text = current_text(session, article_id)
            created = session.get_one(ArticleRow, article_id).created
            later = [
                each
                for each in self.stories.like(self._sketch(session, article_id))
                if each != article_id
                and session.get_one(ArticleRow, each).created >= created
                and same_story(text, current_text(session, each))
            ]
        for each in later:
            copies = self.copies_of(each)
            self.stories.discard(each)
            self._set_original(each, article_id)
            with self._library.session() as session:
                ids = self._passage_ids(session, each)
            self._indexing.drop(ids)
            self.settle(copies)

    def doubtful(self) -> list[str]:
        """Return copies whose original is gone, is a copy itself, or tells another story now."""
        with self._library.session() as session:
            copies = session.execute(
                select(ArticleRow.id, ArticleRow.duplicate_of).where(
                    is_current(), ArticleRow.duplicate_of.is_not(None)
                )
            ).all()
            found = []
            for article_id, original in copies:
                row = session.get(ArticleRow, original)
                if (
                    row is None
                    or row.removed is not None
                    or row.duplicate_of is not None
                    or not same_story(
                        current_text(session, row.id), current_text(session, article_id)
                    )
                ):
                    found.append(article_id)
        return found

    def _set_original(self, article_id: str, original: str) -> None:
        """Write down whose copy an article is."""
        with self._library.transaction() as session:
            changes.set_original(session, article_id, original)

    @staticmethod
    def _sketch(session: Session, article_id: str) -> bytes:
        """Return the signature of an article's current version."""
        return session.scalars(
            select(VersionRow.signature).where(is_current(), ArticleRow.id == article_id)
        ).one()

    @staticmethod
    def _passage_ids(session: Session, article_id: str) -> list[str]:
        """Return the ids of an article's current passages."""
        return list(
            session.scalars(
                select(PassageRow.id)
                .join(ArticleRow, ArticleRow.id == PassageRow.article_id)
                .where(
                    PassageRow.article_id == article_id, PassageRow.version == ArticleRow.version
                )
            )
        )
