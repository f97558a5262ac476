"""Questions that the articles themselves answer, made from their attributions and figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.figures import figures
from assistant.language.names import names

if TYPE_CHECKING:
    from assistant.answering.speakers import Attributions
    from index.article import Article
    from index.attributions import StoredAttribution
    from index.news_index import NewsIndex

_DATED = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)\b|\d{4}",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"^(?:an?|some|one|two|three|four|five|another|several|many|other)\b", re.IGNORECASE
)
"""A speaker named no better than "a court" is nobody to ask about."""
_RECENT = 12
_SPEAKER_WORDS = 6


def suggestions(index: NewsIndex, attributions: Attributions, count: int) -> list[str]:
    """Return up to `count` questions from the newest articles, each of another article."""
    found: list[str] = []
    for row in index.articles(limit=_RECENT):
        question = question_for(index.article(row.id), attributions, 0)
        if question and question not in found:
            found.append(question)
        if len(found) == count:
            break
    return found


def question_for(article: Article, attributions: Attributions, near: int) -> str:
    """Return a question that an attributed statement nearest to offset `near` answers, or ""."""
    rows = [
        row for row in attributions.of([article])[article.id] if _speaks(row) and row.content_spans
    ]
    rows.sort(key=lambda row: abs(row.content_spans[0][0] - near))
    for row in rows:
        content = article.text[row.content_spans[0][0] : row.content_spans[-1][1]]
        question = _counting(content, row) or _about(content, row, article)
        if question:
            return question
    return ""


def _speaks(row: StoredAttribution) -> bool:
    """Return whether the speaker is a name short enough to be asked about."""
    speaker = row.speaker.strip()
    return (
        bool(names(speaker))
        and len(speaker.split()) <= _SPEAKER_WORDS
        and not _ANYBODY.match(speaker)
    )


def _counting(content: str, row: StoredAttribution) -> str:
    for figure in figures(content):
        if figure.counted and figure.state and not figure.is_year and not figure.unit:
            plural = figure.counted.split()[-1].endswith("s") or figure.counted in ("people",)
            if plural and figure.counted.split()[-1] != figure.state:
                return f"How many {figure.counted} were {figure.state}, according to {_plain(row)}?"
    return ""


def _is_common(name: str, text: str) -> bool:
    """Return whether a text has the word in lower case too, so that it only opened a sentence."""
    return " " not in name and re.search(rf"\b{re.escape(name.lower())}\b", text) is not None


def _about(content: str, row: StoredAttribution, article: Article) -> str:
    found = (re.sub(r"['’]s?$", "", name) for name in names(content, skip_first=True))
    topics = [
        name
        for name in found
        if name not in f"{row.speaker} {article.outlet} {article.dateline}"
        and not _DATED.search(name)
        and not _is_common(name, article.text)
    ]
    return f"What did {_plain(row)} say about {topics[0]}?" if topics else ""


def _plain(row: StoredAttribution) -> str:
    return re.sub(r"^The\b", "the", row.speaker.strip())
