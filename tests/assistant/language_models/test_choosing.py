import pytest

from assistant.language_models.choosing import choose
from assistant.language_models.endpoint import Endpoint
from assistant.language_models.local import LocalModel
from assistant.language_models.registry import known_model
from assistant.language_models.store import ModelStore
from assistant.settings import load_settings


def chosen(**settings):
    return choose(load_settings(**settings))


def test_nothing_configured_means_extractive():
    choice = chosen()
    assert (choice.model, choice.problem) == (None, "")
    assert choice.says == "Answers are extractive; no language model is configured."


def test_an_endpoint_is_named_with_its_host():
    choice = chosen(llm_url="http://localhost:11434/v1", llm_model="qwen", llm_timeout=7)
    assert isinstance(choice.model, Endpoint)
    assert choice.model.timeout == 7
    assert choice.says == "Prose is written by qwen at localhost:11434, each sentence checked."


def test_an_endpoint_comes_before_a_local_model():
    assert isinstance(
        chosen(llm_url="http://localhost:1/v1", llm_model="smollm2-135m-instruct").model, Endpoint
    )


def test_extractive_wins_over_what_is_configured():
    assert chosen(writer="extractive", llm_url="http://localhost:1/v1").model is None


def test_a_model_that_is_wanted_and_not_configured_is_a_problem():
    assert "No language model is configured" in chosen(writer="model").problem


@pytest.mark.parametrize("writer", ["auto", "model"])
def test_a_model_that_is_not_pulled_is_a_problem_that_says_what_to_do(writer):
    choice = chosen(writer=writer, llm_model="smollm2-135m-instruct")
    assert choice.model is None
    assert "news-assistant models pull smollm2-135m-instruct" in choice.problem


def test_an_unknown_model_is_a_problem():
    assert "No model is called 'gpt-99'" in chosen(llm_model="gpt-99").problem


def test_a_pulled_model_is_chosen_by_its_id_and_any_gguf_by_its_path(tmp_path):
    known = known_model("smollm2-135m-instruct")
    path = ModelStore.of_user().path(known)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.truncate(known.size)
    choice = chosen(llm_model=known.id)
    assert isinstance(choice.model, LocalModel)
    assert choice.model.file == path
    assert choice.says.startswith("Prose is written by SmolLM2-135M-Instruct.Q4_1")
    other = chosen(llm_model=str(tmp_path / "other.gguf")).model
    assert isinstance(other, LocalModel)
    assert other.file == tmp_path / "other.gguf"
