"""The key goes into the request's header and nowhere else."""

import json
import logging
import traceback

import pytest
from pydantic import SecretStr

from assistant.language_models.choosing import choose
from assistant.language_models.endpoint import Endpoint
from assistant.language_models.errors import LanguageModelError
from assistant.language_models.model import Message
from assistant.language_models.writing import Writer
from assistant.settings import load_settings
from tests.assistant.language_models.scripted import answer, endpoint, says, words_check

KEY = "a-very-secret-key-0123456789"
GOOD = "The White Helmets reported at least 23 civilians killed in Idlib [1]."


def echo(status):
    """Return a script that answers with the key it was given, as some servers do."""

    def script(handler, number):
        handler.refuse(status, f"You sent {handler.headers['Authorization']}.")

    return script


def broken_off(handler, number):
    handler.begin()
    handler.raw(f"data: {KEY} is no JSON\n\n")


@pytest.fixture
def everything_logged(caplog):
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx", "httpcore", "llama_index", "tenacity"):
        caplog.set_level(logging.DEBUG, logger=name)
    return caplog


@pytest.mark.parametrize(
    "script", [says(GOOD), echo(400), echo(401), echo(429), echo(500), broken_off]
)
def test_neither_answer_nor_logs_nor_reprs_hold_the_key(script, everything_logged, capfd):
    with endpoint(script) as served:
        settings = load_settings(llm_url=served.url, llm_model="m", llm_key=KEY, llm_timeout=5)
        choice = choose(settings)
        writer = Writer(choice, words_check, timeout=5)
        *prose, final = writer.write(answer())
    assert served.headers[0]["Authorization"] == f"Bearer {KEY}"
    shown = [
        json.dumps(final.as_dict()),
        repr((prose, final, settings, choice, writer)),
        str(settings.model_dump()),
        choice.says,
        everything_logged.text,
        *(str(vars(record)) for record in everything_logged.records),
        *capfd.readouterr(),
    ]
    assert not any(KEY in text for text in shown)


@pytest.mark.parametrize("script", [echo(400), echo(401), echo(500), broken_off])
def test_a_traceback_does_not_hold_the_key(script):
    with endpoint(script) as served:
        model = Endpoint(served.url, "m", SecretStr(KEY), timeout=5, backoff=0.001)
        with pytest.raises(LanguageModelError) as raised:
            list(model.stream([Message("user", "x")], longest=5))
    error = raised.value
    assert KEY not in "".join(traceback.format_exception(error))
    assert error.__context__ is None
    assert error.__cause__ is None


def test_a_key_that_no_header_can_hold_is_not_repeated():
    with endpoint(says(GOOD)) as served:
        model = Endpoint(served.url, "m", SecretStr(f"{KEY}\nübel"), timeout=5, backoff=0.001)
        with pytest.raises(LanguageModelError) as raised:
            list(model.stream([Message("user", "x")], longest=5))
    assert KEY not in "".join(traceback.format_exception(raised.value))


def test_events_of_the_library_underneath_do_not_hold_the_key():
    from llama_index.core.instrumentation import get_dispatcher
    from llama_index.core.instrumentation.event_handlers import BaseEventHandler

    seen = []

    class Handler(BaseEventHandler):
        def handle(self, event, **_):
            seen.append(repr(event) + str(event.model_dump()))

    handler = Handler()
    get_dispatcher().add_event_handler(handler)
    try:
        with endpoint(says(GOOD)) as served:
            model = Endpoint(served.url, "m", SecretStr(KEY), timeout=5)
            list(model.stream([Message("user", "x")], longest=5))
    finally:
        get_dispatcher().event_handlers.remove(handler)
    assert seen
    assert not any(KEY in text for text in seen)


def test_a_key_of_the_environment_is_not_sent_to_an_endpoint_that_has_none(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-mine")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "admin-mine")
    with endpoint(says(GOOD)) as served:
        list(Endpoint(served.url, "m", timeout=5).stream([Message("user", "x")], longest=5))
    sent = str(served.headers) + str(served.requests)
    assert not any(secret in sent for secret in (KEY, "org-mine", "proj-mine", "admin-mine"))


def test_a_password_in_the_address_is_not_shown():
    model = Endpoint(f"http://me:{KEY}@127.0.0.1:9/v1?token={KEY}", "m", timeout=1, backoff=0.001)
    assert model.name == "m at 127.0.0.1:9"
    assert KEY not in repr(model)
    with pytest.raises(LanguageModelError) as raised:
        list(model.stream([Message("user", "x")], longest=5))
    assert KEY not in str(raised.value)
