"""Asking every question of a set and scoring what comes back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from assistant.evaluation import gold
from assistant.evaluation.mechanical_checks import unsupported_facts
from assistant.evaluation.results import Evidence, QuestionResult
from assistant.evaluation.retrieval_metrics import DEPTH
from assistant.evaluation.scores import judge_answer
from index.report import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant import Answer, Assistant
    from assistant.evaluation.gold import SetArticle
    from assistant.evaluation.question_sets import QuestionSet
    from assistant.evaluation.questions import Question


def run(
    question_set: QuestionSet,
    assistant: Assistant,
    articles: Sequence[SetArticle],
    *,
    repeat: int = 1,
    workers: int = 1,
    progress: Callable[[Progress], None] | None = None,
) -> list[QuestionResult]:
    """Return one result a question, in the set's order.

    Questions are asked one after the other after a warm-up, or by `workers` threads (latencies
    then include waiting for each other); each is asked `repeat` times and the first answer is
    scored. `progress` is told of every question.
    """
    if not question_set.questions:
        return []
    asker = Asker(question_set, assistant, articles, max(repeat, 1))
    asker.warm_up()
    total, began = len(question_set.questions), time.perf_counter()
    results = []
    with ThreadPoolExecutor(max(workers, 1)) as threads:
        for result in threads.map(asker.result, question_set.questions):
            results.append(result)
            if progress:
                seconds = time.perf_counter() - began
                progress(Progress("questions", len(results), total, result.id, seconds))
    return results


class Asker:
    """Asks the questions of one set and scores the answers.

    Raises `QuestionSetError` when the library does not hold a gold quote.
    """

    def __init__(
        self,
        question_set: QuestionSet,
        assistant: Assistant,
        articles: Sequence[SetArticle],
        repeat: int = 1,
    ) -> None:
        self.assistant = assistant
        self.name = question_set.name
        self.repeat = repeat
        self.questions = question_set.questions
        self.evidence = gold.resolve(question_set, articles, assistant)

    def warm_up(self) -> None:
        """Ask one question, so that loading models is not measured with the first."""
        self._ask(self.questions[0])

    def result(self, question: Question) -> QuestionResult:
        """Return what a question of the set got."""
        answers, milliseconds = [], []
        for _ in range(self.repeat):
            began = time.perf_counter()
            answers.append(self._ask(question))
            milliseconds.append((time.perf_counter() - began) * 1000)
        answer = answers[0]
        evidence = self.evidence[question.id]
        hits = []
        if evidence:
            hits = self.assistant.retrieve(answer.question or question.question, k=DEPTH)
        verdict = judge_answer(question, answer, evidence, hits, self._text)
        return QuestionResult(
            set_name=self.name,
            id=question.id,
            question=question.question,
            history=question.history,
            tags=question.tags,
            answerable=question.answerable,
            expected=question.answers,
            speaker=question.speaker,
            abstained=answer.abstained,
            short=answer.short,
            text=answer.text,
            asked=answer.question,
            values=verdict.values,
            right=verdict.right,
            reasons=verdict.reasons,
            citations=_citations(answer),
            gold=tuple(Evidence(item.article, item.quote) for item in evidence),
            nearest=_nearest(answer),
            unsupported=unsupported_facts(answer, self._text),
            latency_ms=tuple(milliseconds),
            protected=question.protected,
            known_failure=question.known_failure,
            unstable=len({_content(item) for item in answers}) > 1,
        )

    def _ask(self, question: Question) -> Answer:
        return self.assistant.ask(question.question, history=question.history)

    def _text(self, article_id: str) -> str:
        return self.assistant.article(article_id).text


def _citations(answer: Answer) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            article=citation.title,
            quote=citation.quote,
            speaker=citation.speaker,
            detail=_source(citation.outlet, citation.published, citation.verdict),
        )
        for citation in answer.citations
    )


def _nearest(answer: Answer) -> Evidence | None:
    nearest = answer.nearest
    if nearest is None:
        return None
    detail = _source(nearest.outlet, nearest.published, "")
    return Evidence(article=nearest.title, quote=nearest.quote, detail=detail)


def _source(outlet: str, published: object, verdict: str) -> str:
    parts = (outlet, str(published)[:10] if published else "", verdict)
    return ", ".join(part for part in parts if part)


def _content(answer: Answer) -> str:
    values = answer.as_dict()
    values.pop("elapsed_ms")
    return repr(values)
