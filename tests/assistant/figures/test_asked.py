"""Figures that count others than those asked for."""

import pytest

from assistant.figures import asked_thing, counts_others, figures


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


@pytest.mark.parametrize(
    "question",
    [
        "What is the death toll of the quay disaster?",
        "the toll of the fire",
        "How many died?",
        "How many died in the fire?",
        "How many got hurt?",
        "how many came to the rally",
        "number of hurt",
    ],
)
def test_a_question_without_a_noun_counts_people(question):
    asked = asked_thing(question)
    assert asked.counting
    assert not asked.heads


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("the number of barges", "barg"),
        ("How many sheep drowned?", "sheep"),
        ("How many workers?", "worker"),
    ],
)
def test_a_noun_is_what_is_counted(question, head):
    assert asked_thing(question).heads == {head}
