"""BEIR: a corpus, queries and relevance judgements (https://github.com/beir-cellar/beir).

A judged document's whole text is the gold quote, so that any passage of it counts; BEIR has no
answers. Judgements of several grades become relevant (over 0) or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.evaluation.converters.bundle import (
    EXTRA,
    ArticleRow,
    Bundle,
    question_from,
    read_lines,
    write_lines,
)
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.questions import GoldCitation, Question

if TYPE_CHECKING:
    from pathlib import Path

_HEADER = "query-id\tcorpus-id\tscore"


def read(source: Path) -> Bundle:
    """Return the documents and the judged queries of a BEIR folder."""
    judged = _judgements(source)
    try:
        articles = {str(row["_id"]): _article(row) for row in read_lines(source / "corpus.jsonl")}
        questions = [
            _question(row, judged.get(str(row["_id"]), []), articles, source)
            for row in read_lines(source / "queries.jsonl")
            if str(row["_id"]) in judged or _metadata(row).get(EXTRA)
        ]
    except (KeyError, TypeError) as reason:
        raise EvaluationError(f"{source} is no BEIR folder: missing {reason}") from None
    return Bundle(tuple(articles.values()), tuple(questions))


def _metadata(row: dict[str, Any]) -> dict[str, Any]:
    return row.get("metadata") or {}


def _article(row: dict[str, Any]) -> ArticleRow:
    from index.canonical import canonical

    kept = {k: v for k, v in _metadata(row).items() if k in ("outlet", "published", "url")}
    title = row.get("title") or ""
    text = canonical(row["text"]) or title
    return ArticleRow(str(row["_id"]), title, text, **kept)


def _question(
    row: dict[str, Any], judged: list[str], articles: dict[str, ArticleRow], source: Path
) -> Question:
    citations = tuple(GoldCitation(name, articles[name].text) for name in judged)
    fallback = Question(id=str(row["_id"]), question=row["text"], citations=citations)
    return question_from(_metadata(row).get(EXTRA), source, fallback)


def _judgements(source: Path) -> dict[str, list[str]]:
    files = [source / "qrels" / f"{split}.tsv" for split in ("test", "dev", "train")]
    file = next((file for file in files if file.is_file()), None)
    if file is None:
        raise EvaluationError(f"{source} is no BEIR folder: it has no qrels/test.tsv")
    judged: dict[str, list[str]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        parts = line.split("\t")
        if not line.strip() or parts[0] == "query-id":
            continue
        if len(parts) != 3 or not parts[2].strip().lstrip("-").isdigit():
            raise EvaluationError(f"{file}:{number}: expected {_HEADER!r}, got {line!r}")
        if int(parts[2]) > 0:
            judged.setdefault(parts[0], []).append(parts[1])
    return judged


def write(bundle: Bundle, target: Path) -> None:
    """Write a BEIR folder: corpus.jsonl, queries.jsonl and qrels/test.tsv."""
    corpus = []
    for article in bundle.articles:
        kept = {k: v for k, v in article.as_row().items() if k in ("outlet", "published", "url")}
        row = {"_id": article.id, "title": article.title, "text": article.text, "metadata": kept}
        corpus.append(row)
    write_lines(target / "corpus.jsonl", corpus)
    queries = [
        {"_id": q.id, "text": q.question, "metadata": {EXTRA: q.as_row()}} for q in bundle.questions
    ]
    write_lines(target / "queries.jsonl", queries)
    lines = [_HEADER]
    for question in bundle.questions:
        names = dict.fromkeys(citation.article for citation in question.citations)
        lines += [f"{question.id}\t{name}\t1" for name in names]
    (target / "qrels").mkdir(parents=True, exist_ok=True)
    (target / "qrels" / "test.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
