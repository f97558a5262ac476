"""Questions that a language model proposes, and which of them are kept."""

import json
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.evaluation import model_proposals, proposals
from assistant.evaluation.model_proposals import propose_more
from assistant.language_models.errors import LanguageModelError
from index.errors import NewsAssistantError

STORM = "The port counted 23 boats on Friday. Nobody was blamed, said “the mayor”, for the storm."
STRIKE = "The union said 1,200 dockers would return to Port Ansel."
RIGHT = "Question: How many boats did the port count?\nAnswer: 23\nQuote: {quote}"


class Model:
    """Says what it was told to, one reply a passage, then is silent or down."""

    name = "scripted"

    def __init__(self, *replies):
        self.replies, self.asked = list(replies), []

    def stream(self, messages, *, longest):
        self.asked.append(messages[-1].content)
        reply = self.replies.pop(0) if self.replies else ""
        if isinstance(reply, Exception):
            raise reply
        yield from (reply[:20], reply[20:])


@pytest.fixture
def folder(make_set, tmp_path):
    texts = {"a.md": ("Storm", STORM), "b.md": ("Strike", STRIKE)}
    made = make_set(tmp_path / "new", [{"id": "x", "question": "x"}], texts)
    (made / "questions.jsonl").unlink()
    return made


def test_a_question_comes_with_its_verbatim_quote(folder):
    model = Model(RIGHT.format(quote="The port counted 23 boats on Friday."))
    (made,) = propose_more(folder, model, 3)
    assert made.question.question == "How many boats did the port count?"
    assert made.question.answers == ("23",)
    assert made.question.id == "how-many-boats-did-the-port-count"
    assert made.question.tags == ("proposed-by-model",)
    (citation,) = made.question.citations
    assert (citation.article, citation.quote) == ("a.md", "The port counted 23 boats on Friday.")
    assert "The port counted 23 boats" in model.asked[0]
    assert proposals.write_set(folder, [made]).is_file()


def test_white_space_and_outer_marks_are_forgiven_but_the_articles_are_kept(folder):
    reply = (
        "1. Question: Who was blamed for the storm?\n   Answer: “Nobody”\n   Quote: "
        '"Nobody  was blamed, said “the mayor”, for the storm."'
    )
    (made,) = propose_more(folder, Model(reply), 3)
    assert made.question.citations[0].quote == (
        "Nobody was blamed, said “the mayor”, for the storm."
    )
    assert made.question.answers == ("Nobody",)


@pytest.mark.parametrize(
    "reply",
    [
        RIGHT.format(quote="The port counted 24 boats on Friday."),  # not the article's words
        RIGHT.format(quote="the port counted 23 boats on Friday."),
        RIGHT.format(quote="23 boats"),  # too short to be found again
        RIGHT.format(quote=STRIKE),  # of another article
        RIGHT.format(quote="The port counted 23 boats on Friday.").replace("Answer: 23", "Answer: 5"),
        "Question: Were 23 boats counted?\nAnswer: 23\nQuote: The port counted 23 boats on Friday.",
        "Question: Count them.\nAnswer: 23\nQuote: The port counted 23 boats on Friday.",
        "Question: Is it so? Why?\nAnswer: 23\nQuote: The port counted 23 boats on Friday.",
        "Question: Who won?\nAnswer: 23\nQuote: The port counted 23 boats on Friday.",
        "I cannot help with that.",
        "",
    ],
)  # fmt: skip
def test_what_the_article_does_not_bear_out_is_thrown_away(folder, reply):
    assert list(propose_more(folder, Model(reply), 3)) == []


def test_no_question_twice_and_no_more_than_wanted(folder):
    reply = RIGHT.format(quote="The port counted 23 boats on Friday.")
    other = f"Question: Who would return to Port Ansel?\nAnswer: 1,200 dockers\nQuote: {STRIKE}"
    model = Model(f"{reply}\n\n{reply}\n{reply.replace('How many', 'Just how many')}", other)
    first, second = propose_more(folder, model, 2)
    assert first.question.question != second.question.question
    assert len(model.asked) == 1
    known = list(propose_more(folder, Model(reply, other), 5, [first]))
    assert [one.article for one in known] == ["b.md"]


def test_what_came_before_a_failure_stands(folder):
    model = Model(
        RIGHT.format(quote="The port counted 23 boats on Friday."),
        LanguageModelError("It is down."),
    )
    found = []
    with pytest.raises(LanguageModelError, match="down"):
        found.extend(propose_more(folder, model, 5))
    assert len(found) == 1


@pytest.fixture
def ask():
    def run(*arguments):
        found = CliRunner().invoke(app, ["eval", *map(str, arguments)])
        said = str(found.exception) if isinstance(found.exception, NewsAssistantError) else ""
        return SimpleNamespace(code=found.exit_code, out=found.stdout, err=found.stderr + said)

    return run


@pytest.fixture
def begun(folder, monkeypatch):
    def run(ask, *replies):
        monkeypatch.setattr(model_proposals, "configured_model", lambda: Model(*replies))
        monkeypatch.setattr(
            "assistant.reading.tagger.Tagger.load", lambda: SimpleNamespace(tag=lambda text: [])
        )
        return ask("init", folder, "--more", "2")

    return run


def test_the_command_adds_them_to_the_proposals(ask, folder, begun):
    found = begun(ask, RIGHT.format(quote="The port counted 23 boats on Friday."))
    assert found.code == 0
    assert "1 of them proposed by scripted." in found.out
    (row,) = map(json.loads, (folder / "proposals.jsonl").read_text("utf-8").splitlines())
    assert row["question"] == "How many boats did the port count?"


def test_the_command_says_when_the_model_fails_and_keeps_the_rest(ask, folder, begun):
    found = begun(ask, LanguageModelError("The language model is down."))
    assert found.code == 0
    assert "The language model is down." in found.err
    assert (folder / "proposals.jsonl").is_file()


def test_more_needs_a_language_model(ask, folder):
    found = ask("init", folder, "--more", "2")
    assert found.code == 1
    assert "NEWS_ASSISTANT_LLM_URL" in found.err
    assert not (folder / "proposals.jsonl").exists()
