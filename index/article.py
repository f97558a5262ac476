"""Articles and passages: the facts that every other room speaks about.

All offsets are code points into an article's canonical text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as a reader found it, before it has a place in the library.

    `source` identifies the document across versions: its canonical URL, or the id its file gives
    it, or the absolute path of its file. `published` and `updated` are timezone-aware and keep the
    offset the document gives; a document that gives only a date means midnight UTC.
    """

    name: str
    source: str
    text: str
    title: str
    outlet: str = ""
    byline: str = ""
    dateline: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    url: str = ""
    language: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One version of an article as the library holds it; `text` is canonical."""

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
    source: str
    name: str
    text: str
    content_hash: str
    added: datetime
    duplicate_of: str = ""
    """The id of the article whose wire copy this one repeats, or empty."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences: `article.text[start:end] == text`."""

    id: str
    article_id: str
    version: int
    ordinal: int
    start: int
    end: int
    text: str
    sentences: tuple[tuple[int, int], ...]
    """Sentence spans, as offsets into the article's text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, and why.

    Ranks count from 1 and are `None` where that list does not hold the passage; `similarity` is
    the cosine (-1 to 1), `word_score` is BM25 (0 and up); `score` is the fused score (higher is
    better, comparable only within one result list).
    """

    passage: Passage
    score: float
    vector_rank: int | None = None
    similarity: float | None = None
    word_rank: int | None = None
    word_score: float | None = None
    matched_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles may be searched; empty means all.

    `since` and `until` are inclusive, timezone-aware and compared with the published time.
    """

    outlets: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def __bool__(self) -> bool:
        """Return whether anything is filtered."""
        return bool(self.outlets or self.articles or self.speakers or self.since or self.until)
