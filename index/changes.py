"""Changing articles in the library: stage, switch, remove, restore, purge.

A change is staged as a pending version in one transaction, indexed, and made visible by a switch
in another; whatever a killed process leaves between the two is dropped by `drop_unfinished`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from index.article import Draft
from index.passages import PassageSpan
from index.schema import ArticleRow, EmbeddingRow, PassageRow, TextRow, VersionRow
from index.times import now, offset_minutes, to_seconds


@dataclass(frozen=True, slots=True)
class StagedVersion:
    """A version ready to be written; `keys` name the embedding of each span, empty for a copy."""

    article_id: str
    version: int
    draft: Draft
    text: str
    content_hash: str
    signature: bytes
    duplicate_of: str
    spans: tuple[PassageSpan, ...]
    keys: tuple[str, ...]

    def passage_ids(self) -> list[str]:
        """Return the ids of the version's passages, in order."""
        return [passage_id(self.article_id, self.version, at) for at in range(len(self.spans))]


def passage_id(article_id: str, version: int, ordinal: int) -> str:
    """Return the deterministic id of a passage."""
    return f"{article_id}.v{version}.p{ordinal}"


def article_of(name: str) -> str:
    """Return the article of a passage id, as `passage_id` made it."""
    return name.rsplit(".", 2)[0]


def stage(
    session: Session, versions: Sequence[StagedVersion], vectors: Mapping[str, bytes]
) -> None:
    """Write versions that nobody sees yet, and the vectors that are new."""
    if not versions:
        return
    known = set(
        session.scalars(
            select(ArticleRow.id).where(ArticleRow.id.in_([each.article_id for each in versions]))
        )
    )
    moment = now()
    articles = [
        {"id": each.article_id, "source": each.draft.source, "version": 0, "created": moment}
        for each in versions
        if each.article_id not in known
    ]
    if articles:
        session.execute(insert(ArticleRow), articles)
    session.execute(insert(VersionRow), [_version_row(each, moment) for each in versions])
    session.execute(
        insert(TextRow),
        [
            {"article_id": each.article_id, "version": each.version, "text": each.text}
            for each in versions
        ],
    )
    passages = [row for each in versions for row in _passage_rows(each)]
    if passages:
        session.execute(insert(PassageRow), passages)
    add_embeddings(session, vectors)


def add_embeddings(session: Session, vectors: Mapping[str, bytes]) -> None:
    """Keep the vectors (float16) that are new."""
    present: set[str] = set()
    keys = sorted(vectors)
    for begin in range(0, len(keys), 5_000):
        chunk = keys[begin : begin + 5_000]
        present.update(session.scalars(select(EmbeddingRow.key).where(EmbeddingRow.key.in_(chunk))))
    new = [{"key": key, "vector": vectors[key]} for key in keys if key not in present]
    if new:
        session.execute(insert(EmbeddingRow), new)


def set_keys(session: Session, keys: Mapping[str, str]) -> None:
    """Name the embedding of passages that had none (a copy that takes its original's place)."""
    if keys:
        session.execute(
            update(PassageRow),
            [{"id": each, "embedding": key} for each, key in keys.items()],
        )


def switch(session: Session, version: StagedVersion) -> list[str]:
    """Make a staged version the one that readers see; returns the passages it replaces."""
    replaced = list(
        session.scalars(
            select(PassageRow.id).where(
                PassageRow.article_id == version.article_id, PassageRow.version < version.version
            )
        )
    )
    session.execute(
        update(ArticleRow)
        .where(ArticleRow.id == version.article_id)
        .values(version=version.version, duplicate_of=version.duplicate_of or None, removed=None)
    )
    session.execute(
        delete(PassageRow).where(
            PassageRow.article_id == version.article_id, PassageRow.version < version.version
        )
    )
    return replaced


def set_original(session: Session, article_id: str, original: str) -> None:
    """Make an article a copy of `original`, or an original where that is empty."""
    session.execute(
        update(ArticleRow).where(ArticleRow.id == article_id).values(duplicate_of=original or None)
    )


