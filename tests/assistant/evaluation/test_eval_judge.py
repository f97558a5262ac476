from __future__ import annotations

import json
import math

import pytest

from assistant.evaluation.judge import Judge
from assistant.evaluation.results import judged_means

pytest.importorskip("llama_index.core")


@pytest.fixture
def judge_that_says():
    from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

    class Scripted(CustomLLM):
        faithful: str
        correct: str

        @property
        def metadata(self):
            return LLMMetadata(model_name="scripted")

        def complete(self, prompt, formatted=False, **_):
            words = self.correct if "score" in prompt else self.faithful
            if words == "broken":
                raise TimeoutError
            return CompletionResponse(text=words)

        def stream_complete(self, prompt, formatted=False, **_):
            yield self.complete(prompt)

    return lambda faithful, correct="4.5\nFine.": Judge(
        Scripted(faithful=faithful, correct=correct)
    )


def test_readable_verdicts_become_scores(judge_that_says, make_result):
    assert judge_that_says("YES").scores(make_result()) == {
        "faithfulness": 1.0,
        "correctness": 4.5,
    }
    assert judge_that_says("No.", "1.0\nWrong.").scores(make_result()) == {
        "faithfulness": 0.0,
        "correctness": 1.0,
    }


@pytest.mark.parametrize("words", ["", "broken", "Yesterday it rained.", "I can't say yes."])
def test_an_unreadable_verdict_is_none(judge_that_says, make_result, words):
    assert judge_that_says(words).scores(make_result())["faithfulness"] is None


@pytest.mark.parametrize("words", ["", "broken", "nan\nNothing.", "no score", "77\nGreat."])
def test_an_unreadable_score_is_none(judge_that_says, make_result, words):
    assert judge_that_says("YES", words).scores(make_result())["correctness"] is None


def test_nan_never_counts(make_result):
    rows = [make_result(judged={"faithfulness": None}), make_result(judged={"faithfulness": 1.0})]
    found = judged_means(rows)
    assert found == {"faithfulness": {"mean": 1.0, "n": 1, "unjudged": 1}}
    assert not math.isnan(json.loads(json.dumps(found))["faithfulness"]["mean"])
    assert (
        judged_means([make_result(judged={"faithfulness": None})])["faithfulness"]["mean"] is None
    )


def test_abstentions_are_not_judged_and_nothing_passes_by_the_judge(judge_that_says, make_result):
    rows = [make_result("a", passed=False), make_result("b", abstained=True)]
    first, second = judge_that_says("YES").judged(rows)
    assert first.judged["faithfulness"] == 1.0
    assert not first.passed
    assert second.judged == {}
