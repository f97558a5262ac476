"""Whether a difference between two runs over the same questions is more than chance.

Sources: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), percentile interval;
McNemar, "Note on the sampling error of the difference between correlated proportions" (1947), in
its exact (binomial) form.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RESAMPLES = 10_000
SEED = 20240101


@dataclass(frozen=True, slots=True)
class Interval:
    """A difference of means (after minus before) and its bootstrap interval."""

    difference: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Return whether the whole interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


def paired_bootstrap(
    before: Sequence[float],
    after: Sequence[float],
    *,
    confidence: float = 0.95,
    resamples: int = RESAMPLES,
) -> Interval:
    """Return the mean paired difference with its percentile interval.

    `before[i]` and `after[i]` are the scores of one question; questions are resampled with
    replacement from a fixed seed, so the same scores always give the same interval. Raises
    `ValueError` for sequences that differ in length or are empty.
    """
    import numpy as np

    if len(before) != len(after) or not before:
        raise ValueError(f"expected two equally long sequences, got {len(before)}, {len(after)}")
    differences = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    generator = np.random.default_rng(SEED)
    drawn = generator.integers(0, len(differences), size=(resamples, len(differences)))
    means = differences[drawn].mean(axis=1)
    tail = (1 - confidence) / 2 * 100
    low, high = np.percentile(means, [tail, 100 - tail])
    return Interval(float(differences.mean()), float(low), float(high))


def mcnemar(improved: int, broken: int) -> float:
    """Return the exact two-sided p value that changes in either direction are equally likely.

    `improved` counts questions that were wrong and are right, `broken` the reverse; questions that
    did not change carry no information. p = 2 · Σ C(n, i) / 2ⁿ for i up to the smaller count, at
    most 1; 1.0 when nothing changed.
    """
    changed = improved + broken
    tail = sum(math.comb(changed, i) for i in range(min(improved, broken) + 1))
    return min(1.0, float(2 * tail / 2**changed))
