"""MultiHop-RAG: questions over several news articles (Tang and Yang, 2024).

`evidence_list` becomes gold quotes, found in the article of the same URL or title; a fact that
does not stand there word for word is matched without regard to white space, else the whole article
is the quote. `null_query` means unanswerable. The question type becomes a tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant.evaluation.converters.bundle import (
    EXTRA,
    ArticleRow,
    Bundle,
    question_from,
    read_json,
    write_json,
)
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.questions import GoldCitation, Question

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

QUESTIONS, CORPUS = "MultiHopRAG.json", "corpus.json"
_NULL = "null_query"
_NO_ANSWER = "Insufficient information."


def read(source: Path) -> Bundle:
    """Return the articles and questions of a MultiHop-RAG folder."""
    try:
        articles = [_article(row, n) for n, row in enumerate(read_json(source / CORPUS))]
        questions = [
            _question(row, number, articles, source)
            for number, row in enumerate(read_json(source / QUESTIONS), 1)
        ]
    except (KeyError, TypeError, AttributeError) as reason:
        raise EvaluationError(f"{source} is no MultiHop-RAG folder: {reason!r}") from None
    return Bundle(tuple(articles), tuple(questions))


def _article(row: dict[str, Any], number: int) -> ArticleRow:
    from index.canonical import canonical

    return ArticleRow(
        id=row.get(EXTRA) or f"article-{number + 1}",
        title=row["title"],
        text=canonical(row["body"]),
        outlet=row.get("source") or "",
        published=row.get("published_at") or "",
        url=row.get("url") or "",
    )


def _question(
    row: dict[str, Any], number: int, articles: Sequence[ArticleRow], source: Path
) -> Question:
    answerable = row["question_type"] != _NULL
    citations = [_citation(item, articles) for item in row["evidence_list"]] if answerable else []
    fallback = Question(
        id=f"multihop-{number}",
        question=row["query"],
        answers=(row["answer"],) if answerable else (),
        citations=tuple(dict.fromkeys(citations)),
        answerable=answerable,
        tags=(row["question_type"],),
    )
    return question_from(row.get(EXTRA), source, fallback)


def _citation(evidence: dict[str, Any], articles: Sequence[ArticleRow]) -> GoldCitation:
    from index.canonical import canonical

    found = [a for a in articles if a.url and a.url == evidence.get("url")]
    found = found or [a for a in articles if a.title == evidence["title"]]
    if not found:
        raise EvaluationError(f"no article of the corpus is called {evidence['title']!r}")
    article, fact = found[0], canonical(evidence["fact"])
    pattern = r"\s+".join(re.escape(word) for word in fact.split())
    match = re.search(pattern, article.text) if pattern else None
    return GoldCitation(article.id, match[0] if match else article.text)


def write(bundle: Bundle, target: Path) -> None:
    """Write a MultiHop-RAG folder: MultiHopRAG.json and corpus.json."""
    corpus = [
        {**_source(article), "body": article.text, EXTRA: article.id} for article in bundle.articles
    ]
    write_json(target / CORPUS, corpus)
    write_json(target / QUESTIONS, [_row(question, bundle) for question in bundle.questions])


def _source(article: ArticleRow) -> dict[str, str]:
    return {
        "title": article.title,
        "source": article.outlet,
        "published_at": article.published,
        "url": article.url,
    }


def _row(question: Question, bundle: Bundle) -> dict[str, Any]:
    evidence = [
        {**_source(bundle.article(citation.article)), "fact": citation.quote}
        for citation in question.citations
    ]
    answer = question.answers[0] if question.answers else ""
    kinds = [tag for tag in question.tags if tag.endswith("_query")]
    kind = (kinds or ["inference_query"])[0]
    return {
        "query": question.question,
        "answer": answer if question.answerable else _NO_ANSWER,
        "question_type": kind if question.answerable else _NULL,
        "evidence_list": evidence,
        EXTRA: question.as_row(),
    }
