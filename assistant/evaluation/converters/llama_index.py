"""LlamaIndex `LabelledRagDataset`: rag_dataset.json beside a folder source_files/.

The file is what `LabelledRagDataset.save_json` writes. A reference context becomes the gold quote
where a source file holds it word for word, else an article of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.evaluation.converters.bundle import (
    EXTRA,
    ArticleRow,
    Bundle,
    question_from,
    read_json,
    read_lines,
    write_json,
    write_lines,
)
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.questions import GoldCitation, Question

if TYPE_CHECKING:
    from pathlib import Path

DATASET, SOURCES = "rag_dataset.json", "source_files"
_HUMAN = {"model_name": "", "type": "human"}


def read(source: Path) -> Bundle:
    """Return the source files and examples of a folder, or of its rag_dataset.json alone."""
    folder = source if source.is_dir() else source.parent
    file = folder / DATASET if source.is_dir() else source
    articles = _sources(folder / SOURCES)
    questions = []
    try:
        for number, row in enumerate(read_json(file)["examples"], 1):
            questions.append(_question(row, number, articles, file))
    except (KeyError, TypeError, AttributeError) as reason:
        raise EvaluationError(f"{file} is no LabelledRagDataset: {reason!r}") from None
    return Bundle(tuple(articles), tuple(questions))


def _sources(folder: Path) -> list[ArticleRow]:
    from index.canonical import canonical

    rows = folder / "articles.jsonl"
    if rows.is_file():
        return [ArticleRow(**row) for row in read_lines(rows)]
    return [
        ArticleRow(file.name, file.stem, canonical(file.read_text(encoding="utf-8")))
        for file in sorted(folder.glob("*.txt"))
    ]


def _question(row: dict[str, Any], number: int, articles: list[ArticleRow], file: Path) -> Question:
    if extra := row.get(EXTRA):
        return question_from(extra, file, Question("", ""))
    contexts = row.get("reference_contexts") or []
    answer = row.get("reference_answer") or ""
    return Question(
        id=f"example-{number}",
        question=row["query"],
        answers=(answer,) if answer else (),
        citations=tuple(dict.fromkeys(_citation(text, articles) for text in contexts)),
        answerable=bool(answer or contexts),
    )


def _citation(context: str, articles: list[ArticleRow]) -> GoldCitation:
    """Return where a context stands; one that no article holds is added as an article."""
    from index.canonical import canonical

    quote = canonical(context).strip()
    for article in articles:
        if quote in article.text:
            return GoldCitation(article.id, quote)
    name = f"context-{len(articles) + 1}"
    articles.append(ArticleRow(name, name, quote))
    return GoldCitation(name, quote)


def write(bundle: Bundle, target: Path) -> None:
    """Write rag_dataset.json and source_files/articles.jsonl into a folder."""
    examples = [
        {
            "query": question.question,
            "query_by": _HUMAN,
            "reference_contexts": [citation.quote for citation in question.citations],
            "reference_answer": question.answers[0] if question.answers else "",
            "reference_answer_by": _HUMAN,
            EXTRA: question.as_row(),
        }
        for question in bundle.questions
    ]
    write_json(target / DATASET, {"examples": examples})
    write_lines(target / SOURCES / "articles.jsonl", [row.as_row() for row in bundle.articles])
