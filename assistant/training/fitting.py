"""Fit the reader's calibration on development questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.reading.calibration import Logistic, logit
from assistant.reading.candidates import PassageScores
from assistant.reading.reader import shares
from assistant.training.metrics import overlap_f1
from assistant.training.questions import Question

Floats = npt.NDArray[np.float64]
RIGHT_F1 = 0.5
TEMPERATURES = (0.6, 0.8, 1.0, 1.2, 1.4, 1.7, 2.0, 2.5, 3.0)


def fit_logistic(
    features: Sequence[Sequence[float]], truths: Sequence[bool], penalty: float = 1e-3
) -> Logistic:
    """Fit a logistic model by Newton's method with a small L2 penalty on the weights."""
    given = np.asarray(features, dtype=np.float64)
    centre, spread = given.mean(0), given.std(0) + 1e-9
    x = np.c_[(given - centre) / spread, np.ones(len(given))]
    y = np.asarray(truths, dtype=np.float64)
    weights = np.zeros(x.shape[1])
    ridge = np.diag([penalty * len(y)] * (x.shape[1] - 1) + [0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) + ridge @ weights
        curvature = (x * (p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(weights))
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    plain = weights[:-1] / spread
    return Logistic(tuple(float(w) for w in plain), float(weights[-1] - plain @ centre))


def conditional_logit(
    choices: Sequence[tuple[Floats, npt.NDArray[np.bool_]]], ridge: float
) -> Floats:
    """Return the weights (d) under which the right rows of each choice are most probable.

    A choice is its rows (n x d) and which of them are right (n); one without a right row says
    nothing and is left out (McFadden, 1974).
    """
    from scipy.optimize import minimize

    told = [(rows, right) for rows, right in choices if right.any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        value, slope = ridge * float(weights @ weights), 2 * ridge * weights
        for rows, right in told:
            chances = softmax(rows @ weights)
            hit = chances * right
            value -= float(np.log(hit.sum())) / len(told)
            slope = slope + rows.T @ (chances - hit / hit.sum()) / len(told)
        return value, slope

    start = np.zeros(told[0][0].shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def softmax(scores: Floats) -> Floats:
    """Return the share of each score."""
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum())


@dataclass(frozen=True, slots=True)
class Answered:
    """A development question and the raw scores of its passage."""

    question: Question
    scores: PassageScores


def is_right(question: Question, start: int, end: int) -> bool:
    """Whether a span is right: it has an F1 of at least .5 with an accepted answer."""
    return overlap_f1(question.passage[start:end], question.answers) >= RIGHT_F1


def best_temperature(results: Sequence[Answered]) -> float:
    """Return the temperature that makes right spans most likely, where there is an answer."""

    def loss(temperature: float) -> float:
        total, count = 0.0, 0
        for result in results:
            if result.question.answerable:
                ranked = shares(result.scores.candidates, temperature)
                mass = sum(s for c, s in ranked if is_right(result.question, c.start, c.end))
                total -= np.log(max(mass, 1e-3))
                count += 1
        return total / max(1, count)

    return min(TEMPERATURES, key=loss)


def fit_reader(results: Sequence[Answered]) -> dict[str, Any]:
    """Return the settings that `ReaderCalibration.read` reads."""
    raw = [(r.scores.candidates[0].margin, r.scores.head) for r in results]
    answerable = fit_logistic(raw, [r.question.answerable for r in results])
    temperature = best_temperature(results)
    features, truths = [], []
    for result, logits in zip(results, raw, strict=True):
        for best, share in shares(result.scores.candidates, temperature)[:3]:
            features.append((logit(answerable(*logits)), logit(share)))
            truths.append(is_right(result.question, best.start, best.end))
    span = fit_logistic(features, truths)
    return {
        "answerable": {"weights": answerable.weights, "bias": answerable.bias},
        "span": {"weights": span.weights, "bias": span.bias},
        "temperature": temperature,
    }
