"""Which figures may be counts of one thing."""

import pytest

from assistant.answering.comparable import may_conflict
from assistant.answering.question import understand
from tests.assistant.answering.made import candidate

KILLED = ("The council said 31 passengers were killed.", "31")


@pytest.mark.parametrize(
    ("question", "one", "other", "expected"),
    [
        ("How many passengers were killed?", KILLED, ("The union counts 27 passengers killed.", "27"), True),
        ("How many passengers were killed?", KILLED, ("A fire in 1987 killed 22 passengers.", "22"), False),
        ("How many passengers were killed?", KILLED, ("Some 400 passengers were killed.", "400"), False),
        ("How many passengers were killed?", KILLED, ("Of the killed, 9 of the passengers swam.", "9"), False),
        (
            "How many jets stood at the base?",
            ("He counted 13 combat jets at the base.", "13"),
            ("At the base 14 combatants were seen.", "14"),
            False,
        ),
        (
            "How many attacks were there?",
            ("There were 75 attacks.", "75"),
            ("The number of injured in the attacks was given as 28.", "28"),
            False,
        ),
        (
            "How many votes did she win by?",
            ("She won by 41 votes.", "41"),
            ("The votes of station 19 were lost.", "19"),
            False,
        ),
        (
            "What did the sample weigh?",
            ("The sample weighs 43.7 grams.", "43.7 grams"),
            ("The sample was to weigh 62 grams.", "62 grams"),
            True,
        ),
        (
            "What did the sample weigh?",
            ("The sample weighs 43.7 grams.", "43.7 grams"),
            ("A letter may have 50 grams.", "50 grams"),
            False,
        ),
        (
            "How many were hurt?",
            ("The union says 14 were injured.", "14"),
            ("The port counts six dead.", "six"),
            False,
        ),
    ],
)  # fmt: skip
def test_figures_of_one_thing(question, one, other, expected):
    first = candidate(*one)
    second = candidate(*other, outlet="Tidewater Post", day=2)
    assert may_conflict(understand(question), first, second) is expected


def test_words_for_people_by_where_they_were_count_people():
    question = understand("How many people died on the ferry?")
    first = candidate("At least 31 passengers died on the ferry.", "31")
    later = candidate("The death toll on the ferry is 38.", "38", day=3)
    soldiers = candidate("On the ferry 35 soldiers died.", "35", day=3)
    assert may_conflict(question, later, first)
    assert may_conflict(question, first, later)
    assert not may_conflict(question, later, soldiers)
