"""What one question got, and the metrics of many."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.evaluation.scores import MEANS

if TYPE_CHECKING:
    from collections.abc import Sequence

METRICS = (
    *MEANS[:3],
    "answered_precision",
    "abstention_recall",
    "abstention_precision",
    *MEANS[3:],
)
"""The names of the quality metrics, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words shown beside a result: a citation of the answer, a gold quote or a nearest passage."""

    article: str
    quote: str
    speaker: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What was asked, expected and got, with every score.

    `latency_ms` has one value a repetition. `passed` means there are no `reasons` against the
    answer; `unsupported` lists what the mechanical checks found; `unstable` is whether repetitions
    differed. `judged` holds the scores of the optional judge, `None` where it gave none.
    """

    set_name: str
    id: str
    question: str
    tags: tuple[str, ...]
    answerable: bool
    expected: tuple[str, ...]
    speaker: str
    abstained: bool
    short: str | None
    text: str
    asked: str
    values: dict[str, float | None]
    right: bool
    reasons: tuple[str, ...]
    citations: tuple[Evidence, ...] = ()
    gold: tuple[Evidence, ...] = ()
    nearest: Evidence | None = None
    history: tuple[tuple[str, str], ...] = ()
    unsupported: tuple[str, ...] = ()
    latency_ms: tuple[float, ...] = ()
    protected: bool = False
    known_failure: str = ""
    unstable: bool = False
    judged: dict[str, float | None] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Return whether nothing speaks against the answer."""
        return not self.reasons

    @property
    def outcome(self) -> str:
        """Return `passed`, `failed`, `known failure` or `unexpectedly passed`."""
        if self.known_failure:
            return "unexpectedly passed" if self.passed else "known failure"
        return "passed" if self.passed else "failed"

    def as_dict(self) -> dict[str, Any]:
        """Return the result as JSON-ready values."""
        row: dict[str, Any] = {"set": self.set_name, "id": self.id, "question": self.question}
        if self.history:
            row["history"] = [list(turn) for turn in self.history]
        row |= {
            "tags": list(self.tags),
            "answerable": self.answerable,
            "expected": list(self.expected),
            "expected_speaker": self.speaker,
            "outcome": self.outcome,
            "reasons": list(self.reasons),
            "right": self.right,
            "abstained": self.abstained,
            "short": self.short,
            "text": self.text,
            "asked": self.asked,
            "citations": [_evidence(item) for item in self.citations],
            "gold": [_evidence(item) for item in self.gold],
            "nearest": _evidence(self.nearest) if self.nearest else None,
            "scores": {key: _rounded(value) for key, value in self.values.items()},
            "unsupported": list(self.unsupported),
            "latency_ms": [round(value, 2) for value in self.latency_ms],
        }
        if self.unstable:
            row["unstable"] = True
        if self.judged:
            row["judged"] = self.judged
        return row


def _evidence(item: Evidence) -> dict[str, str]:
    values = {key: getattr(item, key) for key in ("article", "quote", "speaker", "detail")}
    return {key: value for key, value in values.items() if value}


def metrics(results: Sequence[QuestionResult]) -> dict[str, float | None]:
    """Return the quality metrics of some results, by name of `METRICS`.

    Means go over the questions that have the score and are `None` where none has.
    `answered_precision`: of the questions that were answered, the share answered right (an answer
    to an unanswerable question is wrong). `abstention_recall`: of the unanswerable questions, the
    share abstained from. `abstention_precision`: of the abstentions, the share on unanswerable
    questions.
    """
    answered = [float(row.right) for row in results if not row.abstained]
    found: dict[str, float | None] = {
        "answered_precision": _mean(answered),
        "abstention_recall": _mean([float(r.abstained) for r in results if not r.answerable]),
        "abstention_precision": _mean([float(not r.answerable) for r in results if r.abstained]),
    }
    for name in MEANS:
        values = [row.values.get(name) for row in results]
        found[name] = _mean([value for value in values if value is not None])
    return {name: found[name] for name in METRICS}


def by_tag(results: Sequence[QuestionResult]) -> dict[str, dict[str, float | None]]:
    """Return the metrics of each tag's questions, with their number as `n`, sorted by tag."""
    tags = sorted({tag for row in results for tag in row.tags})
    groups = {tag: [row for row in results if tag in row.tags] for tag in tags}
    return {tag: {"n": len(rows), **metrics(rows)} for tag, rows in groups.items()}


def latency(results: Sequence[QuestionResult]) -> dict[str, float | None]:
    """Return `p50` and `p95` of all measured milliseconds, nearest-rank; `None` without any."""
    values = sorted(value for row in results for value in row.latency_ms)
    if not values:
        return {"p50": None, "p95": None}
    ranks = {"p50": 0.50, "p95": 0.95}
    return {
        name: round(values[max(math.ceil(share * len(values)), 1) - 1], 2)
        for name, share in ranks.items()
    }


def summary(results: Sequence[QuestionResult]) -> dict[str, Any]:
    """Return `n`, every metric, `latency_ms` and `by_tag` of some results, rounded to 4 digits."""
    return {
        "n": len(results),
        **{name: _rounded(value) for name, value in metrics(results).items()},
        "latency_ms": latency(results),
        "passed": sum(row.passed for row in results),
        "unsupported_facts": sum(bool(row.unsupported) for row in results),
        "by_tag": {
            tag: {name: _rounded(value) for name, value in values.items()}
            for tag, values in by_tag(results).items()
        },
    }


def judged_means(results: Sequence[QuestionResult]) -> dict[str, dict[str, float | int | None]]:
    """Return the mean of each score of the judge, and how many answers got none (`unjudged`)."""
    found: dict[str, dict[str, float | int | None]] = {}
    for name in dict.fromkeys(name for row in results for name in row.judged):
        values = [row.judged[name] for row in results if name in row.judged]
        scored = [value for value in values if value is not None]
        unjudged = len(values) - len(scored)
        found[name] = {"mean": _rounded(_mean(scored)), "n": len(scored), "unjudged": unjudged}
    return found


def as_json(results: Sequence[QuestionResult]) -> dict[str, Any]:
    """Return what `--json` writes: the summary over all sets, each set's own, every question."""
    names = list(dict.fromkeys(row.set_name for row in results))
    content = {"sets": names, **summary(results)}
    if len(names) > 1:
        content["by_set"] = {
            name: summary([row for row in results if row.set_name == name]) for name in names
        }
    if judged := judged_means(results):
        content["judge"] = judged
    return {**content, "questions": [row.as_dict() for row in results]}


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _rounded(value: float | None) -> float | None:
    return value if value is None else round(value, 4)
