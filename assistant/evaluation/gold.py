"""Where the gold quotes of a question set stand in its articles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import EvaluationError, QuestionSetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from assistant.evaluation.question_sets import QuestionSet
    from assistant.evaluation.questions import GoldCitation

SAME_WORDS = 40
"""From this many characters on, a gold quote counts wherever the same words stand: an article
that repeats a whole sentence of another is the same evidence."""


@dataclass(frozen=True, slots=True)
class SetArticle:
    """An article of a set as its file gives it; `text` is canonical."""

    name: str
    external_id: str
    title: str
    source: str
    text: str

    def as_dict(self) -> dict[str, str]:
        """Return the fields as JSON-ready values."""
        return {key: getattr(self, key) for key in self.__slots__}


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A span of an article in the library, as code-point offsets."""

    article_id: str
    start: int
    end: int

    def overlaps(self, article_id: str, start: int, end: int) -> bool:
        """Return whether a span shares at least one character with this one."""
        return article_id == self.article_id and start < self.end and self.start < end


@dataclass(frozen=True, slots=True)
class Evidence:
    """One gold quote and every place where the library holds it."""

    article: str
    quote: str
    spans: tuple[GoldSpan, ...]

    def overlapped_by(self, article_id: str, start: int, end: int) -> bool:
        """Return whether a span of an article overlaps the quote at one of its places."""
        return any(span.overlaps(article_id, start, end) for span in self.spans)


def read_articles(place: Path) -> list[SetArticle]:
    """Return the articles in a set's folder or JSONL file, in reading order.

    Raises `EvaluationError` with the reason when one of them cannot be read or none is there.
    """
    from index.canonical import canonical
    from index.readers import read
    from index.report import Entry

    articles = []
    for found in read([place], fetch=False):
        if isinstance(found, Entry):
            raise EvaluationError(
                f"{place}: the article {found.name} is unreadable: {found.reason}"
            )
        text = canonical(found.text)
        articles.append(SetArticle(found.name, found.external_id, found.title, found.source, text))
    if not articles:
        raise EvaluationError(f"{place}: no articles")
    return articles


def check(question_set: QuestionSet, articles: Sequence[SetArticle]) -> None:
    """Raise `QuestionSetError` for a gold quote that is not in the article it names.

    Also raised when a gold citation names no article of the set, or several.
    """
    from index.canonical import canonical

    for question in question_set.questions:
        for gold in question.citations:
            try:
                article = named(gold.article, articles)
            except LookupError as reason:
                message = str(reason.args[0])
                raise QuestionSetError(question_set.file, question.line, message) from None
            if canonical(gold.quote) not in article.text:
                raise QuestionSetError(
                    question_set.file,
                    question.line,
                    f"question {question.id!r}: the quote {_shorten(gold.quote)!r} "
                    f"is not in the article {gold.article!r}",
                )


def named(name: str, articles: Sequence[SetArticle]) -> SetArticle:
    """Return the one article that a gold citation names by file name, id or title.

    The first of these that fits any article decides. Raises `LookupError` when nothing fits or
    several articles do.
    """
    ways = (
        lambda article: name in (article.name, PurePath(article.name).name),
        lambda article: name in (article.external_id, article.source),
        lambda article: name == article.title,
    )
    for fits in ways:
        found = [article for article in articles if fits(article)]
        if len(found) > 1:
            raise LookupError(f"{name!r} names {len(found)} articles; use the file name")
        if found:
            return found[0]
    raise LookupError(f"the set has no article {name!r} (by file name, id or title)")


def resolve(
    question_set: QuestionSet, articles: Sequence[SetArticle], assistant: Any
) -> Mapping[str, tuple[Evidence, ...]]:
    """Return each question's gold quotes with their places in the assistant's library.

    A quote counts in the article it names, in the copies of that article under other outlets, and,
    from `SAME_WORDS` characters on, wherever the same words stand. Raises `QuestionSetError` when
    the library holds a quote nowhere, as when a later version replaced the article.
    """
    groups = list(_copy_groups(assistant))
    evidence = {}
    for question in question_set.questions:
        found = []
        for gold in question.citations:
            spans = _places(gold, named(gold.article, articles), groups)
            if not spans:
                raise QuestionSetError(
                    question_set.file,
                    question.line,
                    f"question {question.id!r}: the library does not hold the quote "
                    f"{_shorten(gold.quote)!r}; did a later version replace {gold.article!r}?",
                )
            found.append(Evidence(gold.article, gold.quote, spans))
        evidence[question.id] = tuple(found)
    return evidence


def _copy_groups(assistant: Any) -> Iterator[dict[str, str]]:
    """Yield the texts of each article and of its copies, by article id."""
    for summary in assistant.articles(limit=None):
        group = {summary.id: assistant.article(summary.id).text}
        group.update({copy.id: copy.text for copy in assistant.copies(summary.id)})
        yield group


def _places(
    gold: GoldCitation, article: SetArticle, groups: Iterable[dict[str, str]]
) -> tuple[GoldSpan, ...]:
    from index.canonical import canonical

    quote = canonical(gold.quote)
    spans: dict[GoldSpan, None] = {}
    for group in groups:
        if len(quote) < SAME_WORDS and article.text not in group.values():
            continue
        for article_id, text in group.items():
            spans.update(dict.fromkeys(_occurrences(quote, article_id, text)))
    return tuple(spans)


def _occurrences(quote: str, article_id: str, text: str) -> Iterator[GoldSpan]:
    start = text.find(quote)
    while start >= 0:
        yield GoldSpan(article_id, start, start + len(quote))
        start = text.find(quote, start + 1)


def _shorten(text: str, width: int = 80) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"
