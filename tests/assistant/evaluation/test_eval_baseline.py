from __future__ import annotations

import json

import pytest

from assistant.evaluation import baseline
from assistant.evaluation.comparison import compare
from assistant.evaluation.errors import EvaluationError


def accepted(rows, **tolerances):
    return baseline.baseline_of(rows, tolerances)


def rows_of(make_result, *scores, **changes):
    return [
        make_result(f"q{number}", passed=score >= 0.5, values={"f1": score}, **changes)
        for number, score in enumerate(scores)
    ]


def test_the_same_results_are_no_regression(make_result):
    rows = rows_of(make_result, 1.0, 0.0, 0.7)
    found = compare(accepted(rows), rows, "set")
    assert not found.failed
    assert found.regressions == found.improvements == found.reworded == ()
    assert found.verdict() == "set: no regression beyond tolerance."
    assert found.p_value == 1.0


def test_a_metric_that_falls_by_more_than_its_tolerance_fails(make_result):
    before = accepted(rows_of(make_result, 1.0, 1.0, 1.0, 1.0), f1=0.25)
    fell = {c.name for c in compare(before, rows_of(make_result, 1, 1, 1, 0), "set").fallen}
    assert "f1" not in fell
    worse = compare(before, rows_of(make_result, 1, 1, 0.5, 0), "set")
    assert "f1" in {change.name for change in worse.fallen}
    assert "f1 fell from 1.000 to 0.625" in worse.verdict()


def test_every_regression_and_improvement_is_named(make_result):
    before = accepted(rows_of(make_result, 1, 1, 0, 0))
    found = compare(before, rows_of(make_result, 1, 0, 1, 0), "set")
    assert [change.id for change in found.regressions] == ["q1"]
    assert [change.id for change in found.improvements] == ["q2"]
    assert found.regressions[0].reasons == ("wrong answer",)
    (f1,) = [change for change in found.metrics if change.name == "f1"]
    assert f1.interval is not None
    assert not f1.interval.excludes_zero


def test_a_protected_question_that_breaks_fails_whatever_the_tolerances(make_result):
    many = [1.0] * 99
    before = accepted(rows_of(make_result, 1.0, *many))
    after = rows_of(make_result, 0.9, *many)
    broken = make_result("q0", passed=False, values={"f1": 1.0}, protected=True, right=True)
    assert not compare(before, after, "set").failed
    found = compare(before, [broken, *after[1:]], "set")
    assert found.fallen == ()
    assert found.failed
    assert "protected questions broke: q0" in found.verdict()


def test_only_shared_questions_are_compared(make_result):
    before = accepted(rows_of(make_result, 1.0, 0.0))
    first, _, new = rows_of(make_result, 1.0, 0.0, 0.0)
    found = compare(before, [first, new], "set")
    assert found.shared == 1
    assert not found.failed


def test_rewording_is_seen(make_result):
    before = accepted([make_result("a", text="Old words")])
    found = compare(before, [make_result("a", text="New words")], "set")
    assert [(c.before, c.after) for c in found.reworded] == [("Old words", "New words")]


def test_files_round_trip_one_question_a_line(make_result, tmp_path):
    file = tmp_path / "baseline.json"
    rows = rows_of(make_result, 1.0, 0.5)
    baseline.write(file, rows)
    assert baseline.read(file)[""]["questions"].keys() == {"q0", "q1"}
    lines = file.read_text().splitlines()
    assert len([line for line in lines if '"passed": true, "right"' in line]) == 2
    assert not compare(baseline.read(file)[""], rows, "set").failed


def test_several_sets_share_a_file(make_result, tmp_path):
    file = tmp_path / "baseline.json"
    rows = [*rows_of(make_result, 1.0), *rows_of(make_result, 0.0, set_name="other")]
    baseline.write(file, rows)
    json.loads(file.read_text())
    assert set(baseline.read(file)) == {"set", "other"}


def test_tolerances_and_unasked_questions_are_kept(make_result, tmp_path):
    file = tmp_path / "baseline.json"
    baseline.write(file, rows_of(make_result, 1.0, 0.0))
    content = json.loads(file.read_text())
    content["tolerances"] = {"f1": 0.1}
    file.write_text(json.dumps(content))
    baseline.write(file, rows_of(make_result, 0.5), keep_others=True)
    kept = baseline.read(file)[""]
    assert kept["tolerances"] == {"f1": 0.1}
    assert kept["questions"]["q0"]["scores"]["f1"] == 0.5
    assert kept["questions"]["q1"]["scores"]["f1"] == 0.0
    assert kept["metrics"]["n"] == 2
    assert kept["metrics"]["f1"] == 0.25


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is no JSON"),
        ("[]", "no baseline of version 1"),
        ('{"version": 9}', "no baseline of version 1"),
        ('{"version": 1, "questions": {}, "tolerances": {"f2": 1}}', "no such metric"),
    ],
)
def test_files_that_are_no_baseline_are_refused(tmp_path, text, reason):
    file = tmp_path / "baseline.json"
    file.write_text(text)
    with pytest.raises(EvaluationError, match=reason):
        baseline.read(file)
    with pytest.raises(EvaluationError, match="can't be read"):
        baseline.read(tmp_path / "missing.json")
