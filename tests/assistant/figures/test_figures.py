"""Figures: qualifier, number, unit, counted thing, state; agreement of two of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import agree, figures, same_thing


def only(text):
    found = figures(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier", "unit"),
    [
        ("at least 23 civilians", 23, 23, "at least", ""),
        ("over 1,200 homes", 1200, 1200, "over", ""),
        ("nearly two thousand people", 2000, 2000, "nearly", ""),
        ("about 3.5 million euros", 3.5e6, 3.5e6, "about", "EUR"),
        ("twenty-three people", 23, 23, "exact", ""),
        ("two hundred and six soldiers", 206, 206, "exact", ""),
        ("between 20 and 30 houses", 20, 30, "between", ""),
        ("5-7 percent", 5, 7, "between", "%"),
        ("from $2 to $3 million", 2e6, 3e6, "between", "USD"),
        ("€42m", 42e6, 42e6, "exact", "EUR"),
        ("10.5bn crowns", 10.5e9, 10.5e9, "exact", "crown"),
        ("a dozen rescuers", 12, 12, "exact", ""),
        ("up to 40 buses", 40, 40, "at most", ""),
        ("1\u202f250 tents", 1250, 1250, "exact", ""),
        ("half a million litres", 5e5, 5e5, "exact", "litre"),
    ],
)
def test_reads_number_qualifier_and_unit(text, low, high, qualifier, unit):
    figure = only(text)
    assert (figure.low, figure.high, figure.qualifier, figure.unit) == (low, high, qualifier, unit)


def test_reads_what_is_counted_and_its_state():
    text = "killing at least 23 civilians, injuring 82 and losing 121 allied fighters"
    killed, injured, fighters = figures(text)
    assert (killed.counted, killed.state) == ("civilians", "killed")
    assert injured.state == "injured"
    assert fighters.counted == "allied fighters"


@pytest.mark.parametrize("text", ["the 46th Regiment", "no one was hurt", "one of them", "the M5"])
def test_ordinals_pronouns_and_road_names_are_no_figures(text):
    assert figures(text) == []


def test_a_year_is_told_from_a_count():
    assert only("lost in 2020").is_year
    assert not only("2,020 people").is_year
    assert not only("over 2020 people").is_year


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        ("over 200 people", "214 people", True),
        ("over 200 people", "280 people", False),
        ("at least 23 people", "23 people", True),
        ("at least 23 people", "32 people", False),
        ("about 50 homes", "47 homes", True),
        ("nearly 1,000 homes", "960 homes", True),
        ("nearly 1,000 homes", "1,040 homes", False),
        ("20 to 30 homes", "25 homes", True),
        ("5 percent", "5 euros", False),
    ],
)
def test_agreement_follows_the_qualifier(one, other, result):
    assert agree(only(one), only(other)) is result
    assert agree(only(other), only(one)) is result


def test_different_things_are_told_apart():
    civilians, fighters = only("23 civilians killed"), only("121 fighters killed")
    assert not same_thing(civilians, fighters)
    assert same_thing(only("23 people were killed"), only("31 dead"))
    assert not same_thing(only("23 people killed"), only("23 people injured"))


@given(st.text(max_size=300))
def test_any_text_gives_figures_whose_offsets_hold(text):
    end = 0
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.text
        assert figure.start <= figure.number_start < figure.number_end <= len(text)
        assert figure.number_start >= end
        end = figure.number_end


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_with_and_without_separators_read_alike(number):
    assert only(f"{number:,} tents").low == only(f"{number} tents").low == number


def test_a_passive_has_its_own_state():
    text = "Six people died and 31 were injured when fire broke out, and 4 others were badly hurt."
    assert [figure.state for figure in figures(text)] == ["killed", "injured", "injured"]
