"""An optional judge: a language model's opinion beside the measured scores.

Uses LlamaIndex's `FaithfulnessEvaluator` and `CorrectnessEvaluator`. Off by default and never part
of passing: a model's verdict changes from day to day, and one that cannot be read (no answer, NaN,
neither yes nor no) is no verdict, never a good one.
"""

from __future__ import annotations

import math
import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.evaluation.errors import EvaluationError
from index.report import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.evaluation.results import QuestionResult

FAITHFULNESS, CORRECTNESS = "faithfulness", "correctness"
_LOWEST, _HIGHEST = 1.0, 5.0


class Judge:
    """Scores answers with a LlamaIndex language model."""

    def __init__(self, llm: Any) -> None:
        from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator

        self._faithfulness = FaithfulnessEvaluator(llm=llm)
        self._correctness = CorrectnessEvaluator(llm=llm)

    @classmethod
    def configured(cls) -> Judge:
        """Return the judge that the settings name; raises `EvaluationError` when they name none."""
        from assistant.settings import load_settings

        settings = load_settings()
        if not settings.llm_url or not settings.llm_model:
            raise EvaluationError(
                "--judge needs a language model: set NEWS_ASSISTANT_LLM_URL and "
                "NEWS_ASSISTANT_LLM_MODEL"
            )
        from llama_index.llms.openai_like import OpenAILike

        llm = OpenAILike(
            model=settings.llm_model,
            api_base=settings.llm_url,
            api_key=settings.llm_key.get_secret_value() or "none",
            is_chat_model=True,
            temperature=0.0,
            timeout=settings.llm_timeout,
            max_retries=1,
        )
        return cls(llm)

    def judged(
        self,
        results: Sequence[QuestionResult],
        progress: Callable[[Progress], None] | None = None,
    ) -> list[QuestionResult]:
        """Return the results with the judge's scores; abstentions are not judged."""
        began, judged = time.monotonic(), []
        for number, row in enumerate(results, 1):
            scores = {} if row.abstained else self.scores(row)
            judged.append(replace(row, judged=scores))
            if progress:
                seconds = time.monotonic() - began
                progress(Progress("judged", number, len(results), row.id, seconds))
        return judged

    def scores(self, row: QuestionResult) -> dict[str, float | None]:
        """Return `faithfulness` (0 or 1) and, for accepted answers, `correctness` (1 to 5).

        `None` where the model gave no readable verdict or the call failed.
        """
        found = {FAITHFULNESS: self._faithful(row)}
        if row.expected:
            found[CORRECTNESS] = self._correct(row)
        return found

    def _faithful(self, row: QuestionResult) -> float | None:
        contexts = [citation.quote for citation in row.citations]
        if not contexts:
            return None
        result = _called(
            lambda: self._faithfulness.evaluate(
                query=row.question, response=row.text, contexts=contexts
            )
        )
        # LlamaIndex takes any text that holds "yes" for a pass, "yesterday" among them.
        words = re.findall(r"[a-z]+", str(result.feedback).lower()) if result else []
        return {"yes": 1.0, "no": 0.0}.get(words[0]) if words else None

    def _correct(self, row: QuestionResult) -> float | None:
        result = _called(
            lambda: self._correctness.evaluate(
                query=row.question, response=row.text, reference=" / ".join(row.expected)
            )
        )
        score = result.score if result else None
        if score is None or math.isnan(score) or not _LOWEST <= score <= _HIGHEST:
            return None
        return float(score)


def _called(evaluate: Callable[[], Any]) -> Any:
    """Return an evaluation's result, or `None` when the model can't be reached or understood."""
    import httpx
    from openai import OpenAIError

    try:
        return evaluate()
    except (OpenAIError, httpx.HTTPError, TimeoutError, ValueError):
        return None
