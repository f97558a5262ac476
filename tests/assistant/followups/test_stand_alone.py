"""Follow-ups become questions that can be asked by themselves; others stay as they are."""

from datetime import UTC, date, datetime

import pytest

from assistant.followups import PastTurn, stand_alone
from assistant.language.words import content_stems

TOLL = PastTurn(
    "How many civilians were killed in Idlib?",
    answer_text="At least 23 civilians, according to the White Helmets [1].",
    short="At least 23",
    speaker="the White Helmets",
    published=datetime(2024, 11, 29, tzinfo=UTC),
)
DAM = PastTurn("Who operates the Quennel Dam?", "Ardusa Hydro, a private company.")
POSTMAN = PastTurn("Who is Tobias Vint?", "A postman who was found alive in the loft of a sawmill.")
BASE = PastTurn(
    "Which base did the rebels capture on 28 November?",
    "The base of the Syrian army’s 46th Regiment.",
)


def asked(question, *turns, **more):
    return stand_alone(question, turns, **more)


@pytest.mark.parametrize(
    "question",
    [
        "How many people voted in the Lakeland election?",
        "Who reported 23 civilian deaths?",
        "What did Dr. Sabbagh say about heart patients?",
        "Is it true that the Quennel Dam burst in 2025?",
        "Why did the court acquit Petra Vaskould?",
        "  what is seafloor spreading?  ",
    ],
)
def test_a_question_that_stands_alone_is_left_byte_for_byte(question):
    result = asked(question, TOLL, DAM)
    assert result.text == question
    assert not result.changed
    assert result.kind == ""
    assert result.uses == ()


def test_nothing_changes_without_a_history():
    assert asked("And government troops?").text == "And government troops?"


@pytest.mark.parametrize(
    ("turn", "question", "wanted", "kind"),
    [
        (TOLL, "And government troops?", "How many government troops were killed in Idlib?", ""),
        (TOLL, "in Aleppo?", "How many civilians were killed in Aleppo?", ""),
        (TOLL, "What about Aleppo?", "How many civilians were killed in Aleppo?", ""),
        (TOLL, "the injured?", "How many civilians were injured in Idlib?", ""),
        (TOLL, "And injured?", "How many civilians were injured in Idlib?", ""),
        (POSTMAN, "How old?", "How old is Tobias Vint?", ""),
        (DAM, "Since when?", "Since when is it that Ardusa Hydro operates the Quennel Dam?", ""),
        (BASE, "Why?", "Why did the rebels capture", ""),
        (BASE, "And the next day?", "Which base did the rebels capture on 29 November?", ""),
    ],
)
def test_an_ellipsis_takes_its_place_in_the_last_question(turn, question, wanted, kind):
    result = asked(question, turn)
    if question == "Why?":
        assert result.text.startswith(("Why did the rebels", "Why is it that the rebels"))
    else:
        assert result.text == wanted
    assert result.kind == "ellipsis"
    assert result.uses == (0,)


@pytest.mark.parametrize(
    ("turn", "question", "wanted"),
    [
        (DAM, "How much did it give for relief?", "How much did Ardusa Hydro give for relief"),
        (DAM, "Did its shares suffer?", "Did Ardusa Hydro’s shares suffer"),
        (POSTMAN, "What did he say?", "What did Tobias Vint say"),
        (POSTMAN, "Who found him?", "Who found Tobias Vint"),
        (BASE, "What did they find there?", "What did the rebels find there"),
    ],
)
def test_a_pronoun_becomes_what_it_stands_for(turn, question, wanted):
    result = asked(question, turn)
    assert result.text.startswith(wanted)
    assert result.kind == "pronoun"


def test_how_many_of_them_counts_parts_of_what_was_counted():
    turn = PastTurn("What toll did the White Helmets give?", "They put it at 61 civilians.")
    assert "of 61 civilians" in asked("How many of them were children?", turn).text


def test_a_pronoun_follows_the_gender_it_had_before():
    turns = (
        PastTurn("Who was in the crane?", "Joss Melikan, a crane operator."),
        PastTurn("When did he see the crack?", "On 2 November."),
        PastTurn("Who attacked that account?", "Hanne Okonje, who represents Petra Vaskould."),
    )
    assert "believe Joss Melikan" in asked("Did the judges believe him?", *turns).text


