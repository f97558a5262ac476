import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.models import app
from assistant.language_models import registry as registry_module
from index.errors import NewsAssistantError
from tests.assistant.language_models.fake_hub import fake_hub

CONTENT = b"GGUF" + bytes(range(256)) * 400


@pytest.fixture
def one_model(tmp_path, monkeypatch):
    """A registry of one small model that a hub on this machine serves."""
    row = {
        "id": "tiny",
        "title": "Tiny",
        "file": "tiny.gguf",
        "size": len(CONTENT),
        "sha256": hashlib.sha256(CONTENT).hexdigest(),
        "licence": "Apache-2.0",
        "hub": {"repository": "someone/tiny", "revision": "main", "file": "tiny.gguf"},
    }
    file = tmp_path / "registry.json"
    file.write_text(json.dumps({"models": [row]}))
    models = registry_module.registry(file)
    monkeypatch.setattr(registry_module, "registry", lambda: models)
    monkeypatch.delenv("HF_HUB_OFFLINE")
    with fake_hub(CONTENT) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


def run(*arguments):
    return CliRunner().invoke(app, arguments)


def test_list_pull_list_remove(one_model):
    assert json.loads(run("list", "--json").stdout)[0]["state"] == "-"
    pulled = run("pull", "tiny")
    assert pulled.exit_code == 0
    assert "NEWS_ASSISTANT_LLM_MODEL=tiny" in pulled.stdout
    row = json.loads(run("list", "--json").stdout)[0]
    assert row["state"] == "here"
    assert Path(row["path"]).read_bytes() == CONTENT
    listed = run("list").stdout
    assert "here" in listed
    assert "Answers are extractive; no language model is configured." in listed
    assert json.loads(run("remove", "tiny", "--json").stdout) == {"removed": ["tiny"]}
    assert "was not here" in run("remove", "tiny").stdout
    assert json.loads(run("list", "--json").stdout)[0]["state"] == "-"


def test_an_unfinished_pull_shows_its_share(one_model, monkeypatch):
    monkeypatch.setattr("assistant.language_models.hub._LONGEST_WAIT", 0.0)
    one_model.dies_after = [51_200, 0, 0, 0, 0]
    failed = run("pull", "tiny")
    assert isinstance(failed.exception, NewsAssistantError)
    assert "tiny could not be pulled" in str(failed.exception)
    assert json.loads(run("list", "--json").stdout)[0]["state"].endswith("% pulled")


def test_an_unknown_id_is_an_error_of_one_sentence(one_model):
    result = run("pull", "nothing")
    assert isinstance(result.exception, NewsAssistantError)
    assert str(result.exception) == "No model is called 'nothing'; there are: tiny."
