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
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.answering.answerer import Reading
from assistant.answering.candidates import Candidate
from assistant.answering.gate import WEIGHTS, Gate
from assistant.answering.promise import SIGNS, promise_signs, promising
from assistant.answering.signs import FEATURES, signs
from assistant.evaluation import libraries, question_sets, squad_metrics
from assistant.evaluation.questions import Question
from assistant.settings import Settings
from assistant.training.fitting import conditional_logit, softmax
from index.canonical import canonical

logger = logging.getLogger(__name__)

_RIGHT_F1 = 0.5
_SAME_WORDS = 0.7
_RIDGE = 0.003
_HOLD = 0.03
"""Inverse strength of the ridge of the calibration, over signs of unit spread."""
_PROMISE_RIDGE = 0.001
_ROWS = 60
"""Candidates of a question that become rows, those the present gate ranks first."""
_READ_ALL = 200

THRESHOLD = 0.25
"""A right answer gains three times what a wrong one costs: answer from this probability on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set, everything found for it read, and which candidates are right."""

    set_name: str
    question: Question
    reading: Reading
    right: tuple[bool, ...]


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


def collect(folders: Sequence[Path]) -> list[Asked]:
    """Ask every question of the sets without a history and read all that is found."""
    asked = []
    for folder in folders:
        chosen = question_sets.load(folder)
        with libraries.opened(chosen, passages_read=_READ_ALL) as built:
            for question in chosen.questions:
                if not question.history:
                    reading = built.assistant.read(question.question)
                    right = tuple(is_right(question, item) for item in reading.candidates)
                    asked.append(Asked(chosen.name, question, reading, right))
    return asked


def fit_promise(asked: Sequence[Asked]) -> dict[str, float]:
    """Return the weights under which the passages that hold a right answer promise most."""
    choices = []
    for item in asked:
        useful = {
            candidate.hit.passage.id
            for candidate, right in zip(item.reading.candidates, item.right, strict=True)
            if right
        }
        if useful:
            places = item.reading.places
            rows = np.array(promise_signs(item.reading.question, places))
            choices.append((rows, np.array([p.hit.passage.id in useful for p in places])))
    weights = conditional_logit(choices, _PROMISE_RIDGE)
    return dict(zip(SIGNS, np.round(weights, 4).tolist(), strict=True))


def judged(asked: Sequence[Asked], promise: Mapping[str, float], count: int) -> list[Judged]:
    """Return the candidates that are seen when only the `count` most promising are read."""
    found = []
    for item in asked:
        question = item.reading.question
        near = {
            place.hit.passage.id
            for place in promising(question, item.reading.places, promise, count)
        }
        seen = [
            (candidate, right)
            for candidate, right in zip(item.reading.candidates, item.right, strict=True)
            if candidate.match or candidate.hit.passage.id in near
        ][:_ROWS]
        if seen:
            rows = np.array(signs(question, [candidate for candidate, _ in seen]))
            right = np.array([right for _, right in seen])
            found.append(Judged(item.set_name, item.question, rows, right))
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
    answerable = [(item.rows, item.right) for item in judged if item.question.answerable]
    return conditional_logit(answerable, _RIDGE)


def cross_validated(asked: Sequence[Asked], count: int) -> Fitted:
    """Return the gate of all questions, calibrated and measured where its set was left out."""
    firsts: list[_First] = []
    for name in sorted({item.set_name for item in asked}):
        others = [item for item in asked if item.set_name != name]
        promise = fit_promise(others)
        weights = fit_weights(judged(others, promise, count))
        own = [item for item in asked if item.set_name == name]
        firsts += [_first(item, weights) for item in judged(own, promise, count)]
    rows = np.array([[first.score, first.share, *first.row] for first in firsts])
    right = np.array([first.right for first in firsts])
    sets = np.array([first.item.set_name for first in firsts])
    probability = np.zeros(len(right))
    for name in sorted(set(sets)):
        slopes, bias = _logistic(rows[sets != name], right[sets != name])
        probability[sets == name] = 1 / (1 + np.exp(-(rows[sets == name] @ slopes + bias)))
    slopes, bias = _logistic(rows, right)
    answerable = np.array([first.item.question.answerable for first in firsts])
    through = probability >= THRESHOLD
    promise = fit_promise(asked)
    weights = fit_weights(judged(asked, promise, count))
    gate = Gate(
        promise=promise,
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
    share = float(np.log(softmax(scores)[best]))
    return _First(item, float(scores[best]), share, item.rows[best], bool(item.right[best]))


def _logistic(signs: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, float]:
    """Return slopes and intercept of a logistic regression, strongly held towards no slopes."""
    from sklearn.linear_model import LogisticRegression

    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    model = LogisticRegression(C=_HOLD).fit((signs - mean) / spread, right)
    slopes = model.coef_[0] / spread
    return slopes, float(model.intercept_[0] - mean @ slopes)


def main(argv: Sequence[str] | None = None) -> None:
    """Collect candidates, fit, cross-validate and write the gate."""
    parser = argparse.ArgumentParser(prog="news-assistant-train gate", description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path, help="folders of question sets")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--readings", type=Path, help="keep what was read here, or reuse it")
    parser.add_argument(
        "--read",
        type=int,
        default=Settings.model_fields["passages_read"].default,
        help="passages that are read for a question",
    )
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if options.readings and options.readings.is_file():
        asked = pickle.loads(options.readings.read_bytes())  # noqa: S301  # written by this command
    else:
        asked = collect(question_sets.find(options.sets))
        if options.readings:
            options.readings.write_bytes(pickle.dumps(asked))
    fitted = cross_validated(asked, options.read)
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
