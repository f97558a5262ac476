"""The gate: which candidate answers best, and the calibrated probability that it does.

A linear score over what the reader, retrieval, the attributions and the question's own words say
of a candidate orders the candidates (fitted as a conditional logit: McFadden, 1974); a logistic
regression over that score, the share of probability it takes among all candidates, and the signs
of the first candidate turns it into a probability (Platt, 1999). Weights and threshold are fitted
on development questions by `news-assistant-train gate` and kept in `assistant/models/gate.json`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from assistant.answering.candidates import Candidate
from assistant.answering.question import Question
from assistant.answering.signs import FEATURES, signs

WEIGHTS = Path(__file__).parent.parent / "models" / "gate.json"


@dataclass(frozen=True, slots=True)
class Gate:
    """Weights by feature, calibration, and the probability under which an answer is withheld.

    `promise` weighs what is known of a passage before it is read (`assistant.answering.promise`).
    """

    promise: dict[str, float]
    weights: dict[str, float]
    calibration: dict[str, float]
    score_weight: float
    share_weight: float
    bias: float
    threshold: float

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Gate:
        """Return the gate of the package, or the one in `path`."""
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{item.name: values[item.name] for item in fields(cls)})

    def judge(self, question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates with features and probabilities (0 to 1), in their order."""
        rows = signs(question, candidates)
        return [
            replace(candidate, features=row, probability=probability)
            for candidate, row, probability in zip(
                candidates, rows, self.probabilities(rows), strict=True
            )
        ]

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the probability of each candidate of one question from the signs of all."""
        if not rows:
            return []
        scores = [_weighted(self.weights, row) for row in rows]
        top = max(scores)
        total = top + math.log(sum(math.exp(score - top) for score in scores))
        first = rows[scores.index(top)]
        bias = self.bias + _weighted(self.calibration, first)
        return [
            _sigmoid(self.score_weight * score + self.share_weight * (score - total) + bias)
            for score in scores
        ]


def _weighted(weights: dict[str, float], row: Sequence[float]) -> float:
    return sum(weights[name] * value for name, value in zip(FEATURES, row, strict=True))


def _sigmoid(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, value))))
