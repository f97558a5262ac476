"""What can never be the sort of answer that a question asks for."""

import pytest

from assistant.answering.fitting import fits
from assistant.answering.question import understand
from tests.assistant.answering.made import candidate


@pytest.mark.parametrize(
    ("question", "text", "answer", "fitting"),
    [
        ("How many died when the wall cracked?", "It held for eleven months.", "eleven months", False),
        ("How many died when the wall cracked?", "Eleven sailors died.", "Eleven", True),
        ("What is the death toll?", "About 18 percent of the sand was wet.", "About 18 percent", False),
        ("How much rain fell at Orm?", "It rained for 36 hours.", "36 hours", False),
        ("How much rain fell at Orm?", "At Orm 214 millimetres fell.", "214 millimetres", True),
        ("How much time was lost?", "The crews lost 36 hours.", "36 hours", True),
        ("How many students are enrolled?", "It was founded in 2023.", "2023", False),
        ("How many students are enrolled?", "It has 2,023 students.", "2,023", True),
        ("How many advisers stayed, and since what year?", "They came in 2016.", "2016", True),
        ("How old is Anna Berg?", "Berg led the port for eleven years.", "eleven years", False),
        ("How old is Anna Berg?", "Berg took the train on February 7.", "February 7", False),
        ("How old is Anna Berg?", "Anna Berg, 41, led the port.", "41", True),
        ("How old is Anna Berg?", "Berg is 41 years old.", "41 years", True),
        ("How old is the tree?", "It published an age of 4,610 years.", "4,610 years", True),
        ("Who led the port?", "It was led for eleven years.", "eleven years", True),
    ],
)  # fmt: skip
def test_a_figure_of_the_sort_asked_for(question, text, answer, fitting):
    assert fits(understand(question), candidate(text, answer)) is fitting
