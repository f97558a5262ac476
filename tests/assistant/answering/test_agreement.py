"""When reports agree, when they differ, and when a question's premise is wrong."""

from assistant.answering.agreement import differing, groups
from assistant.answering.premises import contradicted, correction
from assistant.answering.question import understand
from tests.assistant.answering.made import candidate

COUNCIL = candidate(
    "The council said at least 31 passengers were killed.", "at least 31", speaker="the council"
)
MINISTRY = candidate(
    "The ministry said 27 passengers were killed.",
    "27",
    probability=0.8,
    speaker="the ministry",
    outlet="Tidewater Post",
    day=2,
)
ASKED = understand("How many passengers were killed?")


def test_agreeing_figures_are_one_group():
    over = candidate("Over 30 people were killed.", "Over 30", outlet="A")
    exact = candidate("In all 34 people were killed.", "34", outlet="B", day=2)
    assert len(groups([over, exact])) == 1


def test_different_figures_of_one_thing_are_sides():
    sides = differing(ASKED, groups([COUNCIL, MINISTRY]), 0.3)
    assert [group.first.text for group in sides] == ["at least 31", "27"]


def test_other_things_are_no_sides():
    crew = candidate("It said 4 crew members were killed.", "4", outlet="C", day=3)
    hurt = candidate("It said 90 passengers were injured.", "90", outlet="D", day=4)
    assert differing(ASKED, groups([COUNCIL, crew, hurt]), 0.3) == []


def test_weak_candidates_are_no_sides():
    assert differing(ASKED, groups([COUNCIL, MINISTRY]), 0.85) == []


def test_a_wrong_figure_in_the_question_is_contradicted_and_corrected():
    asked = understand("Who reported 13 passengers killed?")
    premise = contradicted(asked, COUNCIL)
    assert premise is not None
    assert premise.text == "13"
    assert correction(premise, COUNCIL).text == "at least 31"


def test_a_right_figure_is_not_contradicted():
    assert contradicted(understand("Who reported 31 passengers killed?"), COUNCIL) is None
    assert contradicted(understand("Who spoke of 31 deaths in 2025?"), COUNCIL) is None


def test_other_times_of_day_from_other_speakers_are_sides():
    asked = understand("At what time was the announcement made to the passengers?")
    line = candidate(
        "The line says the announcement to passengers was made at 23:16.",
        "23:16",
        speaker="the line",
    )
    bureau = candidate(
        "The bureau says the announcement to passengers was made at 11:25 p.m.",
        "11:25 p.m.", speaker="the bureau", outlet="Tidewater Post", day=2, probability=0.8,
    )  # fmt: skip
    again = candidate(
        "It was made at 11.16 p.m., the line says.", "11.16 p.m.", speaker="the line", day=3
    )
    sides = differing(asked, groups([line, bureau, again]), 0.3)
    assert [group.first.text for group in sides] == ["23:16", "11:25 p.m."]
    assert len(sides[0].members) == 2
    assert differing(asked, groups([line, again]), 0.3) == []
