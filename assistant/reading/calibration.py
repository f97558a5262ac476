"""From raw scores to probabilities: logistic models fitted on development data."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


def sigmoid(value: float) -> float:
    """Return 1 / (1 + exp(-value)) without overflow."""
    if value < 0:
        power = math.exp(max(value, -700.0))
        return power / (1.0 + power)
    return 1.0 / (1.0 + math.exp(-min(value, 700.0)))


def logit(probability: float) -> float:
    """Return the log odds of a probability, clipped to [1e-6, 1 - 1e-6]."""
    clipped = min(max(probability, 1e-6), 1.0 - 1e-6)
    return math.log(clipped / (1.0 - clipped))


@dataclass(frozen=True, slots=True)
class Logistic:
    """P = sigmoid(weights . features + bias) (Platt 1999, for several features)."""

    weights: tuple[float, ...]
    bias: float

    def __call__(self, *features: float) -> float:
        """Return the probability of the features, in [0, 1]."""
        total = sum(w * x for w, x in zip(self.weights, features, strict=True))
        return sigmoid(total + self.bias)

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "Logistic":
        """Make it from `{"weights": […], "bias": …}`."""
        return cls(tuple(float(w) for w in settings["weights"]), float(settings["bias"]))


@dataclass(frozen=True, slots=True)
class ReaderCalibration:
    """How the reader's logits become probabilities.

    `answerable` takes the best margin and the answerability logit; `span` takes the log odds
    of `answerable` and of the span's share of probability among the candidates.
    """

    answerable: Logistic
    span: Logistic
    temperature: float

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "ReaderCalibration":
        """Make it from the shipped settings."""
        return cls(
            Logistic.read(settings["answerable"]),
            Logistic.read(settings["span"]),
            float(settings["temperature"]),
        )
