"""Who said what, as the library stores it for each version of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from index.article_queries import is_current
from index.errors import ArticleNotFoundError
from index.schema import ArticleRow, AttributionRow, VersionRow

Spans = tuple[tuple[int, int], ...]

_COLUMNS = (
    AttributionRow.article_id,
    AttributionRow.version,
    AttributionRow.source_spans,
    AttributionRow.cue_spans,
    AttributionRow.content_spans,
    AttributionRow.source_text,
    AttributionRow.speaker,
    AttributionRow.status,
    AttributionRow.probability,
)
"""Read by themselves: an answer reads some hundred rows, and objects would take twice as long."""


@dataclass(frozen=True, slots=True)
class StoredAttribution:
    """A statement, its source and the cue that ties them, as spans of one version's text.

    `source_text` is the source as written, `speaker` the name it stands for; `probability` is
    the model's, 0 to 1.
    """

    article_id: str
    version: int
    source_spans: Spans
    cue_spans: Spans
    content_spans: Spans
    source_text: str
    speaker: str
    status: str
    probability: float


def save_attributions(
    session: Session, article_id: str, version: int, rows: Sequence[StoredAttribution]
) -> None:
    """Replace the attributions of one version and note that it has been tagged.

    Raises ArticleNotFoundError for an unknown version.
    """
    found = session.get(VersionRow, (article_id, version))
    if found is None:
        raise ArticleNotFoundError(f"The library has no version {version} of {article_id!r}.")
    session.execute(
        delete(AttributionRow).where(
            AttributionRow.article_id == article_id, AttributionRow.version == version
        )
    )
    if rows:
        session.execute(insert(AttributionRow), [_row(article_id, version, row) for row in rows])
    session.execute(
        update(VersionRow)
        .where(VersionRow.article_id == article_id, VersionRow.version == version)
        .values(tagged=True)
    )


def find_attributions(
    session: Session, article_ids: Sequence[str] | None, speaker: str | None
) -> list[StoredAttribution]:
    """Return attributions of current versions, in the order of articles and of their text."""
    statement = (
        select(*_COLUMNS)
        .join(ArticleRow, ArticleRow.id == AttributionRow.article_id)
        .where(AttributionRow.version == ArticleRow.version, ArticleRow.removed.is_(None))
        .order_by(AttributionRow.article_id, AttributionRow.start, AttributionRow.id)
    )
    if article_ids is not None:
        statement = statement.where(AttributionRow.article_id.in_(article_ids))
    if speaker is not None:
        statement = statement.where(AttributionRow.speaker == speaker)
    return [_stored(row) for row in session.execute(statement)]


def tagged_articles(session: Session, article_ids: Sequence[str]) -> set[str]:
    """Return which of the articles have been looked through for attributions."""
    return set(
        session.scalars(
            select(VersionRow.article_id)
            .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
            .where(
                VersionRow.article_id.in_(article_ids),
                VersionRow.version == ArticleRow.version,
                VersionRow.tagged.is_(True),
            )
        )
    )


def untagged_articles(session: Session) -> list[str]:
    """Return the ids of articles whose current version nobody has looked for attributions in."""
    return list(
        session.scalars(
            select(VersionRow.article_id)
            .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
            .where(is_current(), VersionRow.tagged.is_(False))
            .order_by(VersionRow.article_id)
        )
    )


def _row(article_id: str, version: int, stored: StoredAttribution) -> dict[str, object]:
    """Return the columns of an attribution."""
    spans = [*stored.source_spans, *stored.cue_spans, *stored.content_spans]
    return {
        "article_id": article_id,
        "version": version,
        "source_spans": _flat(stored.source_spans),
        "cue_spans": _flat(stored.cue_spans),
        "content_spans": _flat(stored.content_spans),
        "start": min((start for start, _ in spans), default=0),
        "end": max((end for _, end in spans), default=0),
        "source_text": stored.source_text,
        "speaker": stored.speaker,
        "status": stored.status,
        "probability": stored.probability,
    }


def _stored(row: Any) -> StoredAttribution:
    """Return the public form of an attribution."""
    return StoredAttribution(
        article_id=row.article_id,
        version=row.version,
        source_spans=_pairs(row.source_spans),
        cue_spans=_pairs(row.cue_spans),
        content_spans=_pairs(row.content_spans),
        source_text=row.source_text,
        speaker=row.speaker,
        status=row.status,
        probability=row.probability,
    )


def _flat(spans: Iterable[tuple[int, int]]) -> list[int]:
    """Return spans as start, end, start, end and so on."""
    return [offset for span in spans for offset in span]


def _pairs(flat: Sequence[int]) -> Spans:
    """Return the spans of a flat list."""
    return tuple(zip(flat[::2], flat[1::2], strict=True))
