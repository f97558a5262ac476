"""Figures by hand."""

import pytest

from assistant.training.metrics import (
    area_under_roc,
    best_threshold,
    calibration_error,
    exact_match,
    overlap_f1,
)


def test_exact_match_and_f1_follow_squad():
    assert exact_match("The Orlin!", ["orlin"]) == 1.0
    assert overlap_f1("at least 23 houses", ["23 houses"]) == pytest.approx(2 * 2 / 6)
    assert overlap_f1("the", ["a"]) == 1.0
    assert overlap_f1("word", []) == 0.0


def test_area_under_roc_counts_ties_half():
    assert area_under_roc([1, 2, 3, 4], [False, False, True, True]) == 1.0
    assert area_under_roc([1, 1, 1], [True, False, True]) == 0.5
    with pytest.raises(ValueError, match="both true and false"):
        area_under_roc([1, 2], [True, True])


def test_best_threshold_answers_when_that_pays():
    threshold, best = best_threshold([0.9, 0.2, 0.6], [1.0, 0.0, 0.5], [0.0, 1.0, 0.0])
    assert threshold == 0.6
    assert best == pytest.approx(2.5 / 3)


def test_calibration_error_is_the_mean_gap():
    assert calibration_error([0.9, 0.9, 0.1, 0.1], [1, 1, 0, 0]) == pytest.approx(0.1)
