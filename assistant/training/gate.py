"""Fitting the gate: weights, calibration and threshold from question sets with gold quotes.

A candidate is right when its text is an accepted answer (F1 of at least .5) and its cited sentence
is a gold quote's. The score's weights are a conditional logit over the candidates of each
answerable question; the calibration is a logistic regression over the first candidates that gates
fitted without their set chose. The threshold is the probability at which a right answer's gain
outweighs a wrong one's cost. All figures are cross-validated: each set is judged by a gate that
never saw it.
"""

from __future__ import annotations

import argparse
import json
import logging
import pickle
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answering.candidates import Candidate
from assistant.answering.gate import WEIGHTS, Gate
from assistant.answering.signs import FEATURES
from assistant.evaluation import libraries, question_sets, squad_metrics
from assistant.evaluation.questions import Question
from index.canonical import canonical

logger = logging.getLogger(__name__)

_RIGHT_F1 = 0.5
_SAME_WORDS = 0.7
_RIDGE = 0.003
_HOLD = 0.03
"""Inverse strength of the ridge of the calibration, over signs of unit spread."""
_ROWS = 40
"""Candidates of a question that become rows, those the present gate ranks first."""

THRESHOLD = 0.25
"""A right answer gains three times what a wrong one costs: answer from this probability on."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates of one question: features (n x d) and which of them are right."""

    set_name: str
    question: Question
    rows: np.ndarray
    right: np.ndarray


@dataclass(frozen=True, slots=True)
class _First:
    """The first candidate of a question: its score, log share and signs; whether it is right."""

    item: Judged
    score: float
    share: float
    row: np.ndarray
    right: bool


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
                candidates = reading.candidates[:_ROWS]
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


def fit_weights(judged: Sequence[Judged]) -> np.ndarray:
    """Return the weights under which the right candidates of the questions are most probable."""
    from scipy.optimize import minimize

    items = [item for item in judged if item.question.answerable and item.right.any()]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for item in items:
            chances = _softmax(item.rows @ weights)
            right = chances * item.right
            value -= float(np.log(right.sum())) / len(items)
            slope = slope + item.rows.T @ (chances - right / right.sum()) / len(items)
        return value, slope

    start = np.zeros(len(FEATURES))
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def cross_validated(judged: Sequence[Judged]) -> Fitted:
    """Return the gate of all questions, calibrated and measured where its set was left out."""
    firsts: list[_First] = []
    for name in sorted({item.set_name for item in judged}):
        weights = fit_weights([item for item in judged if item.set_name != name])
        firsts += [_first(item, weights) for item in judged if item.set_name == name]
    signs = np.array([[first.score, first.share, *first.row] for first in firsts])
    right = np.array([first.right for first in firsts])
    sets = np.array([first.item.set_name for first in firsts])
    probability = np.zeros(len(right))
    for name in sorted(set(sets)):
        slopes, bias = _logistic(signs[sets != name], right[sets != name])
        probability[sets == name] = 1 / (1 + np.exp(-(signs[sets == name] @ slopes + bias)))
    slopes, bias = _logistic(signs, right)
    answerable = np.array([first.item.question.answerable for first in firsts])
    through = probability >= THRESHOLD
    weights = fit_weights(judged)
    gate = Gate(
        weights=dict(zip(FEATURES, np.round(weights, 4).tolist(), strict=True)),
        calibration=dict(zip(FEATURES, np.round(slopes[2:], 4).tolist(), strict=True)),
        score_weight=round(float(slopes[0]), 4),
        share_weight=round(float(slopes[1]), 4),
        bias=round(bias, 4),
        threshold=THRESHOLD,
    )
    return Fitted(
        gate,
        answered_right=float((right & through)[answerable].mean()),
        abstained_right=float((~through)[~answerable].mean()),
        held_back=float((~through)[answerable].mean()),
    )


def save(fitted: Fitted, path: Path = WEIGHTS) -> None:
    """Write the gate with the figures it was measured at."""
    values: dict[str, Any] = {
        **asdict(fitted.gate),
        "cross_validated": {
            "answerable_right": round(fitted.answered_right, 4),
            "unanswerable_abstained": round(fitted.abstained_right, 4),
            "answerable_held_back": round(fitted.held_back, 4),
        },
    }
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


def _first(item: Judged, weights: np.ndarray) -> _First:
    """Return the first candidate of a question under some weights."""
    scores = item.rows @ weights
    best = int(np.argmax(scores))
    share = float(np.log(_softmax(scores)[best]))
    return _First(item, float(scores[best]), share, item.rows[best], bool(item.right[best]))


def _logistic(signs: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """Return slopes and intercept of a logistic regression, strongly held towards no slopes."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=_HOLD).fit((signs - mean) / spread, right)
    slopes = model.coef_[0] / spread
    return slopes, float(model.intercept_[0] - mean @ slopes)


def _softmax(scores: np.ndarray) -> np.ndarray:
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum())


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
