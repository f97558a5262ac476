"""Measure the reader on questions with their gold passage."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from assistant.reading.candidates import PassageScores
from assistant.training.metrics import (
    area_under_roc,
    best_threshold,
    exact_match,
    overlap_f1,
)
from assistant.training.questions import Question

Score = Callable[[Question], PassageScores | None]
_OPENERS = ("how many", "how much", "what", "who", "when", "where", "which", "why", "how")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the best answer given, and the two answerability logits."""

    question: Question
    answer: str
    margin: float
    head: float

    @property
    def f1(self) -> float:
        """F1 of the best answer, whether or not it would be given."""
        return overlap_f1(self.answer, self.question.answers)

    @property
    def exact(self) -> float:
        """Exact match of the best answer."""
        return exact_match(self.answer, self.question.answers)


@dataclass(frozen=True, slots=True)
class ReaderFigures:
    """What is stated in the model card; shares are percent, AUC in [0, 1]."""

    questions: int
    answerable: int
    exact_match: float
    f1: float
    f1_best_threshold: float
    threshold: float
    auc: float

    def as_dict(self) -> dict[str, float]:
        """Return the figures by name."""
        return asdict(self)


def asked(question: Question, scores: PassageScores | None) -> Asked:
    """Pair a question with what the reader made of its passage."""
    if scores is None:
        return Asked(question, "", -100.0, -100.0)
    best = scores.candidates[0]
    return Asked(question, question.passage[best.start : best.end], best.margin, scores.head)


def by_passage(questions: Sequence[Question]) -> list[list[Question]]:
    """Group questions that share a passage, in a fixed order."""
    ordered = sorted(questions, key=lambda q: (q.passage, q.id))
    return [list(group) for _, group in groupby(ordered, key=lambda q: q.passage)]


def figures(results: Sequence[Asked], score: Callable[[Asked], float]) -> ReaderFigures:
    """Measure; `score` orders questions from surely unanswerable to surely answerable."""
    answerable = [r for r in results if r.question.answerable]
    scores = [score(r) for r in results]
    threshold, best = best_threshold(
        scores,
        [r.f1 for r in results],
        [0.0 if r.question.answerable else 1.0 for r in results],
    )
    return ReaderFigures(
        questions=len(results),
        answerable=len(answerable),
        exact_match=100 * sum(r.exact for r in answerable) / len(answerable),
        f1=100 * sum(r.f1 for r in answerable) / len(answerable),
        f1_best_threshold=100 * best,
        threshold=threshold,
        auc=area_under_roc(scores, [r.question.answerable for r in results]),
    )


def question_type(question: str) -> str:
    """Name a question by its wh-word, wherever it stands."""
    lowered = question.lower()
    for opener in _OPENERS:
        if re.search(rf"\b{opener}\b", lowered):
            return opener
    return "other"


def by_type(
    results: Sequence[Asked], answered: Callable[[Asked], bool]
) -> Mapping[str, list[float]]:
    """Return per question type: questions, F1 and EM where answerable, share judged rightly."""
    groups: dict[str, list[Asked]] = defaultdict(list)
    for result in results:
        groups[question_type(result.question.question)].append(result)
    table = {}
    for name, group in sorted(groups.items(), key=lambda item: -len(item[1])):
        known = [r for r in group if r.question.answerable]
        right = sum(answered(r) == r.question.answerable for r in group)
        table[name] = [
            len(group),
            100 * sum(r.f1 for r in known) / max(1, len(known)),
            100 * sum(r.exact for r in known) / max(1, len(known)),
            100 * right / len(group),
        ]
    return table
