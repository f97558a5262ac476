"""Questions that ask for more than one side's answer get one line a side."""

import pytest

from assistant.answering.accounts import accounts, asks_for_sides
from assistant.answering.question import understand
from tests.assistant.answering.made import candidate


@pytest.mark.parametrize(
    "text",
    [
        "How many sheep were lost, by each count?",
        "Whose was the gate, according to both sides?",
        "How long was the ferry late? I have seen two versions",
        "Number of guests: hotel versus tourist board",
        "When did the siren sound? Sources differ.",
        "Do the two authors agree that the dam was safe?",
        "The mayor and the miller explain the fire differently. How?",
        "all the estimates of the damage, please",
    ],
)
def test_it_is_heard_that_several_are_asked_for(text):
    assert asks_for_sides(understand(text))


@pytest.mark.parametrize(
    "text",
    [
        "How many sheep were lost?",
        "When did both armies agree to the truce?",
        "Who voted against the bill?",
        "Which house was insured against fire?",
        "Who said that each family gets 40 crowns?",
        "What did the mayor say about the two versions?",
    ],
)
def test_one_answer_is_enough_otherwise(text):
    assert not asks_for_sides(understand(text))


MAYOR = "The mayor said the sluice had been open since Friday."
MILLER = "The sluice was opened only on Sunday night, according to the miller."


def sides(question, *given, threshold=0.25):
    return [
        (group.first.speaker, group.first.text)
        for group in accounts(understand(question), given, threshold)
    ]


def test_each_speaker_has_a_side_of_its_own():
    mayor = candidate(MAYOR, "Friday", speaker="the mayor", probability=0.3)
    again = candidate(MAYOR, "since Friday", speaker="the mayor", probability=0.25, day=2)
    miller = candidate(MILLER, "Sunday night", speaker="the miller", probability=0.2, day=3)
    found = sides("How long was the sluice open, by both accounts?", mayor, again, miller)
    assert found == [("the mayor", "Friday"), ("the miller", "Sunday night")]


def test_one_side_alone_or_an_unlikely_pair_is_no_answer():
    mayor = candidate(MAYOR, "Friday", speaker="the mayor", probability=0.3)
    doubtful = candidate(MILLER, "Sunday night", speaker="the miller", probability=0.02, day=3)
    question = "How long was the sluice open, by both accounts?"
    assert sides(question, mayor) == []
    assert sides(question, mayor, doubtful) == []
    pair = [
        candidate(MAYOR, "Friday", speaker="the mayor", probability=0.1),
        candidate(MILLER, "Sunday night", speaker="the miller", probability=0.1, day=3),
    ]
    assert sides(question, *pair) == []
    assert len(sides(question, *pair, threshold=0.15)) == 2


def test_figures_of_another_thing_are_no_side():
    farmers = candidate("Farmers lost 40 sheep, the union said.", "40", speaker="the union")
    boats = candidate("The office counted 35 boats.", "35", speaker="the office", day=2)
    flock = candidate("The office counted 52 sheep.", "52", speaker="the office", day=3)
    question = "How many sheep were lost, by each count?"
    assert sides(question, farmers, boats) == []
    assert sides(question, farmers, flock) == [("the union", "40"), ("the office", "52")]
