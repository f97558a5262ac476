"""Metrics over many questions, against values worked out by hand."""

from __future__ import annotations

import pytest

from assistant.evaluation.results import METRICS, as_json, latency, metrics, summary


def test_means_leave_out_questions_without_the_score(make_result):
    rows = [
        make_result("a", values={"f1": 1.0, "must_pass": 0.0}),
        make_result("b", values={"f1": 0.5}),
        make_result("c"),
    ]
    found = metrics(rows)
    assert found["f1"] == 0.75
    assert found["must_pass"] == 0.0
    assert found["exact_match"] is None


def test_answering_and_abstaining_by_hand(make_result):
    rows = [
        make_result("right"),
        make_result("wrong", passed=False),
        make_result("answered in vain", passed=False, answerable=False),
        make_result("rightly silent", answerable=False, abstained=True),
        make_result("timid", passed=False, abstained=True),
    ]
    found = metrics(rows)
    assert found["answered_precision"] == pytest.approx(1 / 3)
    assert found["abstention_recall"] == pytest.approx(1 / 2)
    assert found["abstention_precision"] == pytest.approx(1 / 2)


def test_nothing_to_measure_is_none(make_result):
    assert set(metrics([]).values()) == {None}
    assert metrics([make_result()])["abstention_recall"] is None
    assert metrics([make_result()])["abstention_precision"] is None
    assert metrics([make_result(abstained=True)])["answered_precision"] is None
    assert latency([make_result(latency_ms=())]) == {"p50": None, "p95": None}


def test_latency_is_nearest_rank(make_result):
    rows = [make_result(latency_ms=tuple(float(n) for n in range(1, 21)))]
    assert latency(rows) == {"p50": 10.0, "p95": 19.0}
    assert latency([make_result(latency_ms=(7.0,))]) == {"p50": 7.0, "p95": 7.0}


def test_the_json_has_the_agreed_keys(make_result):
    content = as_json([make_result("a", values={"f1": 2 / 3}), make_result("b", set_name="other")])
    assert {
        "n",
        "exact_match",
        "f1",
        "contains",
        "answered_precision",
        "abstention_recall",
        "abstention_precision",
        "citation_recall",
        "citation_precision",
        "speaker_accuracy",
        "must_pass",
        "retrieval_recall@1",
        "retrieval_recall@5",
        "retrieval_recall@20",
        "mrr@10",
        "latency_ms",
        "by_tag",
        "questions",
    } <= set(content)
    assert content["n"] == 2
    assert content["f1"] == 0.6667
    assert content["by_set"]["set"]["n"] == 1
    assert content["by_tag"]["date"]["n"] == 2
    assert set(METRICS) <= set(content["by_tag"]["date"])
    assert content["questions"][0]["short"] == "Monday"
    assert content["questions"][0]["outcome"] == "passed"


def test_outcomes(make_result):
    assert make_result().outcome == "passed"
    assert make_result(passed=False).outcome == "failed"
    assert make_result(passed=False, known_failure="why").outcome == "known failure"
    assert make_result(known_failure="why").outcome == "unexpectedly passed"


def test_the_summary_counts(make_result):
    rows = [make_result(), make_result("b", passed=False, unsupported=("number 3",))]
    found = summary(rows)
    assert (found["n"], found["passed"], found["unsupported_facts"]) == (2, 1, 1)
