"""Figures: exact match and F1 as SQuAD defines them, ranking, and calibration."""

import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy as np

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


def normalise(text: str) -> str:
    """Lower the case; drop punctuation, articles and extra space (SQuAD's normalisation)."""
    kept = "".join(c for c in text.lower() if c not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", kept).split())


def exact_match(given: str, accepted: Sequence[str]) -> float:
    """Return 1.0 if the answer equals an accepted one after normalisation, else 0.0."""
    return float(any(normalise(given) == normalise(answer) for answer in accepted))


def overlap_f1(given: str, accepted: Sequence[str]) -> float:
    """Return the best token F1 of an answer against the accepted ones, in [0, 1]."""
    return max((_f1(normalise(given).split(), normalise(a).split()) for a in accepted), default=0.0)


def _f1(given: Sequence[str], truth: Sequence[str]) -> float:
    if not given or not truth:
        return float(list(given) == list(truth))
    shared = sum((Counter(given) & Counter(truth)).values())
    return 2 * shared / (len(given) + len(truth))


def area_under_roc(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Return P(a true case scores above a false one), ties counting half.

    Raises:
        ValueError: the cases are all true or all false.
    """
    truth = np.asarray(truths, dtype=bool)
    if truth.all() or not truth.any():
        raise ValueError(
            f"expected both true and false cases, got {int(truth.sum())} true of {truth.size}"
        )
    order = np.argsort(scores, kind="stable")
    values = np.asarray(scores)[order]
    ranks = np.empty(len(values))
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    ends = np.r_[starts[1:], len(values)]
    for start, end in zip(starts, ends, strict=True):
        ranks[order[start:end]] = (start + end + 1) / 2
    positive = truth.sum()
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * (~truth).sum()))


def best_threshold(
    scores: Sequence[float], answered: Sequence[float], silent: Sequence[float]
) -> tuple[float, float]:
    """Return (threshold, best mean) when cases scoring at least the threshold are answered.

    `answered[i]` and `silent[i]` are what case i is worth if answered and if not.
    """
    order = np.argsort(-np.asarray(scores), kind="stable")
    gain = (np.asarray(answered) - np.asarray(silent))[order]
    totals = np.r_[0.0, np.cumsum(gain)] + float(np.sum(silent))
    best = int(np.argmax(totals))
    ranked = np.asarray(scores)[order]
    threshold = float(ranked[best - 1]) if best else float("inf")
    return threshold, float(totals[best]) / len(ranked)


def calibration_table(
    probabilities: Sequence[float], truths: Sequence[float], bins: int = 10
) -> list[tuple[float, float, float, int]]:
    """Return a row per filled bin: lower edge, mean probability, mean truth, count."""
    given, truth = np.asarray(probabilities), np.asarray(truths)
    place = np.minimum((given * bins).astype(int), bins - 1)
    return [
        (b / bins, float(given[place == b].mean()), float(truth[place == b].mean()), int(n))
        for b in range(bins)
        if (n := (place == b).sum())
    ]


def calibration_error(probabilities: Sequence[float], truths: Sequence[float]) -> float:
    """Return the expected calibration error over ten bins, in [0, 1] (Guo et al. 2017)."""
    table = calibration_table(probabilities, truths)
    return sum(abs(mean - truth) * n for _, mean, truth, n in table) / len(probabilities)
