"""Accepted figures of an earlier run, as a file.

A baseline keeps the scores of every question, so that two runs are compared over the questions
they share: adding questions to a set, or running a part of it, is no regression.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.results import METRICS, QuestionResult, summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

VERSION = 1


def baseline_of(
    results: Sequence[QuestionResult], tolerances: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """Return the content of a baseline file for the results of one set."""
    figures = summary(results)
    return {
        "version": VERSION,
        "tolerances": dict(tolerances or {}),
        "metrics": {name: figures[name] for name in ("n", "passed", *METRICS)},
        "questions": {row.id: _accepted(row) for row in results},
    }


def _accepted(row: QuestionResult) -> dict[str, Any]:
    scores = {k: round(v, 4) for k, v in row.values.items() if v is not None}
    return {
        "passed": row.passed,
        "right": row.right,
        "abstained": row.abstained,
        "answerable": row.answerable,
        "short": row.short,
        "text": row.text,
        "scores": scores,
    }


def write(file: Path, results: Sequence[QuestionResult], *, keep_others: bool = False) -> None:
    """Write the results of one or several sets as the baseline `file`, one question a line.

    Tolerances of a baseline that is already there are kept; with `keep_others` so are its
    questions that were not asked this time. Several sets lie under the key `sets`.
    """
    old = read(file) if file.is_file() else {}
    names = list(dict.fromkeys(row.set_name for row in results))
    contents = {}
    for name in names:
        known = old.get(name) or old.get("", {})
        content = baseline_of([r for r in results if r.set_name == name], known.get("tolerances"))
        if keep_others:
            content["questions"] = {**known.get("questions", {}), **content["questions"]}
            rows = [restored(name, key, row) for key, row in content["questions"].items()]
            figures = summary(rows)
            content["metrics"] = {key: figures[key] for key in ("n", "passed", *METRICS)}
        contents[name] = content
    whole = contents[names[0]] if len(names) == 1 else {"version": VERSION, "sets": contents}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_one_question_a_line(whole), encoding="utf-8")


def read(file: Path) -> dict[str, Any]:
    """Return a baseline file's content by set; a file of one set has the key "".

    Raises `EvaluationError` for a file that is missing, no JSON, or no baseline of this version.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as reason:
        raise EvaluationError(f"the baseline {file} can't be read: {reason.strerror}") from None
    except ValueError as reason:
        raise EvaluationError(f"the baseline {file} is no JSON: {reason}") from None
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise EvaluationError(
            f"{file} is no baseline of version {VERSION}; write one with --update-baseline"
        )
    sets = content.get("sets", {"": content})
    for part in sets.values():
        unknown = set(part.get("tolerances", {})) - set(METRICS)
        if unknown:
            raise EvaluationError(f"{file}: no such metric in tolerances: {sorted(unknown)}")
    return dict(sets)


def restored(set_name: str, identifier: str, row: Mapping[str, Any]) -> QuestionResult:
    """Return the result that a baseline's row was written from, as far as it is kept."""
    return QuestionResult(
        set_name=set_name,
        id=identifier,
        question="",
        tags=(),
        answerable=row["answerable"],
        expected=(),
        speaker="",
        abstained=row["abstained"],
        short=row["short"],
        text=row["text"],
        asked="",
        values=row["scores"],
        right=row["right"],
        reasons=() if row["passed"] else ("failed",),
    )


def _one_question_a_line(content: dict[str, Any], indent: str = "") -> str:
    """Return JSON in which each question is one line, so that a diff names what changed."""
    lines = []
    for key, value in content.items():
        if key == "questions":
            rows = (f"{indent}  {_dump(k)}: {_dump(v)}" for k, v in value.items())
            text = "{\n" + ",\n".join(rows) + f"\n{indent} }}"
        elif key == "sets":
            parts = (
                f"{indent}  {_dump(k)}: {_one_question_a_line(v, indent + '  ').strip()}"
                for k, v in value.items()
            )
            text = "{\n" + ",\n".join(parts) + f"\n{indent} }}"
        else:
            text = _dump(value)
        lines.append(f"{indent} {_dump(key)}: {text}")
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}" + ("" if indent else "\n")


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
