"""Articles and questions on their way between two formats."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from assistant.evaluation import gold, question_sets
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.questions import GoldCitation, Question, parse_row

EXTRA = "news_assistant"
"""The key under which a row of ours travels inside another format."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article as `articles.jsonl` holds it; `published` is ISO 8601 or empty."""

    id: str
    title: str
    text: str
    outlet: str = ""
    published: str = ""
    url: str = ""

    def as_row(self) -> dict[str, str]:
        """Return the row, without empty keys."""
        return {key: value for key, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Bundle:
    """Articles with unique ids and questions whose gold citations name those ids."""

    articles: tuple[ArticleRow, ...]
    questions: tuple[Question, ...]

    def article(self, identifier: str) -> ArticleRow:
        """Return the article with an id; raises `KeyError`."""
        for row in self.articles:
            if row.id == identifier:
                return row
        raise KeyError(identifier)


def read_set(folder: Path) -> Bundle:
    """Return the checked set in a folder."""
    from index.canonical import canonical
    from index.readers import read
    from index.report import Entry

    question_set = question_sets.load(folder)
    rows = []
    for found in read([question_set.articles], fetch=False):
        if isinstance(found, Entry):
            raise EvaluationError(f"the article {found.name} is unreadable: {found.reason}")
        published = found.published.isoformat() if found.published else ""
        name = found.external_id or PurePath(found.name).name
        text = canonical(found.text)
        rows.append(ArticleRow(name, found.title, text, found.outlet, published, found.url))
    ids = [row.id for row in rows]
    rows = [
        replace(row, id=f"{row.id}-{number}") if ids.count(row.id) > 1 else row
        for number, row in enumerate(rows)
    ]
    articles = gold.read_articles(question_set.articles)
    gold.check(question_set, articles)
    new_ids = {id(article): row.id for article, row in zip(articles, rows, strict=True)}
    questions = []
    for question in question_set.questions:
        citations = tuple(
            GoldCitation(new_ids[id(gold.named(c.article, articles))], canonical(c.quote))
            for c in question.citations
        )
        questions.append(replace(question, citations=citations))
    return Bundle(tuple(rows), tuple(questions))


def write_set(bundle: Bundle, folder: Path, *, origin: str) -> None:
    """Write a bundle as a question set; raises `EvaluationError` where one is already."""
    file = folder / question_sets.QUESTIONS_FILE
    if file.exists():
        raise EvaluationError(f"{folder} holds a question set already; choose another folder")
    folder.mkdir(parents=True, exist_ok=True)
    write_lines(folder / "articles.jsonl", [row.as_row() for row in bundle.articles])
    write_lines(file, [row.as_row() for row in bundle.questions])
    readme = folder / "README.md"
    if not readme.exists():
        counts = f"{len(bundle.articles)} articles, {len(bundle.questions)} questions."
        readme.write_text(f"# {folder.name}\n\n{origin} {counts}\n", encoding="utf-8")


def question_from(extra: Any, source: Path, fallback: Question) -> Question:
    """Return the row of ours that travelled along, checked, or `fallback` when there is none."""
    return parse_row(extra, source, 0) if extra else fallback


def read_json(file: Path) -> Any:
    """Return a JSON file's content; raises `EvaluationError` naming the file."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as reason:
        raise EvaluationError(f"{file} can't be read: {reason.strerror}") from None
    except ValueError as reason:
        raise EvaluationError(f"{file} is no JSON: {reason}") from None


def read_lines(file: Path) -> list[Any]:
    """Return the values of a JSONL file; raises `EvaluationError` naming file and line."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as reason:
        raise EvaluationError(f"{file} can't be read: {reason.strerror}") from None
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except ValueError as reason:
            raise EvaluationError(f"{file}:{number}: no JSON: {reason}") from None
    return rows


def write_json(file: Path, content: Any) -> None:
    """Write a JSON file, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_lines(file: Path, rows: list[dict[str, Any]]) -> None:
    """Write a JSONL file, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    file.write_text(text, encoding="utf-8")
