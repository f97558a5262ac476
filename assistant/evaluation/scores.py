"""The scores of one answer, and whether it passes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.evaluation import squad_metrics
from assistant.evaluation.citation_metrics import (
    citation_precision,
    citation_recall,
    speaker_right,
)
from assistant.evaluation.mechanical_checks import span_fault
from assistant.evaluation.retrieval_metrics import retrieval_metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer import Answer
    from assistant.evaluation.gold import Evidence
    from assistant.evaluation.questions import Question
    from index.article import Hit

RIGHT_F1 = 0.5
"""From this F1 on a short answer counts as right even if it contains no accepted answer."""

MEANS = (
    "exact_match",
    "f1",
    "contains",
    "citation_recall",
    "citation_precision",
    "speaker_accuracy",
    "must_pass",
    "retrieval_recall@1",
    "retrieval_recall@5",
    "retrieval_recall@20",
    "mrr@10",
)
"""The metrics that are the mean of a score over the questions that have one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one answer scored: `values` by name of `MEANS`, `None` where a score says nothing.

    `right` is whether the content is right (abstaining is, on an unanswerable question); an answer
    passes when there are no `reasons` against it.
    """

    values: dict[str, float | None]
    right: bool
    reasons: tuple[str, ...]


def judge_answer(
    question: Question,
    answer: Answer,
    gold: Sequence[Evidence],
    hits: Sequence[Hit],
    article_text: Callable[[str], str],
) -> Verdict:
    """Return the scores of an answer to a question; `article_text` is by article id.

    `exact_match` and `f1` compare `.short`, or the text without markers where it is `None`, with
    the accepted answers; an unanswerable question scores 1 when the assistant abstains, else 0.
    `contains` is whether an accepted answer stands in the text. `must_pass` is whether every
    `must_include` pattern is found in the text without markers and no `must_not_include` is. A
    citation with wrong offsets (`span_fault`) overlaps nothing and is a reason against the answer.
    """
    text = squad_metrics.without_markers(answer.text)
    values: dict[str, float | None] = dict.fromkeys(MEANS)
    values.update(_answer_values(question, answer, text))
    faults = [span_fault(c, article_text(c.article_id)) for c in answer.citations]
    citations = [
        replace(citation, article_id="") if fault else citation
        for citation, fault in zip(answer.citations, faults, strict=True)
    ]
    values["citation_recall"] = citation_recall(citations, gold)
    values["citation_precision"] = citation_precision(citations, gold)
    values["speaker_accuracy"] = speaker_right(citations, gold, question.speaker)
    broken = _broken_patterns(question, text)
    if question.must_include or question.must_not_include:
        values["must_pass"] = float(not broken)
    values.update(retrieval_metrics(hits, gold))
    fits = _fits(question, answer, values, text)
    if question.answerable:
        right = fits and not answer.abstained and not broken
    else:
        right = answer.abstained
    reasons = _reasons(question, answer, values, broken, fits=fits)
    return Verdict(values, right, (*reasons, *filter(None, faults)))


def _answer_values(question: Question, answer: Answer, text: str) -> dict[str, float | None]:
    if not question.answerable:
        score = float(answer.abstained)
        return {"exact_match": score, "f1": score}
    if not question.answers:
        return {}
    if answer.abstained:
        return {"exact_match": 0.0, "f1": 0.0, "contains": 0.0}
    short = text if answer.short is None else answer.short
    return {
        "exact_match": squad_metrics.exact_match(short, question.answers),
        "f1": squad_metrics.f1(short, question.answers),
        "contains": squad_metrics.contains(text, question.answers),
    }


def _broken_patterns(question: Question, text: str) -> list[str]:
    missing = [f"missing /{p}/" for p in question.must_include if not re.search(p, text)]
    said = [(pattern, re.search(pattern, text)) for pattern in question.must_not_include]
    return missing + [f"must not say /{p}/, says “{found[0]}”" for p, found in said if found]


def _fits(question: Question, answer: Answer, values: dict[str, float | None], text: str) -> bool:
    """Return whether the answer says an accepted one; the short answer decides where there is one.

    The text may quote whole sentences, and these hold figures that were not asked for.
    """
    if not question.answers:
        return True
    short = text if answer.short is None else answer.short
    found = squad_metrics.contains(short, question.answers)
    return bool(found) or (values["f1"] or 0.0) >= RIGHT_F1


def _reasons(
    question: Question,
    answer: Answer,
    values: dict[str, float | None],
    broken: list[str],
    *,
    fits: bool,
) -> list[str]:
    if not question.answerable:
        return [*([] if answer.abstained else ["answered an unanswerable question"]), *broken]
    if answer.abstained:
        return ["abstained from an answerable question"]
    reasons = list(broken)
    if not fits:
        reasons.insert(0, "wrong answer")
    if values["citation_recall"] == 0:
        reasons.append("no citation overlaps a gold quote")
    if values["speaker_accuracy"] == 0:
        got = ", ".join(dict.fromkeys(c.speaker for c in answer.citations if c.speaker))
        reasons.append(f"speaker: expected {question.speaker}, got {got or 'none'}")
    return reasons
