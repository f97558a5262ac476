"""SQuAD 1.1 and 2.0: https://rajpurkar.github.io/SQuAD-explorer/.

A paragraph becomes an article under its entry's title; the gold quote of an answer is the sentence
it stands in. An unanswerable question's paragraph is not kept (ours has no gold passage) and is
the first one on export; `plausible_answers` are left out.
"""

from __future__ import annotations

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
    from pathlib import Path


def read(source: Path) -> Bundle:
    """Return the paragraphs and questions of a SQuAD file."""
    content = read_json(source)
    articles: list[ArticleRow] = []
    questions: list[Question] = []
    try:
        for entry in content["data"]:
            title = entry.get("title", "untitled")
            for number, paragraph in enumerate(entry["paragraphs"]):
                article = _article(paragraph, title, number)
                articles.append(article)
                questions += [_question(row, article, source) for row in paragraph["qas"]]
        order = {name: number for number, name in enumerate(content.get(EXTRA, ()))}
    except (KeyError, TypeError, AttributeError) as reason:
        raise EvaluationError(f"{source} is no SQuAD file: {reason!r}") from None
    questions.sort(key=lambda question: order.get(question.id, len(order)))
    return Bundle(tuple(articles), tuple(questions))


def _article(paragraph: dict[str, Any], title: str, number: int) -> ArticleRow:
    from index.canonical import canonical

    kept = paragraph.get(EXTRA, {})
    text = canonical(paragraph["context"])
    kept = {"id": f"{title}#{number}", "title": title.replace("_", " "), **kept}
    return ArticleRow(**{**kept, "text": text})


def _question(row: dict[str, Any], article: ArticleRow, source: Path) -> Question:
    spans = [(item["text"], int(item["answer_start"])) for item in row["answers"]]
    quotes = dict.fromkeys(_sentence(article.text, start, answer) for answer, start in spans)
    fallback = Question(
        id=str(row["id"]),
        question=row["question"],
        answers=tuple(dict.fromkeys(answer for answer, _ in spans)),
        citations=tuple(GoldCitation(article.id, quote) for quote in quotes),
        answerable=not row.get("is_impossible", False),
    )
    return question_from(row.get(EXTRA), source, fallback)


def _sentence(text: str, start: int, answer: str) -> str:
    """Return the sentences that an answer touches; the nearest one counts where offsets are off."""
    from index.sentences import sentences

    if text[start : start + len(answer)] != answer:
        start = text.find(answer)
    end = start + len(answer)
    touched = [span for span in sentences(text) if span[0] < end and start < span[1]]
    if start < 0 or not touched:
        raise EvaluationError(f"the answer {answer!r} is not in its paragraph: {text[:60]!r}…")
    return text[touched[0][0] : touched[-1][1]]


def write(bundle: Bundle, target: Path) -> None:
    """Write a SQuAD 2.0 file, or 1.1 when every question has an answer."""
    two = any(not question.answerable for question in bundle.questions)
    entries: dict[str, list[dict[str, Any]]] = {}
    for number, article in enumerate(bundle.articles):
        rows = [_row(q, article, two=two) for q in bundle.questions if _is_here(q, article, number)]
        kept = {key: value for key, value in article.as_row().items() if key != "text"}
        paragraph = {"context": article.text, "qas": rows, EXTRA: kept}
        entries.setdefault(article.title, []).append(paragraph)
    data = [{"title": title, "paragraphs": rows} for title, rows in entries.items()]
    order = [question.id for question in bundle.questions]
    write_json(target, {"version": "v2.0" if two else "1.1", "data": data, EXTRA: order})


def _is_here(question: Question, article: ArticleRow, number: int) -> bool:
    if question.citations:
        return question.citations[0].article == article.id
    return number == 0


def _row(question: Question, article: ArticleRow, *, two: bool) -> dict[str, Any]:
    answers = []
    for quote in (c.quote for c in question.citations if c.article == article.id):
        place = article.text.find(quote)
        found = [a for a in question.answers if a in quote] or [quote]
        answers += [{"text": a, "answer_start": place + quote.find(a)} for a in found]
    row: dict[str, Any] = {"id": question.id, "question": question.question, "answers": answers}
    if two:
        row["is_impossible"] = not question.answerable
    return {**row, EXTRA: question.as_row()}
