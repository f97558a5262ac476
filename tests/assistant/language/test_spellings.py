"""Which spellings name one speaker."""

import pytest

from assistant.language.spellings import groups, spellings_of

LONG = "the Syrian Observatory for Human Rights"


@pytest.mark.parametrize(
    "spellings",
    [
        [LONG, "SOHR", "The Observatory", "Syrian Observatory for Human Rights"],
        ["White Helmets", "the White Helmets", "Helmets"],
        ["Gen. Maren Oster", "Oster", "President Oster", "council head Maren Oster", "Oster’s"],
        ["World Health Organization (WHO)", "WHO", "the World Health Organization"],
        ["the United Nations", "U.N.", "UN"],
        ["the government", "The Government"],
    ],
)
def test_one_speaker_in_several_spellings(spellings):
    for order in (spellings, spellings[::-1]):
        (found,) = groups([*order, "Blue Strait Lines"])[:-1]
        assert set(found) == set(spellings)
        assert len(found[0]) >= len(min(spellings, key=len))


@pytest.mark.parametrize(
    "spellings",
    [
        ["Tor Abek", "Ana Abek", "Abek"],
        ["Syrian Observatory", "Iraqi Observatory", "The Observatory"],
        ["police", "Harbour Police"],
        ["Lebanese officials", "officials"],
        ["Police", "Harbour Police", "a police chief"],
        ["Prime Minister", "Deputy Prime Minister"],
        ["the minister", "the deputy minister"],
        ["Ada Beck and Ana Poll", "Ana Poll"],
        ["Trump, Ryan and Reince Priebus", "Priebus"],
        ["", "Oster"],
    ],
)
def test_what_may_mean_several_stays_apart(spellings):
    assert [list(group) for group in groups(spellings)] == [[each] for each in spellings]


def test_an_acronym_is_a_body_before_it_is_a_person():
    assert groups(["Ana Peters", "AP", "the Associated Press"]) == (
        ("Ana Peters",),
        ("the Associated Press", "AP"),
    )


def test_the_fullest_name_is_the_label():
    assert groups(["Observatory", "SOHR", LONG])[0][0] == LONG


def test_every_spelling_is_in_one_group():
    spellings = ["A", "A B", "B", "C A B", "the A", "(A)", "’s", "A of B", "AB", "Gen.", "gen. A"]
    found = groups(spellings)
    assert sorted(each for group in found for each in group) == sorted(spellings)


def test_a_filter_means_all_spellings():
    known = ["SOHR", LONG, "the mayor", "Tor Abek", "Ana Abek"]
    assert set(spellings_of(["SOHR"], known)) == {"SOHR", LONG}
    assert set(spellings_of(["syrian observatory"], known)) == {"syrian observatory", "SOHR", LONG}
    assert set(spellings_of(["Abek"], known)) == {"Abek", "Tor Abek", "Ana Abek"}
    assert spellings_of(["nobody"], known) == ("nobody",)
    assert spellings_of([], known) == ()
