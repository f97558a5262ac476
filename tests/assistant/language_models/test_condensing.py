from types import SimpleNamespace

import pytest

from assistant.assistant import Assistant
from assistant.followups import PastTurn
from assistant.language_models.condensing import BUDGET, condense
from assistant.language_models.endpoint import Endpoint
from assistant.settings import load_settings
from index.tokens import count_tokens
from tests.assistant.language_models.scripted import answer, citation, endpoint, says

HISTORY = [
    PastTurn(
        "How many civilians were killed in Idlib?",
        short="At least 23",
        speaker="The White Helmets",
    )
]
OTHERWISE = "the linguistic question?"


def condensed(*pieces, question="How many were injured?", history=HISTORY, **options):
    with endpoint(says(*pieces, **options)) as served:
        model = Endpoint(served.url, "m", timeout=5, backoff=0.001)
        return condense(model, question, history, otherwise=OTHERWISE, within=5), served.requests


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("How many were injured?", "How many civilians were injured in Idlib?"),
        ("Who said so?", "Who said that at least 23 civilians were killed in Idlib?"),
        ("And the White Helmets?", "How many civilians did the White Helmets say were killed?"),
    ],
)
def test_a_question_of_the_conversations_own_words_is_taken(question, reply):
    assert condensed(*reply.partition(" were"), question=question)[0] == reply


@pytest.mark.parametrize(
    "reply",
    [
        "At least 23 civilians were injured.",
        "How many civilians were injured in Aleppo?",
        "How many of the 45 civilians were injured?",
        "How many civilians were killed in Idlib?",
        "How many were injured in Idlib? Who said so?",
        "Combien de civils ont été tués à Idlib selon les Casques blancs ?",
        "",
        "How many " * 100 + "?",
    ],
)
def test_what_answers_adds_forgets_or_rambles_is_not_taken(reply):
    assert condensed(reply)[0] == OTHERWISE


def test_only_the_first_line_counts():
    reply = "How many civilians were injured in Idlib?\nExplanation: I filled in Idlib."
    assert condensed(reply)[0] == "How many civilians were injured in Idlib?"


def test_a_model_that_is_down_costs_nothing_but_its_question():
    model = Endpoint("http://127.0.0.1:9/v1", "m", timeout=1, attempts=1)
    assert condense(model, "Why?", HISTORY, otherwise=OTHERWISE, within=1) == OTHERWISE


def test_without_a_conversation_nobody_is_asked():
    assert condensed("Why?", history=[])[1] == []


def test_the_conversation_is_bounded_by_tokens_latest_first():
    history = [PastTurn(f"What about town {n}?", f"Long answer {n}. " * 20) for n in range(50)]
    requests = condensed("Why?", history=history)[1]
    sent = requests[0]["messages"][1]["content"]
    assert "town 49" in sent
    assert "town 0?" not in sent
    assert count_tokens([sent])[0] < BUDGET + 50


def asked_of_the_articles(script, question="How many were injured?", **settings):
    """Return the wordings that an assistant with a language model asks of its articles."""
    asked = []

    def record(wording, *, also=(), **_):
        asked.append((wording, *also))
        return iter([answer(citation(quote="82 were injured."), question=wording)])

    with endpoint(script) as served:
        options = {"llm_url": served.url, "llm_model": "m", "llm_timeout": 5, **settings}
        assistant = Assistant(SimpleNamespace(), load_settings(**options))
        assistant.__dict__["_answerer"] = SimpleNamespace(answer=record, reader=None)
        assistant.ask(question, history=HISTORY)
    return asked[0]


def test_a_models_wording_is_asked_beside_the_linguistic_one():
    reply = "How many civilians were injured in Idlib?"
    wording, *also = asked_of_the_articles(says("How many civilians were ", "injured in Idlib?"))
    assert wording == reply
    assert also[0].startswith("How many")
    assert also[0] != reply


@pytest.mark.parametrize(
    "settings", [{"condense_within": 0.0}, {"writer": "extractive"}, {"condense_within": 0.3}]
)
def test_without_a_model_in_time_the_linguistic_wording_is_asked(settings):
    script = says("How many civilians were injured in Idlib?", pause=1.0)
    given = asked_of_the_articles(script, **settings)
    assert given == asked_of_the_articles(says(""), condense_within=0.0)


def test_what_stands_alone_is_not_given_to_a_model():
    question = "How many houses did the flood on the Orla destroy in May?"
    assert asked_of_the_articles(says("How many?"), question)[0] == question
