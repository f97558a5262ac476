"""Matching a claim against statements."""

import pytest

from assistant.answering.statements import claim_match


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
