"""A timeline: dated, attributed statements about a question or a filter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.language.words import content_stems

if TYPE_CHECKING:
    from assistant.answering.speakers import Attributions
    from index.article import Article, Filters
    from index.news_index import NewsIndex

_MOST_ARTICLES = 40
_MOST = 60
_FEWEST_SHARED = 2


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One statement: when it was reported, by whom it was made, and where it stands."""

    when: datetime | None
    speaker: str
    text: str
    article_id: str
    start: int
    end: int
    outlet: str
    title: str


def timeline(
    index: NewsIndex, attributions: Attributions, question: str, filters: Filters | None
) -> list[TimelineEntry]:
    """Return the attributed statements about `question` (all, when it is empty), oldest first."""
    if question:
        hits = index.retrieve(question, k=_MOST_ARTICLES, filters=filters)
        ids = list(dict.fromkeys(hit.passage.article_id for hit in hits))
    else:
        ids = [row.id for row in index.articles(filters=filters, limit=_MOST_ARTICLES)]
    articles = [index.article(key) for key in ids]
    wanted = set(content_stems(question))
    speakers = filters.speakers if filters else ()
    entries = [
        entry
        for article in articles
        for entry in _entries(article, attributions, wanted)
        if not speakers or entry.speaker in speakers
    ]
    earliest = datetime.min.replace(tzinfo=UTC)
    entries.sort(key=lambda entry: (entry.when or earliest, entry.article_id, entry.start))
    return entries[:_MOST]


def _entries(article: Article, attributions: Attributions, wanted: set[str]) -> list[TimelineEntry]:
    found = []
    for row in attributions.of([article])[article.id]:
        if not row.speaker or not row.content_spans:
            continue
        start, end = row.content_spans[0][0], row.content_spans[-1][1]
        text = article.text[start:end]
        shared = len(wanted & set(content_stems(text)))
        if wanted and shared < min(_FEWEST_SHARED, len(wanted)):
            continue
        found.append(
            TimelineEntry(
                when=article.updated or article.published,
                speaker=row.speaker,
                text=text,
                article_id=article.id,
                start=start,
                end=end,
                outlet=article.outlet,
                title=article.title,
            )
        )
    return found