@pytest.mark.parametrize(
    "question",
    [
        "Who said so?",
        "Says who?",
        "According to whom?",
        "Who says that?",
        "Whose figure is that?",
        "source?",
    ],
)
def test_who_said_so_asks_for_the_speaker_of_the_last_answer(question):
    result = asked(question, TOLL)
    assert result.kind == "who said so"
    assert result.text.startswith("Who said that ")
    stems = set(content_stems(result.text))
    assert {"23", "civilian", "kill"} <= stems
    assert "helmet" not in stems  # the answer must not be given away


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("no, I meant injured", "How many civilians were injured in Idlib?"),
        ("No, I meant Aleppo", "How many civilians were killed in Aleppo?"),
        ("not Idlib, Aleppo", "How many civilians were killed in Aleppo?"),
        ("I meant soldiers, not civilians", "How many soldiers were killed in Idlib?"),
        ("sorry, I meant the soldiers", "How many soldiers were killed in Idlib?"),
    ],
)
def test_a_correction_asks_the_last_question_again(question, wanted):
    result = asked(question, TOLL)
    assert result.text == wanted
    assert result.kind == "correction"


def test_a_correction_with_another_topic_keeps_the_last_question():
    text = asked("no, I meant the strikes", TOLL).text
    assert "strikes" in text
    assert "Idlib" in text


@pytest.mark.parametrize("question", ["more", "and?", "Tell me more.", "go on", "anything else?"])
def test_more_asks_about_the_subject(question):
    result = asked(question, DAM)
    assert result.kind == "yes"
    assert "Ardusa Hydro" in result.text
    assert "Quennel Dam" in result.text


def test_yes_takes_up_the_question_that_the_answer_offered():
    turn = PastTurn(
        "Who sings?", "The articles do not say.\n\nThey do answer: Who runs the dam?", ""
    )
    result = asked("yes", turn)
    assert result.text == "Who runs the dam?"
    assert result.kind == "yes"


def test_a_return_to_an_earlier_topic():
    result = asked("Back to the dam: who built it?", DAM, POSTMAN)
    assert result.kind == "topic return"
    assert result.uses == (0,)
    assert "Dam" in result.text or "dam" in result.text
    assert "Vint" not in result.text


def test_a_change_of_subject_brings_nothing_along():
    assert not asked("Who won the Lakeland election?", DAM, POSTMAN).changed


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("And the day before?", "on Thursday, 28 November 2024"),
        ("three days later?", "on Monday, 2 December 2024"),
        ("on Saturday?", "on Saturday, 30 November 2024"),
        ("and yesterday?", "on Sunday, 1 December 2024"),
    ],
)
def test_relative_dates_count_from_the_article_or_from_today(question, wanted):
    result = asked(question, TOLL, today=date(2024, 12, 2))
    assert wanted in result.text
    assert "killed in Idlib" in result.text


def test_yesterday_is_left_alone_without_today():
    assert "yesterday" in asked("and yesterday?", TOLL).text


def test_a_weekday_counts_on_without_a_date():
    turn = PastTurn("How many did the hospitals say were dead on Thursday?", "26.")
    assert asked("And the next day?", turn).text == (
        "How many did the hospitals say were dead on Friday?"
    )


def test_a_chain_is_followed_from_the_pairs_alone():
    turns = [
        ("Who operates the Quennel Dam?", "Ardusa Hydro, a private company."),
        ("Since when?", "It has run the dam since 2008."),
    ]
    result = stand_alone("How much did it give for relief?", turns)
    assert result.text.startswith("How much did Ardusa Hydro give for relief")


def test_the_question_that_was_really_asked_is_what_counts():
    turn = PastTurn("and injured?", "82", asked_stand_alone="How many were injured in Idlib?")
    assert asked("in Aleppo?", turn).text == "How many were injured in Aleppo?"


def test_an_abstention_names_nothing():
    text = "The articles do not say. The nearest passage says: “Aleppo fell.”\n\nThey do answer: X?"
    turn = PastTurn("Who runs the Quennel Dam?", text, abstained=True)
    assert "Aleppo" not in asked("Since when?", turn).text
    assert asked("yes", turn).text == "X?"


def test_only_the_last_turns_are_used_and_their_places_are_told():
    turns = [PastTurn(f"Who is Person Number{n}?", "A baker.") for n in range(12)]
    result = stand_alone("Where?", [*turns, DAM])
    assert result.uses == (12,)


@pytest.mark.parametrize(
    "question",
    ["?", "…", "them", "it", "why", "no", "ok thanks", "“”", "and", "1", "العربية؟", "a" * 2000],
)
def test_any_text_gives_a_question(question):
    result = asked(question, TOLL, DAM)
    assert result.text.strip()
    assert result.changed == (result.text != question)
