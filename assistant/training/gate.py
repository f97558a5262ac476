"""Fitting the gate: weights and threshold from question sets with gold quotes.

Every candidate of every question is one row, right when its text is an accepted answer (F1 of at
least .5) or its cited sentence holds a gold quote's answer; the logistic regression is fitted on
all rows, with every question weighing the same. The threshold is the one that decides most
questions rightly (a right first candidate let through, an unanswerable question held back) among
those that hold back at most eight percent of the answerable questions. Figures are from
cross-validation by set: each set is judged by a gate that never saw it.
"""

from __future__ import annotations

import argparse
import json
import logging
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answering.candidates import Candidate
from assistant.answering.gate import FEATURES, WEIGHTS, Gate
from assistant.evaluation import libraries, question_sets, squad_metrics
from assistant.evaluation.questions import Question
from index.canonical import canonical

logger = logging.getLogger(__name__)

_RIGHT_F1 = 0.5
_SAME_WORDS = 0.7
_HELD_BACK = 0.08
_ROWS = 12
"""Candidates of a question that become rows: the ones the gate ranks among the first now."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates of one question: features (n x d) and which of them are right."""

    set_name: str
    question: Question
    rows: np.ndarray
    right: np.ndarray


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted gate with its cross-validated figures (shares of 0 to 1)."""

    gate: Gate
    answered_right: float
    abstained_right: float
    held_back: float


def collect(folders: Sequence[Path]) -> list[Judged]:
    """Ask every question of the sets without a history and judge its candidates."""
    found = []
    for folder in folders:
        chosen = question_sets.load(folder)
        with libraries.opened(chosen) as built:
            for question in chosen.questions:
                if question.history:
                    continue
                reading = built.assistant.read(question.question)
                candidates = reading.candidates[: 3 * _ROWS]
                if not candidates:
                    continue
                right = [is_right(question, item) for item in candidates]
                found.append(
                    Judged(
                        chosen.name,
                        question,
                        np.array([item.features for item in candidates]),
                        np.array(right, dtype=float),
                    )
                )
    return found


def is_right(question: Question, candidate: Candidate) -> bool:
    """Return whether a candidate answers: an accepted answer from a gold sentence, or as text."""
    if not question.answerable:
        return False
    f1 = squad_metrics.f1(candidate.text, question.answers) if question.answers else 0.0
    gold = any(_same_words(canonical(item.quote), candidate.quote) for item in question.citations)
    if not question.citations:
        return f1 >= _RIGHT_F1
    if not question.answers:
        return gold
    return f1 >= _RIGHT_F1 and (gold or f1 > 0.8)


def _same_words(one: str, other: str) -> bool:
    """Return whether two quotes are mostly the same words (those of the shorter one)."""
    words, others = set(one.split()), set(other.split())
    return len(words & others) >= _SAME_WORDS * min(len(words), len(others))


def fit(judged: Sequence[Judged]) -> Gate:
    """Return the gate fitted on all the questions given."""
    from sklearn.linear_model import LogisticRegression

    rows = np.concatenate([item.rows for item in judged])
    right = np.concatenate([item.right for item in judged])
    weight = np.concatenate([np.full(len(item.rows), 1.0 / len(item.rows)) for item in judged])
    model = LogisticRegression(C=10.0, max_iter=2000, fit_intercept=False)
    model.fit(rows, right, sample_weight=weight * len(right) / weight.sum())
    weights = dict(zip(FEATURES, np.round(model.coef_[0], 4).tolist(), strict=True))
    return Gate(weights, threshold(judged, weights))


def threshold(judged: Sequence[Judged], weights: dict[str, float]) -> float:
    """Return the threshold that decides most of the questions rightly."""
    scored = [_first(item, weights) for item in judged]
    answerable = sum(item.question.answerable for item in judged)
    best, best_right = 0.0, -1
    for value in np.unique([probability for probability, _ in scored]):
        right = held = 0
        for item, (probability, good) in zip(judged, scored, strict=True):
            through = probability >= value
            if item.question.answerable:
                right += through and good
                held += not through
            else:
                right += not through
        if held <= _HELD_BACK * answerable and right > best_right:
            best, best_right = float(value), right
    return round(best, 4)


def cross_validated(judged: Sequence[Judged]) -> Fitted:
    """Return the gate of all questions, with the figures of gates that left each set out."""
    names = sorted({item.set_name for item in judged})
    answered = right = held = abstained = unanswerable = 0
    for name in names:
        gate = fit([item for item in judged if item.set_name != name])
        for item in (row for row in judged if row.set_name == name):
            probability, good = _first(item, gate.weights)
            through = probability >= gate.threshold
            if item.question.answerable:
                answered += 1
                right += through and good
                held += not through
            else:
                unanswerable += 1
                abstained += not through
    return Fitted(
        fit(judged),
        right / max(1, answered),
        abstained / max(1, unanswerable),
        held / max(1, answered),
    )


def save(fitted: Fitted, path: Path = WEIGHTS) -> None:
    """Write the gate with the figures it was measured at."""
    values: dict[str, Any] = {
        "threshold": fitted.gate.threshold,
        "weights": fitted.gate.weights,
        "cross_validated": {
            "answerable_right": round(fitted.answered_right, 4),
            "unanswerable_abstained": round(fitted.abstained_right, 4),
            "answerable_held_back": round(fitted.held_back, 4),
        },
    }
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def _first(item: Judged, weights: dict[str, float]) -> tuple[float, bool]:
    """Return the probability of the best candidate, and whether it is right."""
    scores = item.rows @ np.array([weights[name] for name in FEATURES])
    best = int(np.argmax(scores))
    return float(1.0 / (1.0 + np.exp(-scores[best]))), bool(item.right[best])


def main(argv: Sequence[str] | None = None) -> None:
    """Collect candidates, fit, cross-validate and write the gate."""
    parser = argparse.ArgumentParser(prog="news-assistant-train gate", description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="folders of question sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--rows", type=Path, help="keep the collected rows here, or reuse them")
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if options.rows and options.rows.is_file():
        judged = pickle.loads(options.rows.read_bytes())  # noqa: S301  # written by this command
    else:
        judged = collect(question_sets.find(options.sets))
        if options.rows:
            options.rows.write_bytes(pickle.dumps(judged))
    fitted = cross_validated(judged)
    save(fitted, options.out)
    logger.info(
        "answerable right %.3f, held back %.3f; unanswerable abstained %.3f; threshold %.3f",
        fitted.answered_right,
        fitted.held_back,
        fitted.abstained_right,
        fitted.gate.threshold,
    )


if __name__ == "__main__":
    main()
