"""A wrong answer told in plain text, for test runners."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.evaluation.results import Evidence, QuestionResult


def failure_text(row: QuestionResult) -> str:
    """Return why a result fails: expected and got as a difference, then both passages."""
    return "\n".join(_lines(row))


def _lines(row: QuestionResult) -> Iterator[str]:
    for asked, got in row.history:
        yield f"  earlier: {asked} → {got}"
    yield f"  question: {row.question}"
    if row.asked and row.asked != row.question:
        yield f"  asked as: {row.asked}"
    yield f"  why: {'; '.join(row.reasons)}"
    if not row.answerable:
        yield "- to abstain"
    for answer in row.expected:
        yield f"- {answer}"
    if row.abstained:
        yield "+ (abstained)"
    else:
        yield f"+ {row.short if row.short is not None else row.text}"
        if row.short is not None and row.short != row.text:
            yield f"  in full: {row.text}"
    rested = row.citations or ((row.nearest,) if row.nearest else ())
    yield from _passages("nearest passage" if row.abstained else "it rested on", rested)
    yield from _passages("gold", row.gold)


def _passages(title: str, items: Sequence[Evidence]) -> Iterator[str]:
    for item in items[:3]:
        speaker = f", {item.speaker}" if item.speaker else ""
        yield f"  {title} [{item.article}{speaker}]: {item.quote}"
    if len(items) > 3:
        yield f"  and {len(items) - 3} more"
