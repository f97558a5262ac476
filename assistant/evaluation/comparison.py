"""What a run changes against accepted figures, question by question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.evaluation.baseline import restored
from assistant.evaluation.results import METRICS, QuestionResult, metrics
from assistant.evaluation.scores import MEANS
from assistant.evaluation.significance import Interval, mcnemar, paired_bootstrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOLERANCE = 0.02
"""By how much a metric may fall before that is a regression, where the baseline says nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer changed between passing and failing, or in its words."""

    id: str
    question: str
    before: str
    after: str
    reasons: tuple[str, ...]
    protected: bool = False


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric before and after over shared questions; `interval` is `None` for ratios."""

    name: str
    before: float | None
    after: float | None
    tolerance: float
    interval: Interval | None

    @property
    def fell(self) -> bool:
        """Return whether the metric fell by more than its tolerance.

        A metric that one of the runs doesn't have never falls: what made it vanish (an answer
        where it abstained, no citation any more) shows in another metric.
        """
        if self.before is None or self.after is None:
            return False
        # 1e-9: a fall of exactly the tolerance is within it, whatever the binary fractions say.
        return self.before - self.after > self.tolerance + 1e-9


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from a baseline to a run, over the `shared` questions of one set."""

    set_name: str
    shared: int
    metrics: tuple[MetricChange, ...]
    regressions: tuple[Change, ...]
    improvements: tuple[Change, ...]
    reworded: tuple[Change, ...]
    p_value: float

    @property
    def fallen(self) -> tuple[MetricChange, ...]:
        """Return the metrics that fell by more than their tolerance."""
        return tuple(change for change in self.metrics if change.fell)

    @property
    def broken(self) -> tuple[Change, ...]:
        """Return the protected questions that passed and no longer do."""
        return tuple(change for change in self.regressions if change.protected)

    @property
    def failed(self) -> bool:
        """Return whether the run is worse than the baseline allows."""
        return bool(self.fallen or self.broken)

    def verdict(self) -> str:
        """Return one sentence that says what is worse, or that nothing is."""
        if not self.failed:
            return f"{self.set_name}: no regression beyond tolerance."
        parts = [
            f"{change.name} fell from {change.before:.3f} to {change.after:.3f}"
            for change in self.fallen
        ]
        if self.broken:
            parts.append("protected questions broke: " + ", ".join(c.id for c in self.broken))
        return f"{self.set_name}: {'; '.join(parts)}."


def compare(
    accepted: Mapping[str, Any], results: Sequence[QuestionResult], set_name: str
) -> Comparison:
    """Return what changed from one set's accepted content to its results.

    `p_value` is McNemar's over passing and failing; intervals are paired bootstraps over the
    questions that have a score in both runs.
    """
    questions = accepted["questions"]
    after = [row for row in results if row.id in questions]
    before = [restored(set_name, row.id, questions[row.id]) for row in after]
    pairs = list(zip(before, after, strict=True))
    improved = [_change(b, a) for b, a in pairs if a.passed and not b.passed]
    broken = [_change(b, a) for b, a in pairs if b.passed and not a.passed]
    same = [(b, a) for b, a in pairs if a.passed == b.passed]
    return Comparison(
        set_name=set_name,
        shared=len(pairs),
        metrics=tuple(_metric_changes(before, after, accepted.get("tolerances", {}))),
        regressions=tuple(broken),
        improvements=tuple(improved),
        reworded=tuple(_change(b, a) for b, a in same if (b.text, b.short) != (a.text, a.short)),
        p_value=mcnemar(len(improved), len(broken)),
    )


def _metric_changes(
    before: Sequence[QuestionResult],
    after: Sequence[QuestionResult],
    tolerances: Mapping[str, float],
) -> list[MetricChange]:
    old, new = metrics(before), metrics(after)
    changes = []
    for name in METRICS:
        pairs = [
            (b.values.get(name), a.values.get(name)) for b, a in zip(before, after, strict=True)
        ]
        scored = [(b, a) for b, a in pairs if b is not None and a is not None]
        interval = None
        if name in MEANS and scored:
            interval = paired_bootstrap([b for b, _ in scored], [a for _, a in scored])
        tolerance = float(tolerances.get(name, TOLERANCE))
        changes.append(MetricChange(name, old[name], new[name], tolerance, interval))
    return changes


def _change(before: QuestionResult, after: QuestionResult) -> Change:
    return Change(after.id, after.question, before.text, after.text, after.reasons, after.protected)
