"""Questions that the articles themselves answer, made from their attributions and figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.figures import figures, states
from assistant.language.calendar import MONTH, WEEKDAY
from assistant.language.names import names

if TYPE_CHECKING:
    from assistant.answering.speakers import Attributions
    from index.article import Article
    from index.attributions import StoredAttribution
    from index.news_index import NewsIndex

_DATED = re.compile(rf"^(?:{WEEKDAY}\b|{MONTH}(?!\w))|\d", re.IGNORECASE)
_ANYBODY = re.compile(
    r"^(?:an?|some|one|two|three|four|five|another|several|many|other|that|this|these|those|it|its|"
    r"his|her|their|our|my|your)\b",
    re.IGNORECASE,
)
"""A speaker named no better than "a court" or "her lawyer" is nobody to ask about."""
_CUT = re.compile(r"\b\w$|\d|[.,;:]\s+(?:[a-z]+|\w)$")
"""What a speaker's name ends with, or holds, when the tagger cut it or took something else."""
_LOST = frozenset("lives life bodies body deaths death dead toll".split())
"""Words that already say the state: lives are not "killed"."""
_RECENT = 12
_SPEAKER_WORDS = 6
_SHORTEST_TOPIC = 3
_NEAR = 40


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
        content = " ".join(article.text[start:end] for start, end in row.content_spans)
        question = _counting(content, row, article) or _about(content, row, article)
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
        and not _CUT.search(speaker)
    )


def _counting(content: str, row: StoredAttribution, article: Article) -> str:
    for figure in figures(content):
        if figure.counted and figure.state and not figure.is_year and not figure.unit:
            last = figure.counted.split()[-1]
            people = last not in _LOST and last != figure.state
            plural = figure.counted.islower() and (last.endswith("s") or last == "people")
            near = states(content[figure.end : figure.end + _NEAR])
            if people and plural and figure.state in near:
                who = _inside(row, article)
                return f"How many {figure.counted} were {figure.state}, according to {who}?"
    return ""


def _about(content: str, row: StoredAttribution, article: Article) -> str:
    frame = f"{row.speaker} {article.outlet} {article.dateline} {article.byline}"
    for found in names(content):
        topic = re.sub(r"['’]s?$", "", found)
        whole = _is_topic(topic, content) and _is_topic(topic, article.text)
        if topic in frame or _DATED.search(topic) or not whole:
            continue
        who, the = _inside(row, article), "the " * _takes_article(topic, article.text)
        return f"What did {who}{',' if ',' in who else ''} say about {the}{topic}?"
    return ""


def _is_topic(name: str, text: str) -> bool:
    """Return whether a name can be asked about as it stands: a thing or person, not an adjective.

    Some sentence must hold it after a word in lower case, so that it is no mere first word, and
    before no other one that it could only describe ("Syrian army" is nothing about "Syrian") or
    that goes on with it ("Bab al-Hawa").
    """
    if len(name) < _SHORTEST_TOPIC or re.search(r"['’](?:ve|re|ll|m|d|t)\b|\.", name):
        return False
    inside = re.compile(
        rf"[a-z,]\s{re.escape(name)}(?![\w-]|['’]s|\s(?:[a-z]{{4,}}|[a-z]+-|[^\W\d_a-z]))"
    )
    return inside.search(text) is not None and not (
        " " not in name and re.search(rf"\b{re.escape(name.lower())}\b", text)
    )


def _takes_article(name: str, text: str) -> bool:
    """Return whether a text writes "the" before most uses of a name: "the Observatory"."""
    uses = len(re.findall(rf"\b{re.escape(name)}\b", text))
    return 2 * len(re.findall(rf"\b[Tt]he {re.escape(name)}\b", text)) > uses


def _inside(row: StoredAttribution, article: Article) -> str:
    """Return the speaker as written inside a sentence: "critics in Damascus", "the Red Cross"."""
    first, _, rest = row.speaker.strip().partition(" ")
    common = first == "The" or re.search(rf"(?<!\w){re.escape(first.lower())}\b", article.text)
    return f"{first.lower() if common else first} {rest}".strip()
