"""The assistant's public contract on a small library."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from assistant import Answer, Filters, NewsAssistantError
from assistant.events import EvidenceFound, Finished, ShortAnswer


def check_citations(assistant, answer):
    assert [citation.number for citation in answer.citations] == list(
        range(1, len(answer.citations) + 1)
    )
    for citation in answer.citations:
        text = assistant.article(citation.article_id).text
        assert text[citation.start : citation.end] == citation.quote
        assert citation.start <= citation.answer_start <= citation.answer_end <= citation.end or (
            citation.answer_start == citation.answer_end
        )
        assert f"[{citation.number}]" in answer.text


def test_who_said_it(assistant):
    answer = assistant.ask("Who reported that 31 passengers had died?")
    assert "Harbour Relief Council" in answer.short
    assert "31 passengers" in answer.citations[0].quote
    check_citations(assistant, answer)


def test_a_figure_keeps_its_speaker(assistant):
    answer = assistant.ask("How many people were still missing?")
    assert "14" in answer.short
    assert "Harbour Relief Council" in answer.citations[0].speaker
    assert "Harbour Relief Council" in answer.text
    check_citations(assistant, answer)


def test_figures_that_differ_stand_side_by_side(assistant):
    answer = assistant.ask("How many people died on the ferry Lantern?")
    assert answer.conflicts
    figures = {side.figure for side in answer.conflicts[0].sides}
    assert any("31" in figure for figure in figures)
    assert any("38" in figure for figure in figures)
    times = [side.as_of for side in answer.conflicts[0].sides]
    assert times == sorted(times, reverse=True)
    check_citations(assistant, answer)


def test_nothing_is_said_where_the_articles_are_silent(assistant):
    answer = assistant.ask("Which airline bought the stadium in Brussels?")
    assert answer.abstained
    assert answer.short is None
    assert answer.citations == ()
    assert answer.nearest is None or answer.nearest.quote


def test_the_same_question_has_the_same_answer(assistant):
    first, second = (assistant.ask("Why did prosecutors open an investigation?") for _ in "ab")
    drop = {"elapsed_ms"}
    one, other = ({k: v for k, v in a.as_dict().items() if k not in drop} for a in (first, second))
    assert json.dumps(one) == json.dumps(other)


def test_an_answer_survives_its_dictionary(assistant):
    answer = assistant.ask("How many people died on the ferry Lantern?")
    assert Answer.from_dict(json.loads(json.dumps(answer.as_dict()))) == answer


def test_filters_hold_and_are_named(assistant):
    filters = Filters(outlets=("Coast Wire",))
    answer = assistant.ask("How many people died on the ferry Lantern?", filters=filters)
    assert {citation.outlet for citation in answer.citations} == {"Coast Wire"}
    assert ("outlet", "Coast Wire") in answer.filters
    late = Filters(since=datetime(2025, 3, 7, tzinfo=UTC))
    assert all(
        hit.passage.article_id == "ledger-harvest-7"
        for hit in assistant.retrieve("How many died?", filters=late)
    )


def test_events_come_in_order(assistant):
    events = list(assistant.stream("How many people were still missing?"))
    assert [type(event) for event in events] == [EvidenceFound, ShortAnswer, Finished]


def test_the_async_twins_give_the_same(assistant):
    question = "How many people were still missing?"

    async def both():
        answer = await assistant.aask(question)
        return answer, [event async for event in assistant.astream(question)]

    # A thread of its own: a browser that other tests share keeps a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        answer, events = pool.submit(asyncio.run, both()).result()
    assert answer.text == assistant.ask(question).text
    assert events[-1].answer.text == answer.text


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 100_000])
def test_a_question_that_is_none_is_refused_in_a_sentence(assistant, question):
    with pytest.raises(NewsAssistantError, match="question"):
        assistant.ask(question)


def test_a_conversation_is_kept_with_its_answers(assistant):
    chat = assistant.conversation()
    first = chat.ask("How many people were still missing?")
    assert assistant.conversation(chat.id).turns[0].answer == first
    assert chat.id in {row.id for row in assistant.conversations()}
    assistant.rename_conversation(chat.id, "Missing people")
    assert assistant.conversation(chat.id).title == "Missing people"
    assistant.delete_conversation(chat.id)
    with pytest.raises(NewsAssistantError):
        assistant.conversation(chat.id)


def test_suggested_questions_are_answered(assistant):
    for question in assistant.suggestions(2):
        assert not assistant.ask(question).abstained, question


def test_a_timeline_is_dated_and_attributed(assistant):
    entries = assistant.timeline("ferry deaths toll")
    assert entries
    assert [entry.when for entry in entries] == sorted(entry.when for entry in entries)
    for entry in entries:
        assert assistant.article(entry.article_id).text[entry.start : entry.end] == entry.text
