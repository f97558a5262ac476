"""The attributions of articles: from the library where tagged, on the fly where not yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.tagger import Attribution, Tagger
from index.article import Article
from index.attributions import StoredAttribution
from index.datelines import parse_dateline
from index.news_index import NewsIndex

_ASIDE = re.compile(
    r",\s+(?:who|whom|whose|which|where|aged?|\d{1,3}\b|speaking|talking|citing|standing)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_PLACED = re.compile(
    r"^(?i:in|at|on|from|after|before|during|outside|inside|near)\s+(?:(?:the|a|an)\s+)?[a-z]+,?\s+"
    r"(?=[A-Z])"
)
_RUNS_ON = re.compile(
    r"(?:\s+[a-z]+(?:ed|s))?(?:\s+(?:its|their|his|her|the|an?|that|to|has|have|had|was|were|is|are))+$"
)
_LONGEST_DATELINE = 200


def plain_name(speaker: str) -> str:
    """Return a speaker without what is said of them in passing: "Ana Marr, 29, from Velm".

    Where they spoke is cut off in front ("In the corridor Ana Marr"), what they did behind ("the
    office raised its"), and a possessive ending ("the office's").
    """
    name = _PLACED.sub("", _ASIDE.sub("", speaker).strip(" ,"))
    if name.count("(") > name.count(")"):
        name = name.rpartition("(")[0]
    return re.sub(r"['’]s$", "", _RUNS_ON.sub("", name)).strip(" ,") or speaker.strip(" ,")


@dataclass(slots=True)
class Attributions:
    """Attributions by article; those tagged on the fly are kept in the library."""

    index: NewsIndex
    tagger: Tagger
    most_on_the_fly: int = 2

    def of(self, articles: Sequence[Article]) -> dict[str, list[StoredAttribution]]:
        """Return the attributions of the articles, the first untagged ones tagged now.

        Articles beyond `most_on_the_fly` that nobody has tagged yet have no attributions in this
        answer: the background tagging reaches them.
        """
        by_id = {article.id: article for article in articles}
        library = self.index.library
        tagged = library.tagged(list(by_id))
        for article in [a for a in by_id.values() if a.id not in tagged][: self.most_on_the_fly]:
            self.tag(article)
        rows: dict[str, list[StoredAttribution]] = {key: [] for key in by_id}
        for row in library.attributions(list(by_id)):
            rows[row.article_id].append(row)
        return rows

    def tag(self, article: Article) -> list[StoredAttribution]:
        """Tag one article and keep its attributions in the library."""
        rows = [
            StoredAttribution(
                article_id=article.id,
                version=article.version,
                source_spans=item.source,
                cue_spans=item.cue,
                content_spans=item.content,
                source_text=item.source_text,
                speaker=plain_name(item.speaker),
                status=item.status,
                probability=item.probability,
            )
            for item in self.tagger.tag(article.text)
            if not _by_a_dateline(item, article.text)
        ]
        self.index.library.save_attributions(article.id, article.version, rows)
        return rows


def _by_a_dateline(item: Attribution, text: str) -> bool:
    """Return whether the place that a report comes from was taken for its speaker."""
    if not item.source:
        return False
    (start, _), (_, end) = item.source[0], item.source[-1]
    line = text.rfind("\n", 0, start) + 1
    found = parse_dateline(text[line : line + _LONGEST_DATELINE])
    return found is not None and end <= line + found.end
