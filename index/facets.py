"""What a library holds, counted: facets to filter by and figures to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from index.article import Filters
from index.article_queries import conditions, count_searchable, is_current
from index.schema import ArticleRow, AttributionRow, VersionRow
from index.times import from_seconds, moment_at

Together = Callable[[Sequence[str]], Sequence[Sequence[str]]]
"""From all spellings of speakers to those of each speaker, the one to show first."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Outlets and speakers with their numbers of articles, the most frequent first."""

    outlets: tuple[tuple[str, int], ...]
    speakers: tuple[tuple[str, int], ...]
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class LibraryFigures:
    """The library in numbers; `size` is in bytes on disk, `by_day` runs by UTC day."""

    articles: int
    passages: int
    duplicates: int
    size: int
    model: str
    last_change: datetime | None
    by_outlet: tuple[tuple[str, int], ...]
    by_day: tuple[tuple[date, int], ...]


def count_facets(
    session: Session, filters: Filters | None, together: Together | None = None
) -> Facets:
    """Return the facets of the current articles under `filters`.

    `together` is given all spellings of speakers and returns those of each; a speaker is then
    named by the first spelling, and an article that uses several counts once.
    """
    current = [is_current(), *conditions(filters)]
    first, last = session.execute(
        select(func.min(VersionRow.published), func.max(VersionRow.published)).where(*current)
    ).one()
    return Facets(
        outlets=_by_outlet(session, filters),
        speakers=_by_speaker(session, current, together),
        first=from_seconds(first),
        last=from_seconds(last),
    )


def _by_speaker(
    session: Session, current: list[ColumnElement[bool]], together: Together | None
) -> tuple[tuple[str, int], ...]:
    """Return speakers and their numbers of articles, the spellings of one as one."""
    rows = session.execute(
        select(AttributionRow.speaker, AttributionRow.article_id).where(
            AttributionRow.article_id == VersionRow.article_id,
            AttributionRow.version == VersionRow.version,
            AttributionRow.speaker != "",
            *current,
        )
    )
    articles: dict[str, set[str]] = {}
    for speaker, article in rows:
        articles.setdefault(speaker, set()).add(article)
    counts = _most_frequent_first({speaker: len(found) for speaker, found in articles.items()})
    if together is None:
        return counts
    groups = together([speaker for speaker, _ in counts])
    return _most_frequent_first(
        {group[0]: len(set().union(*(articles[each] for each in group))) for group in groups}
    )


def _most_frequent_first(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def count_figures(session: Session, size: int, model: str) -> LibraryFigures:
    """Return the figures of the whole library."""
    articles, duplicates = session.execute(
        select(func.count(), func.count(ArticleRow.duplicate_of)).where(is_current())
    ).one()
    days: dict[date, int] = {}
    for seconds in session.scalars(select(VersionRow.published).where(is_current())):
        if seconds is not None:
            day = moment_at(seconds).date()
            days[day] = days.get(day, 0) + 1
    last = session.scalar(select(func.max(VersionRow.added)).where(is_current()))
    return LibraryFigures(
        articles=articles,
        passages=count_searchable(session, None),
        duplicates=duplicates,
        size=size,
        model=model,
        last_change=from_seconds(last),
        by_outlet=_by_outlet(session, None),
        by_day=tuple(sorted(days.items())),
    )


def _by_outlet(session: Session, filters: Filters | None) -> tuple[tuple[str, int], ...]:
    """Return outlets and their numbers of articles."""
    rows = session.execute(
        select(VersionRow.outlet, func.count())
        .where(is_current(), VersionRow.outlet != "", *conditions(filters))
        .group_by(VersionRow.outlet)
        .order_by(func.count().desc(), VersionRow.outlet)
    )
    return tuple((row[0], row[1]) for row in rows)
