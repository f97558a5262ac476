"""Reading articles and lists of articles from the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from index.article import Article, Filters
from index.errors import ArticleNotFoundError, NewsAssistantError
from index.schema import ArticleRow, AttributionRow, TextRow, VersionRow
from index.times import from_seconds, moment_at, to_seconds

_SORTS = {
    "published": VersionRow.published,
    "updated": VersionRow.updated,
    "added": VersionRow.added,
    "title": func.lower(VersionRow.title),
    "outlet": func.lower(VersionRow.outlet),
    "words": VersionRow.words,
}


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """An article as a list shows it: everything but its text."""

    id: str
    version: int
    title: str
    outlet: str
    byline: str
    dateline: str
    published: datetime | None
    updated: datetime | None
    url: str
    language: str
    name: str
    words: int
    passages: int
    added: datetime
    duplicate_of: str = ""


def is_current() -> ColumnElement[bool]:
    """Return the condition that a version is the one readers see, of an article not removed."""
    return and_(
        VersionRow.article_id == ArticleRow.id,
        VersionRow.version == ArticleRow.version,
        ArticleRow.removed.is_(None),
    )


def conditions(filters: Filters | None) -> list[ColumnElement[bool]]:
    """Return the SQL conditions that `filters` put on articles and their current versions."""
    if not filters:
        return []
    found: list[ColumnElement[bool]] = []
    if filters.outlets:
        found.append(VersionRow.outlet.in_(filters.outlets))
    if filters.articles:
        found.append(ArticleRow.id.in_(filters.articles))
    if filters.since is not None:
        found.append(VersionRow.published >= to_seconds(filters.since))
    if filters.until is not None:
        found.append(VersionRow.published <= to_seconds(filters.until))
    if filters.speakers:
        said = aliased(AttributionRow)  # the facets select attributions themselves
        found.append(
            select(said.id)
            .where(
                said.article_id == VersionRow.article_id,
                said.version == VersionRow.version,
                said.speaker.in_(filters.speakers),
            )
            .exists()
        )
    return found


def matching(query: str) -> list[ColumnElement[bool]]:
    """Return the condition that each word of `query` is in the title, outlet, byline or place."""
    fields = (VersionRow.title, VersionRow.outlet, VersionRow.byline, VersionRow.dateline)
    return [
        or_(*(field.icontains(word, autoescape=True) for field in fields))
        for word in query.split()[:20]
    ]


def list_articles(
    session: Session,
    filters: Filters | None,
    query: str,
    sort: str,
    limit: int | None,
    offset: int,
) -> list[ArticleSummary]:
    """Return current articles; `sort` is a column of a summary, descending after a minus sign.

    Raises NewsAssistantError for an unknown column.
    """
    column = _SORTS.get(sort.removeprefix("-"))
    if column is None:
        raise NewsAssistantError(
            f"Articles cannot be sorted by {sort!r}; use one of {', '.join(_SORTS)}, "
            "with a minus sign before it for the reverse."
        )
    order = column.desc() if sort.startswith("-") else column.asc()
    rows = session.execute(
        select(VersionRow, ArticleRow.duplicate_of)
        .where(is_current(), *conditions(filters), *matching(query))
        .order_by(order.nulls_last(), VersionRow.article_id)
        .limit(limit)
        .offset(offset)
    )
    return [_summary(version, original or "") for version, original in rows]


def count_articles(session: Session, filters: Filters | None, query: str) -> int:
    """Return how many current articles match."""
    return (
        session.scalar(
            select(func.count())
            .select_from(VersionRow)
            .where(is_current(), *conditions(filters), *matching(query))
        )
        or 0
    )


def count_searchable(session: Session, filters: Filters | None) -> int:
    """Return how many passages can be found under `filters`."""
    total = session.scalar(
        select(func.sum(VersionRow.passages)).where(
            is_current(), ArticleRow.duplicate_of.is_(None), *conditions(filters)
        )
    )
    return int(total or 0)


def searchable_articles(session: Session, filters: Filters | None) -> dict[str, int]:
    """Return the articles whose passages can be found under `filters`, with their number."""
    rows = session.execute(
        select(ArticleRow.id, VersionRow.passages).where(
            is_current(), ArticleRow.duplicate_of.is_(None), *conditions(filters)
        )
    )
    return {row[0]: row[1] for row in rows}


def get_article(session: Session, article_id: str, version: int | None) -> Article:
    """Return one version of an article, the current one by default.

    Raises ArticleNotFoundError for an unknown or removed article and an unknown version.
    """
    row = session.get(ArticleRow, article_id)
    if row is None or row.removed is not None or row.version == 0:
        raise ArticleNotFoundError(f"The library has no article {article_id!r}.")
    wanted = row.version if version is None else version
    found = _articles(
        session, _whole().where(VersionRow.article_id == article_id, VersionRow.version == wanted)
    )
    if not found or wanted > row.version:
        raise ArticleNotFoundError(
            f"Article {article_id!r} has no version {wanted}; its current version is {row.version}."
        )
    return found[0]


def get_articles(session: Session, article_ids: Sequence[str]) -> dict[str, Article]:
    """Return the current versions of articles by id, each read once; ArticleNotFoundError."""
    wanted = list(dict.fromkeys(article_ids))
    rows = _articles(session, _whole().where(is_current(), VersionRow.article_id.in_(wanted)))
    found = {article.id: article for article in rows}
    missing = next((key for key in wanted if key not in found), None)
    if missing is not None:
        raise ArticleNotFoundError(f"The library has no article {missing!r}.")
    return found


def get_versions(session: Session, article_id: str) -> list[Article]:
    """Return all versions of an article, the oldest first; ArticleNotFoundError as above."""
    current = get_article(session, article_id, None)
    return _articles(
        session,
        _whole()
        .where(VersionRow.article_id == article_id, VersionRow.version <= current.version)
        .order_by(VersionRow.version),
    )


def get_copies(session: Session, article_id: str) -> list[Article]:
    """Return the other articles that carry the same wire copy, by id."""
    row = session.get(ArticleRow, article_id)
    if row is None or row.removed is not None:
        raise ArticleNotFoundError(f"The library has no article {article_id!r}.")
    original = row.duplicate_of or row.id
    return _articles(
        session,
        _whole()
        .where(
            is_current(),
            or_(ArticleRow.id == original, ArticleRow.duplicate_of == original),
            ArticleRow.id != article_id,
        )
        .order_by(ArticleRow.id),
    )


def current_text(session: Session, article_id: str) -> str:
    """Return the canonical text of the current version."""
    return session.scalars(
        select(TextRow.text)
        .join(ArticleRow, ArticleRow.id == TextRow.article_id)
        .where(TextRow.article_id == article_id, TextRow.version == ArticleRow.version)
    ).one()


def _whole() -> Select[VersionRow, ArticleRow, str]:
    """Select versions with their article and text."""
    return (
        select(VersionRow, ArticleRow, TextRow.text)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .join(
            TextRow,
            and_(
                TextRow.article_id == VersionRow.article_id,
                TextRow.version == VersionRow.version,
            ),
        )
    )


def _articles(session: Session, statement: Select[VersionRow, ArticleRow, str]) -> list[Article]:
    """Run a selection of whole articles."""
    rows: Sequence[Any] = session.execute(statement).all()
    return [_article(version, article, text) for version, article, text in rows]


def _article(row: VersionRow, article: ArticleRow, text: str) -> Article:
    """Return the public form of a version."""
    return Article(
        **_told(row),
        source=article.source,
        text=text,
        content_hash=row.content_hash,
        duplicate_of=article.duplicate_of or "",
    )


def _summary(row: VersionRow, duplicate_of: str) -> ArticleSummary:
    """Return the public form of a version without its text."""
    return ArticleSummary(
        **_told(row), words=row.words, passages=row.passages, duplicate_of=duplicate_of
    )


def _told(row: VersionRow) -> dict[str, Any]:
    """Return what an article and its summary both say of a version."""
    return {
        "id": row.article_id,
        "version": row.version,
        "title": row.title,
        "outlet": row.outlet,
        "byline": row.byline,
        "dateline": row.dateline,
        "published": from_seconds(row.published, row.published_offset),
        "updated": from_seconds(row.updated, row.updated_offset),
        "url": row.url,
        "language": row.language,
        "name": row.name,
        "added": moment_at(row.added),
    }