def set_removed(session: Session, article_id: str, *, removed: bool) -> None:
    """Hide an article from every reader, or show it again."""
    session.execute(
        update(ArticleRow)
        .where(ArticleRow.id == article_id)
        .values(removed=now() if removed else None)
    )


def purge_removed(session: Session, article_id: str = "") -> None:
    """Delete removed articles (or one of them) with their history for good."""
    gone = select(ArticleRow.id).where(ArticleRow.removed.is_not(None))
    if article_id:
        gone = gone.where(ArticleRow.id == article_id)
    ids = list(session.scalars(gone))
    _delete_articles(session, ids)
    if ids:
        drop_unused_embeddings(session)


def drop_unfinished(session: Session) -> None:
    """Delete versions that were staged and never switched to, and articles without any."""
    pending = session.execute(
        select(VersionRow.article_id, VersionRow.version)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(VersionRow.version > ArticleRow.version)
    ).all()
    for article_id, version in pending:
        session.execute(
            delete(VersionRow).where(
                VersionRow.article_id == article_id, VersionRow.version == version
            )
        )
    _delete_articles(
        session, list(session.scalars(select(ArticleRow.id).where(ArticleRow.version == 0)))
    )
    drop_unused_embeddings(session)


def drop_unused_embeddings(session: Session) -> None:
    """Delete vectors that no passage needs."""
    used = select(PassageRow.id).where(PassageRow.embedding == EmbeddingRow.key).exists()
    session.execute(delete(EmbeddingRow).where(~used))


def find_article(session: Session, source: str) -> ArticleRow | None:
    """Return the article that a source belongs to, removed ones included."""
    return session.scalar(select(ArticleRow).where(ArticleRow.source == source))


def same_text(session: Session, content_hash: str) -> list[tuple[ArticleRow, VersionRow]]:
    """Return current articles with exactly this text, originals first."""
    rows = session.execute(
        select(ArticleRow, VersionRow)
        .join(VersionRow, VersionRow.article_id == ArticleRow.id)
        .where(
            VersionRow.content_hash == content_hash,
            VersionRow.version == ArticleRow.version,
            ArticleRow.removed.is_(None),
        )
        .order_by(ArticleRow.duplicate_of.is_not(None), ArticleRow.id)
    )
    return [(row[0], row[1]) for row in rows]


def next_version(session: Session, article_id: str) -> int:
    """Return the number of the version after the newest one, counting from 1."""
    newest = session.scalar(
        select(func.max(VersionRow.version)).where(VersionRow.article_id == article_id)
    )
    return (newest or 0) + 1


def _delete_articles(session: Session, ids: Sequence[str]) -> None:
    """Delete articles; what pointed at them as their original stands on its own."""
    for article_id in ids:
        session.execute(
            update(ArticleRow)
            .where(ArticleRow.duplicate_of == article_id)
            .values(duplicate_of=None)
        )
        session.execute(delete(ArticleRow).where(ArticleRow.id == article_id))


def _version_row(each: StagedVersion, moment: float) -> dict[str, object]:
    """Return the columns of a version."""
    draft = each.draft
    return {
        "article_id": each.article_id,
        "version": each.version,
        "title": draft.title,
        "outlet": draft.outlet,
        "byline": draft.byline,
        "dateline": draft.dateline,
        "published": to_seconds(draft.published),
        "published_offset": offset_minutes(draft.published),
        "updated": to_seconds(draft.updated),
        "updated_offset": offset_minutes(draft.updated),
        "url": draft.url,
        "language": draft.language[:32],
        "name": draft.name,
        "content_hash": each.content_hash,
        "words": len(each.text.split()),
        "passages": len(each.spans),
        "tagged": False,
        "added": moment,
        "signature": each.signature,
    }


def _passage_rows(each: StagedVersion) -> list[dict[str, object]]:
    """Return the columns of a version's passages."""
    return [
        {
            "id": each_id,
            "article_id": each.article_id,
            "version": each.version,
            "ordinal": ordinal,
            "start": span.start,
            "end": span.end,
            "sentences": [offset for pair in span.sentences for offset in pair],
            "embedding": each.keys[ordinal] if each.keys else None,
        }
        for ordinal, (each_id, span) in enumerate(zip(each.passage_ids(), each.spans, strict=True))
    ]
