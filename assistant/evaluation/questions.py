"""One question of a set, and the check of the row it is written in."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import QuestionSetError

if TYPE_CHECKING:
    from pathlib import Path

KEYS = (
    "id",
    "question",
    "history",
    "answers",
    "citations",
    "speaker",
    "answerable",
    "must_include",
    "must_not_include",
    "tags",
    "protected",
    "known_failure",
)
"""The keys a row may have; only `id` and `question` are required."""


@dataclass(frozen=True, slots=True)
class GoldCitation:
    """Words that answer: `article` is a file name, an id or a title; `quote` its exact text."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question and what a right answer to it looks like.

    `protected` makes a broken answer a regression whatever the tolerances say; `known_failure`
    says why the question is expected to fail (shown as xfail by pytest), or is empty. `line` is
    where the row stands in its file, counted from 1.
    """

    id: str
    question: str
    history: tuple[tuple[str, str], ...] = ()
    answers: tuple[str, ...] = ()
    citations: tuple[GoldCitation, ...] = ()
    speaker: str = ""
    answerable: bool = True
    must_include: tuple[str, ...] = ()
    must_not_include: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    protected: bool = False
    known_failure: str = ""
    line: int = 0

    def as_row(self) -> dict[str, Any]:
        """Return the row of `questions.jsonl` that says the same, without empty keys."""
        row: dict[str, Any] = {"id": self.id, "question": self.question}
        row["history"] = [list(turn) for turn in self.history]
        row["answers"] = list(self.answers)
        row["citations"] = [{"article": c.article, "quote": c.quote} for c in self.citations]
        row["speaker"] = self.speaker
        row["must_include"] = list(self.must_include)
        row["must_not_include"] = list(self.must_not_include)
        row["tags"] = list(self.tags)
        row["protected"] = self.protected
        row["known_failure"] = self.known_failure
        row = {key: value for key, value in row.items() if value}
        if not self.answerable:
            row["answerable"] = False
        return row


def parse_row(row: Any, file: Path, line: int) -> Question:
    """Return the question that a decoded row holds.

    Raises `QuestionSetError` for an unknown key, a missing or wrongly typed value, a pattern that
    is no regular expression, or an unanswerable question that comes with answers.
    """
    check = _RowCheck(file, line)
    if not isinstance(row, dict):
        raise check.error(f"expected a JSON object, got {type(row).__name__}")
    check.known(row, KEYS)
    question = Question(
        id=check.text(row, "id", required=True),
        question=check.text(row, "question", required=True),
        history=check.history(row),
        answers=check.texts(row, "answers"),
        citations=check.citations(row),
        speaker=check.text(row, "speaker"),
        answerable=check.flag(row, "answerable", default=True),
        must_include=check.patterns(row, "must_include"),
        must_not_include=check.patterns(row, "must_not_include"),
        tags=check.tags(row),
        protected=check.flag(row, "protected", default=False),
        known_failure=check.known_failure(row),
        line=line,
    )
    if not question.answerable and (question.answers or question.citations):
        raise check.error("an unanswerable question has neither answers nor citations")
    return question


@dataclass(frozen=True, slots=True)
class _RowCheck:
    """Reads values out of one row and refuses wrong ones with the row's place."""

    file: Path
    line: int

    def error(self, reason: str) -> QuestionSetError:
        return QuestionSetError(self.file, self.line, reason)

    def known(self, row: dict[str, Any], keys: tuple[str, ...]) -> None:
        for key in row:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; known: {', '.join(keys)}"
                raise self.error(f"unknown key {key!r}{hint}")

    def text(self, row: dict[str, Any], key: str, *, required: bool = False) -> str:
        value = row.get(key)
        if value is None and not required:
            return ""
        if not isinstance(value, str):
            got = "nothing" if value is None else type(value).__name__
            raise self.error(f"{key!r} must be a text, got {got}")
        if required and not value.strip():
            raise self.error(f"{key!r} is empty")
        return value

    def texts(self, row: dict[str, Any], key: str) -> tuple[str, ...]:
        values = row.get(key)
        if values is None:
            return ()
        if not isinstance(values, list) or not all(
            isinstance(value, str) and value.strip() for value in values
        ):
            raise self.error(f"{key!r} must be a list of non-empty texts")
        return tuple(values)

    def tags(self, row: dict[str, Any]) -> tuple[str, ...]:
        for tag in (tags := self.texts(row, "tags")):
            if not re.fullmatch(r"[\w.-]+", tag):
                raise self.error(f"tag {tag!r} must be one word of letters, digits, '-', '_', '.'")
        return tags

    def patterns(self, row: dict[str, Any], key: str) -> tuple[str, ...]:
        for pattern in (patterns := self.texts(row, key)):
            try:
                re.compile(pattern)
            except re.error as reason:
                raise self.error(
                    f"{key!r}: {pattern!r} is no regular expression: {reason}"
                ) from None
        return patterns

    def flag(self, row: dict[str, Any], key: str, *, default: bool) -> bool:
        value = row.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"{key!r} must be true or false, got {value!r}")
        return value

    def known_failure(self, row: dict[str, Any]) -> str:
        value = row.get("known_failure", "")
        if isinstance(value, bool):
            return "known failure" if value else ""
        return self.text(row, "known_failure")

    def history(self, row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        turns = row.get("history") or []
        if not isinstance(turns, list) or not all(
            isinstance(turn, list) and len(turn) == 2 and all(isinstance(t, str) for t in turn)
            for turn in turns
        ):
            raise self.error("'history' must be a list of [earlier question, earlier answer]")
        return tuple((turn[0], turn[1]) for turn in turns)

    def citations(self, row: dict[str, Any]) -> tuple[GoldCitation, ...]:
        values = row.get("citations") or []
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.error("'citations' must be a list of objects")
        for value in values:
            self.known(value, ("article", "quote"))
        return tuple(
            GoldCitation(
                self.text(value, "article", required=True), self.text(value, "quote", required=True)
            )
            for value in values
        )
