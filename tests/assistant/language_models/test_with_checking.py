"""The writer with the real checking of sentences."""

from types import SimpleNamespace

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.checking import check
from assistant.events import Finished, Prose, ShortAnswer
from assistant.language_models.choosing import Choice
from assistant.language_models.endpoint import Endpoint
from assistant.language_models.writing import Writer, writer_for
from assistant.settings import load_settings
from tests.assistant.language_models.scripted import answer, citation, endpoint, says

QUOTE = (
    "More than 200 people have been killed since Wednesday, including 121 fighters, "
    "the Syrian Observatory for Human Rights said."
)
SPEAKER = "the Syrian Observatory for Human Rights"
GIVEN = answer(
    citation(quote=QUOTE, speaker=SPEAKER),
    question="How many people have been killed since Wednesday?",
)
FAITHFUL = (
    "The Syrian Observatory for Human Rights said that more than 200 people have been killed "
    "since Wednesday [1]."
)


def prose(*sentences, unsupported="show"):
    with endpoint(says(" ".join(sentences))) as served:
        model = Endpoint(served.url, "m", timeout=10)
        *parts, final = Writer(Choice(model, ""), check, unsupported, 10).write(GIVEN)
    return parts, final


def test_a_faithful_sentence_is_shown_as_supported():
    parts, final = prose(FAITHFUL)
    assert [(part.text, part.verdict) for part in parts] == [(FAITHFUL, "supported")]
    assert final.text.endswith(FAITHFUL)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Syrian Observatory for Human Rights said over 200 fighters were killed [1].",
        "The Syrian Observatory for Human Rights said that 212 people have been killed [1].",
        "The White Helmets said that more than 200 people have been killed since Wednesday [1].",
        "More than 200 people have been killed since Friday [1].",
        "The government has resigned over the deaths [1].",
    ],
)
def test_what_the_passages_do_not_say_is_never_shown_as_supported(sentence):
    parts, _ = prose(sentence)
    assert [part.verdict for part in parts] != ["supported"]
    for setting in ("repair", "remove"):
        parts, final = prose(sentence, unsupported=setting)
        assert all(part.text != sentence for part in parts)
        assert sentence not in final.text
        assert final.text.startswith(GIVEN.text)


def test_a_sentence_that_cites_nothing_is_bound_to_what_bears_it_out():
    parts, _ = prose(FAITHFUL.replace(" [1]", ""))
    assert [(part.text, part.verdict) for part in parts] == [(FAITHFUL, "supported")]
    parts, _ = prose("The Syrian Observatory for Human Rights said that 212 people were killed.")
    assert [part.verdict for part in parts] != ["supported"]


def test_the_writer_of_the_settings_uses_the_real_checking():
    writer = writer_for(load_settings(llm_url="http://127.0.0.1:9/v1", unsupported="remove"))
    assert writer.unsupported == "remove"
    verdict = writer.check(FAITHFUL, GIVEN.citations, question=GIVEN.question)
    assert verdict.verdict == "supported"


def test_the_extractive_answer_comes_before_the_model_is_even_asked():
    with endpoint(says(FAITHFUL)) as served:
        settings = load_settings(llm_url=served.url, llm_model="m", llm_timeout=10)
        assistant = Assistant(SimpleNamespace(), settings)
        assistant.__dict__["_answerer"] = SimpleNamespace(
            answer=lambda *_, **__: iter([GIVEN]), reader=None
        )
        events = assistant.stream(GIVEN.question)
        first = next(events)
        assert isinstance(first, ShortAnswer)
        assert first.answer.text == GIVEN.text
        assert served.requests == []
        prose_event, finished = events
    assert prose_event == Prose(FAITHFUL, "supported")
    assert isinstance(finished, Finished)
    assert finished.answer.text == f"{GIVEN.text}\n\n{FAITHFUL}"
    assert Answer.from_dict(finished.answer.as_dict()).prose[0].verdict == "supported"
