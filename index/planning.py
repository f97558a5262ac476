"""Deciding what becomes of an article that is added: new, a new version, a copy, or unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from index import changes
from index.article import Draft
from index.canonical import canonical, content_hash
from index.changes import StagedVersion
from index.duplicates import signature
from index.indexing import Indexing
from index.passages import PassageSpan
from index.report import Entry, Report
from index.schema import ArticleRow, VersionRow
from index.settling import Settling
from index.times import to_seconds

_ID_LENGTH = 128


@dataclass(frozen=True, slots=True)
class Planned:
    """An article that will be written, and as what."""

    article_id: str
    version: int
    draft: Draft
    text: str
    content_hash: str
    signature: bytes
    duplicate_of: str
    outcome: str

    def entry(self) -> Entry:
        """Return the report's line."""
        reason = f"the same wire copy as {self.duplicate_of}" if self.duplicate_of else ""
        return Entry(self.draft.name, self.article_id, self.draft.title, reason)

    def staged(self, spans: tuple[PassageSpan, ...], keys: tuple[str, ...]) -> StagedVersion:
        """Return the article with its passages and the names of their embeddings."""
        return StagedVersion(
            article_id=self.article_id,
            version=self.version,
            draft=self.draft,
            text=self.text,
            content_hash=self.content_hash,
            signature=self.signature,
            duplicate_of=self.duplicate_of,
            spans=spans,
            keys=keys,
        )


class Planner:
    """Compares drafts with the library and reports those that need no writing."""

    def __init__(self, indexing: Indexing, settling: Settling, report: Report) -> None:
        """Compare with the library of `indexing`; failures and unchanged ones go to `report`."""
        self._indexing = indexing
        self._settling = settling
        self._report = report

    def plan(self, draft: Draft, batch: Sequence[Planned]) -> Planned | None:
        """Decide what becomes of a draft; None where nothing has to be written.

        `batch` holds articles planned before it and not written yet.
        """
        text = canonical(draft.text)
        if not text.strip():
            self._report.failed.append(Entry(draft.name, reason="has no text"))
            return None
        digest = content_hash(text)
        self._forget_removed(draft.source)
        with self._indexing.library.session() as session:
            row = changes.find_article(session, draft.source)
            same = self._unchanged(session, draft, digest, row, batch)
            if same:
                self._report.unchanged.append(Entry(draft.name, same, draft.title))
                return None
            article_id = row.id if row is not None else self._new_id(session, draft, batch)
            sketch = signature(text)
            staged = {each.article_id: each.text for each in batch}
            original = self._settling.original_of(session, article_id, text, sketch, staged)
            outcome = "updated" if row is not None else "added"
            return Planned(
                article_id=article_id,
                version=changes.next_version(session, article_id),
                draft=draft,
                text=text,
                content_hash=digest,
                signature=sketch,
                duplicate_of=original,
                outcome="duplicates" if original else outcome,
            )

    def _forget_removed(self, source: str) -> None:
        """Adding a removed article again ends its undo: it starts anew."""
        with self._indexing.library.session() as session:
            row = changes.find_article(session, source)
        if row is not None and row.removed is not None:
            with self._indexing.library.transaction() as session:
                changes.purge_removed(session, row.id)

    def _unchanged(
        self,
        session: Session,
        draft: Draft,
        digest: str,
        row: ArticleRow | None,
        batch: Sequence[Planned],
    ) -> str:
        """Return the id of the article that already says exactly this, or an empty string."""
        for article, version in changes.same_text(session, digest):
            if row is not None and article.id != row.id:
                continue
            if row is not None and _same_facts(version, draft):
                return article.id
            if row is None and version.outlet == draft.outlet:
                return article.id
        if row is None:
            for each in batch:
                if each.content_hash == digest and each.draft.outlet == draft.outlet:
                    return each.article_id
        return ""

    def _new_id(self, session: Session, draft: Draft, batch: Sequence[Planned]) -> str:
        """Return the id of an article that is not in the library yet."""
        digest = hashlib.sha256(draft.source.encode(errors="surrogatepass")).hexdigest()
        wanted = draft.external_id
        if not wanted or len(wanted) > _ID_LENGTH or not wanted.isprintable():
            return digest[:16]
        taken = session.get(ArticleRow, wanted) is not None
        taken = taken or any(each.article_id == wanted for each in batch)
        return f"{wanted}-{digest[:8]}" if taken else wanted


def _same_facts(version: VersionRow, draft: Draft) -> bool:
    """Return whether a version says the same about its article as a draft does."""
    return (
        version.title == draft.title
        and version.outlet == draft.outlet
        and version.byline == draft.byline
        and version.url == draft.url
        and version.published == to_seconds(draft.published)
    )
