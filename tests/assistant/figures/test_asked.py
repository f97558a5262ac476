"""Figures that count others than those asked for."""

import pytest

from assistant.figures import counts_others, figures


@pytest.mark.parametrize(
    ("asked", "sentence", "others"),
    [
        (
            "How many fighters were killed?",
            "A monitor counted over 200 people dead, 19 fighters and 40 troops.",
            [True, False, False],
        ),
        (
            "How many civilians were killed?",
            "A monitor counted over 200 people dead, 19 fighters and 40 troops.",
            [True, True, True],
        ),
        ("How many fighters were killed?", "At least 31 people died.", [True]),
        ("How many civilians were killed?", "At least 31 people died.", [False]),
        ("How many children were killed?", "31 civilians died.", [True]),
        ("How many boats sank?", "31 people died.", [False]),
        ("How many fighters and civilians died?", "31 people died.", [False]),
    ],
)
def test_who_is_counted(asked, sentence, others):
    assert [counts_others(asked, figure, sentence) for figure in figures(sentence)] == others
