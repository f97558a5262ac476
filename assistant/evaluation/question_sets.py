"""A folder of articles and questions, loaded and checked."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.evaluation.errors import EvaluationError, QuestionSetError
from assistant.evaluation.questions import Question, parse_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

QUESTIONS_FILE = "questions.jsonl"
BASELINE_FILE = "baseline.json"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A question set: its folder, where its articles lie, and its questions in file order."""

    name: str
    folder: Path
    articles: Path
    questions: tuple[Question, ...]

    @property
    def baseline(self) -> Path:
        """Return where the set's accepted figures lie, whether or not the file exists."""
        return self.folder / BASELINE_FILE

    @property
    def file(self) -> Path:
        """Return the file of questions."""
        return self.folder / QUESTIONS_FILE

    def filtered(self, expression: str) -> QuestionSet:
        """Return the set with the questions that `expression` keeps; see `matches`."""
        kept = tuple(row for row in self.questions if matches(row, expression))
        return replace(self, questions=kept)


def matches(question: Question, expression: str) -> bool:
    """Return whether a question is kept by a filter.

    `tag:NAME` keeps a tag, `id:TEXT` an id that contains the text, anything else a case-blind
    regular expression over id, question and tags; words joined by `,` are alternatives, and a
    leading `!` turns one around. Raises `EvaluationError` for an invalid regular expression.
    """
    return any(_matches_one(question, part.strip()) for part in expression.split(","))


def _matches_one(question: Question, part: str) -> bool:
    if part.startswith("!"):
        return not _matches_one(question, part[1:])
    if part.startswith("tag:"):
        return part[4:] in question.tags
    if part.startswith("id:"):
        return part[3:] in question.id
    try:
        pattern = re.compile(part, re.IGNORECASE)
    except re.error as reason:
        raise EvaluationError(f"the filter {part!r} is no regular expression: {reason}") from None
    return bool(pattern.search("\n".join((question.id, question.question, *question.tags))))


def load(folder: str | Path) -> QuestionSet:
    """Return the question set in `folder`, checked row by row.

    Gold quotes are not looked up here: that needs the articles, see `gold.check`. Raises
    `QuestionSetError` for a missing or empty file, a line that is no JSON, an unknown key, a
    wrongly typed value or an id that stands twice.
    """
    folder = Path(folder)
    file = folder / QUESTIONS_FILE
    if not file.is_file():
        raise EvaluationError(f"{folder}: no question set, it has no {QUESTIONS_FILE}")
    name = folder.resolve().name
    return QuestionSet(name, folder, articles_of(folder), tuple(read_questions(file)))


def read_questions(file: Path) -> list[Question]:
    """Return the checked questions of a `questions.jsonl`; raises as `load` does."""
    questions: list[Question] = []
    lines: dict[str, int] = {}
    for number, line in _lines(file):
        try:
            row = json.loads(line, object_pairs_hook=_no_repeats)
        except _RepeatedKeyError as reason:
            raise QuestionSetError(file, number, str(reason)) from None
        except ValueError as reason:
            raise QuestionSetError(file, number, f"no JSON: {reason}") from None
        question = parse_row(row, file, number)
        if question.id in lines:
            first = lines[question.id]
            raise QuestionSetError(
                file, number, f"the id {question.id!r} stands on line {first} already"
            )
        lines[question.id] = number
        questions.append(question)
    if not questions:
        raise QuestionSetError(file, 0, "the file is empty; write one question a line")
    return questions


class _RepeatedKeyError(ValueError):
    """A JSON object has one key twice."""


def _no_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    row: dict[str, object] = {}
    for key, value in pairs:
        if key in row:
            raise _RepeatedKeyError(f"the key {key!r} stands twice")
        row[key] = value
    return row


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as reason:
        place = file.read_bytes()[: reason.start].count(b"\n") + 1
        raise QuestionSetError(file, place, "the file is not UTF-8") from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def articles_of(folder: Path) -> Path:
    """Return the articles of a set: `articles/` or `articles.jsonl`; raises when neither is."""
    for name in ("articles", "articles.jsonl"):
        if (folder / name).exists():
            return folder / name
    raise EvaluationError(f"{folder}: no articles, expected a folder articles/ or articles.jsonl")


def find(places: Iterable[str | Path]) -> list[Path]:
    """Return the set folders that `places` name, sorted within a place.

    A place is a set's folder, a folder of sets, or the bare name of a set in `eval_sets/`. Raises
    `EvaluationError` for a place that is none of these.
    """
    folders: list[Path] = []
    for place in places:
        path = Path(place)
        if not path.exists() and (Path("eval_sets") / path).is_dir():
            path = Path("eval_sets") / path
        if path.name == QUESTIONS_FILE and path.is_file():
            path = path.parent
        if (path / QUESTIONS_FILE).is_file():
            found = [path]
        elif path.is_dir():
            found = sorted(file.parent for file in path.glob(f"*/{QUESTIONS_FILE}"))
        else:
            raise EvaluationError(f"{place}: no such folder")
        if not found:
            raise EvaluationError(f"{place}: no question set, it has no {QUESTIONS_FILE}")
        folders += [folder for folder in found if folder not in folders]
    return folders
