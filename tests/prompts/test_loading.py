from pathlib import Path

import pytest

import prompts
from prompts import loading


def names():
    return sorted(path.stem for path in Path(prompts.__file__).parent.glob("*.md"))


@pytest.mark.parametrize("name", names())
def test_every_prompt_has_its_contract_and_lists_its_placeholders(name):
    prompt = prompts.load(name)
    assert prompt.messages[0][0] == "system"
    assert set(prompt.contract["in"]) == prompt.placeholders()
    assert not any("$" in text for _, text in prompt.messages[:1])  # the fixed prefix comes first


def test_values_are_taken_as_they_are():
    messages = prompts.load("prose").fill(passages="$question ${x}", accounts="", question="$5?")
    assert messages[1][1] == "$question ${x}\n\nQuestion: $5?"


def test_a_value_without_a_placeholder_is_refused():
    with pytest.raises(TypeError, match="colour"):
        prompts.load("prose").fill(passages="", accounts="", question="", colour="red")


def test_a_missing_value_is_refused():
    with pytest.raises(KeyError):
        prompts.load("prose").fill(passages="", question="")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "_FOLDER", tmp_path)
    loading.load.cache_clear()
    yield tmp_path
    loading.load.cache_clear()


CONTRACT = "---\npurpose: a\nin: {x: y}\nout: b\nvalid: c\ninvalid: d\n---\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[system]\nHello", "lacks purpose, in, out, valid, invalid"),
        (CONTRACT.replace("valid: c\n", "", 1) + "[user]\n$x", "lacks valid"),
        (CONTRACT + "[user]\n$x $z", r"placeholders are \['x', 'z'\]"),
    ],
)
def test_a_prompt_without_its_contract_is_refused(folder, text, words):
    (folder / "odd.md").write_text(text)
    with pytest.raises(ValueError, match=words):
        loading.load("odd")


def test_a_prompt_is_its_messages_in_order(folder):
    (folder / "good.md").write_text(CONTRACT + "[system]\nBe brief.\n[user]\nSay $x.\n")
    assert loading.load("good").fill(x="hello") == [("system", "Be brief."), ("user", "Say hello.")]
