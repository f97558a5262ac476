"""From candidates to citations: numbered spans that the library holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from assistant.answer import Citation, Nearest
from assistant.answering.candidates import Candidate, Place
from index.article import Article


@dataclass(slots=True)
class Evidence:
    """The citations of one answer, numbered from 1 as they are first cited."""

    copies: Callable[[str], list[Article]]
    citations: list[Citation] = field(default_factory=list)

    def cite(self, candidate: Candidate) -> int:
        """Return the number of the candidate's citation, made when it is cited first."""
        for known in self.citations:
            if (
                known.article_id == candidate.article.id
                and known.start <= candidate.quote_start
                and candidate.quote_end <= known.end
            ):
                return known.number
        self.citations.append(self._citation(candidate))
        return len(self.citations)

    def _citation(self, candidate: Candidate) -> Citation:
        article, passage = candidate.article, candidate.hit.passage
        return Citation(
            number=len(self.citations) + 1,
            **_of(article),
            quote=candidate.quote,
            start=candidate.quote_start,
            end=candidate.quote_end,
            speaker=candidate.speaker,
            status=candidate.attribution.status if candidate.attribution else "said",
            passage_id=passage.id,
            context=article.text[
                min(passage.start, candidate.quote_start) : max(passage.end, candidate.quote_end)
            ],
            context_start=min(passage.start, candidate.quote_start),
            answer_start=candidate.start,
            answer_end=candidate.end,
            copies=tuple(copy.outlet or copy.title for copy in self.copies(article.id)),
            version=article.version,
        )


def cited(place: Place) -> Citation:
    """Return a passage that will be read as a citation of all its words, its rank as number."""
    article, passage = place.article, place.hit.passage
    return Citation(
        number=place.rank,
        **_of(article),
        quote=article.text[passage.start : passage.end],
        start=passage.start,
        end=passage.end,
        passage_id=passage.id,
        context=article.text[passage.start : passage.end],
        context_start=passage.start,
        version=article.version,
    )


def nearest(article: Article, start: int, end: int, suggestion: str = "") -> Nearest:
    """Return the span that comes nearest to an answer."""
    return Nearest(
        **_of(article),
        quote=article.text[start:end],
        start=start,
        end=end,
        suggestion=suggestion,
    )


def _of(article: Article) -> dict[str, Any]:
    """Return what a citation says of its article."""
    return {
        "article_id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
    }
