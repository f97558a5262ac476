"""Matching a claim against statements, and finding whose statement a span lies in."""

import pytest

from assistant.answering.statements import claim_match, holding
from index.attributions import StoredAttribution


@pytest.mark.parametrize(
    ("claim", "better", "worse"),
    [
        (
            "23 civilian deaths",
            "at least 23 civilians were killed",
            "the bridge had been closed since dawn",
        ),
        ("23 deaths", "23 people died in the fire", "41 people died in the fire"),
        ("the bridge was closed", "the bridge was closed", "the bridge"),
    ],
)
def test_the_statement_that_says_it_matches_best(claim, better, worse):
    assert 0 <= claim_match(claim, worse) < claim_match(claim, better) <= 1


@pytest.mark.parametrize("text", ["", "?", "😀", "…", "العربية"])
def test_degenerate_claims_and_statements_have_a_score(text):
    assert 0 <= claim_match(text, "something was said") <= 1
    assert 0 <= claim_match("something was said", text) <= 1


def stated(speaker, start, end):
    return StoredAttribution("a", 1, (), (), ((start, end),), speaker, speaker, "said", 0.9)


def test_the_innermost_statement_holds_a_span():
    outer, inner = stated("the paper", 0, 100), stated("the mayor", 20, 60)
    assert holding([outer, inner], 30, 35) is inner
    assert holding([outer, inner], 70, 75) is outer
    assert holding([outer, inner], 150, 155) is None
