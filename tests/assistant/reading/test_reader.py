"""The shipped reader: exact answers, silence, and offsets that always hold."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.reading.candidates import Candidate
from assistant.reading.reader import NOTHING, Reader, shares

FLOOD = (
    "The river Orlin rose four metres overnight. At least 23 houses were damaged in Brask, "
    "the mayor Ana Lindqvist said on Tuesday. The army moved 450 people to a school."
)
COOKING = "Stir the soup slowly and add two spoons of salt before the leeks turn soft."


@pytest.fixture(scope="module")
def reader():
    return Reader.load(threads=2)


def holds(passage, reading):
    assert 0.0 <= reading.no_answer <= 1.0
    for span in reading.spans:
        assert passage[span.start : span.end] == span.text != ""
        assert 0.0 <= span.probability <= 1.0
        assert span.probability <= 1.0 - reading.no_answer + 1e-9
    for one in reading.spans:
        for other in reading.spans:
            assert one == other or one.end <= other.start or other.end <= one.start


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many houses were damaged?", "23"),
        ("Who is the mayor of Brask?", "Ana Lindqvist"),
        ("How many people did the army move?", "450"),
        ("Which river rose?", "Orlin"),
    ],
)
def test_finds_plain_facts(reader, question, answer):
    (reading,) = reader.read(question, [FLOOD])
    holds(FLOOD, reading)
    assert answer in reading.spans[0].text
    assert len(reading.spans[0].text) < 40


def test_the_passage_that_answers_has_the_least_doubt(reader):
    readings = reader.read("How many houses were damaged?", [COOKING, FLOOD, ""])
    assert readings[1].no_answer < readings[0].no_answer
    assert readings[2] == NOTHING


def test_reads_the_middle_of_a_very_long_passage(reader):
    passage = COOKING * 250 + FLOOD + COOKING * 250
    (reading,) = reader.read("How many houses were damaged in Brask?", [passage])
    holds(passage, reading)
    assert "23" in reading.spans[0].text


def test_order_and_company_do_not_change_a_reading(reader):
    question = "Who is the mayor?"
    alone = reader.read(question, [FLOOD])[0]
    together = reader.read(question, [COOKING * 9, FLOOD, COOKING])[1]
    assert [s.text for s in alone.spans] == [s.text for s in together.spans]
    assert alone.no_answer == pytest.approx(together.no_answer, abs=0.1)
    assert reader.read(question, [FLOOD]) == reader.read(question, [FLOOD])


def test_top_k_limits_the_spans(reader):
    assert len(reader.read("Who?", [FLOOD], top_k=1)[0].spans) == 1
    assert reader.read("Who?", [FLOOD], top_k=0)[0].spans == ()
    assert reader.read("Who?", []) == []


@pytest.mark.parametrize(
    "passage",
    [
        "   \n\t ",
        "12 34 56 789 1,000,000 3.14",
        "🏠🏠 23 🏚️ 👩‍👩‍👧‍👦 said 🎉",
        "洪水で二十三軒の家が壊れたと市長は述べた。",
        "قال رئيس البلدية إن 23 منزلا تضررت.",
        "ראש העיר אמר ש-23 בתים ניזוקו",
        "THE MAYOR SAID 23 HOUSES WERE DAMAGED",
        "no full stop and no capital letter anywhere just words " * 30,
        "é" * 3000,
        "e\u0301\u0301\u200d\ufeff\x00 “‘’”",
    ],
)
@pytest.mark.parametrize("history", [(), (("Who spoke?", "the mayor"),)])
def test_odd_passages_give_a_defined_reading(reader, passage, history):
    (reading,) = reader.read("How many houses were damaged?", [passage], history=history)
    holds(passage, reading)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(question=st.text(max_size=60), passage=st.text(max_size=300))
def test_offsets_hold_for_any_text(reader, question, passage):
    (reading,) = reader.read(question, [passage])
    holds(passage, reading)


def test_shares_fold_overlapping_spans_into_the_best():
    given = [Candidate(0, 5, 2.0), Candidate(2, 7, 2.0), Candidate(10, 12, 2.0)]
    kept = shares(given, 1.0)
    assert [candidate for candidate, _ in kept] == [given[0], given[2]]
    assert [share for _, share in kept] == pytest.approx([2 / 3, 1 / 3])
