"""The command line over a scripted assistant: files, exit codes and messages."""

from __future__ import annotations

import json
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli import eval as command
from assistant.evaluation import gold, libraries
from index.errors import NewsAssistantError

whole = typer.Typer(rich_markup_mode=None)
whole.add_typer(command.app, name="eval")


@whole.command("other")
def other() -> None:
    """Make the application one with several commands."""


@pytest.fixture
def ask(scripted, monkeypatch):
    @contextmanager
    def opened(question_set, **_):
        articles = gold.read_articles(question_set.articles)
        gold.check(question_set, articles)
        yield libraries.BuiltLibrary(scripted, articles, reused=True)

    monkeypatch.setattr(libraries, "opened", opened)

    def run(*arguments):
        found = CliRunner().invoke(whole, ["eval", *map(str, arguments)])
        message = ""
        if isinstance(found.exception, NewsAssistantError):
            message = str(found.exception)
        elif found.exception and not isinstance(found.exception, SystemExit):
            raise found.exception
        return SimpleNamespace(code=found.exit_code, out=found.stdout, err=found.stderr + message)

    return run


@pytest.fixture
def worse(scripted):
    def change():
        short, quote, _ = scripted.script["How many people were rescued?"]
        scripted.script["How many people were rescued?"] = (short, quote, "The Navy")

    return change


def test_a_set_is_evaluated_with_or_without_the_word_run(ask, small_set):
    for words in ((), ("run",)):
        found = ask(*words, small_set)
        assert found.code == 0
        assert "3 passed, 0 failed" in found.out
        assert "harbour_news" in found.out


def test_every_file_is_written(ask, small_set, tmp_path):
    files = {kind: tmp_path / "new" / f"out.{kind}" for kind in ("json", "html", "xml")}
    found = ask(
        "--json", files["json"], "--report", files["html"], "--junit", files["xml"], small_set
    )
    assert found.code == 0
    assert json.loads(files["json"].read_text())["n"] == 3
    assert "<!DOCTYPE html>" in files["html"].read_text()
    assert "testsuite" in files["xml"].read_text()


def test_json_to_stdout_is_nothing_but_json(ask, small_set):
    found = ask(small_set, "--json", "-")
    assert json.loads(found.out)["exact_match"] == 1.0


def test_two_runs_write_the_same_but_for_the_clock(ask, small_set):
    def run():
        content = json.loads(ask(small_set, "--json", "-").out)
        del content["latency_ms"]
        for row in content["questions"]:
            del row["latency_ms"]
        return content

    assert run() == run()


def test_the_own_baseline_is_used_and_a_protected_question_fails(ask, small_set, worse):
    assert ask(small_set, "--update-baseline").code == 0
    assert (small_set / "baseline.json").is_file()
    same = ask(small_set)
    assert same.code == 0
    assert "every metric as in the baseline" in same.out
    worse()
    found = ask(small_set)
    assert found.code == 1
    assert "protected questions broke: rescued" in found.err
    assert "speaker_accuracy fell from 1.000 to 0.000" in found.err
    assert ask(small_set, "--no-baseline").code == 0
    accepted = ask(small_set, "--update-baseline")
    assert accepted.code == 0
    assert "Accepted: " in accepted.err
    assert ask(small_set).code == 0


def test_a_named_baseline(ask, small_set, tmp_path, worse):
    file = tmp_path / "accepted.json"
    missing = ask(small_set, "--baseline", file)
    assert missing.code == 1
    assert "can't be read" in missing.err
    assert ask(small_set, "--baseline", file, "--update-baseline").code == 0
    assert not (small_set / "baseline.json").exists()
    assert ask(small_set, "--baseline", file).code == 0
    worse()
    assert ask(small_set, "--baseline", file).code == 1


def test_a_filter_compares_only_what_was_asked(ask, small_set, worse):
    ask(small_set, "--update-baseline")
    worse()
    found = ask(small_set, "--filter", "tag:date")
    assert found.code == 0
    assert "1 passed" in found.out
    nothing = ask(small_set, "--filter", "tag:none")
    assert nothing.code == 1
    assert "no question is kept by tag:none" in nothing.err


def test_fail_under(ask, small_set, worse):
    assert ask(small_set, "--fail-under", "f1=0.9", "--fail-under", "must_pass=1").code == 0
    worse()
    found = ask(small_set, "--fail-under", "f1=0.9", "--fail-under", "speaker_accuracy=0.5")
    assert found.code == 1
    assert "speaker_accuracy is 0.0000, under 0.5." in found.err
    assert "f1 is" not in found.err


def test_a_metric_that_no_question_measures_is_under_every_limit(ask, make_set, tmp_path):
    folder = make_set(tmp_path / "s", [{"id": "a", "question": "Who?", "answerable": False}])
    found = ask(folder, "--fail-under", "citation_recall=0")
    assert found.code == 1
    assert "citation_recall has no value" in found.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--fail-under", "f2=0.5"),
        ("--fail-under", "f1=high"),
        ("--fail-under", "f1=1.5"),
        ("--workers", "0"),
        ("--writer", "somebody"),
        ("--baseline", "x.json", "--no-baseline"),
        ("--no-such-option",),
    ],
)
def test_wrong_usage_is_2(ask, small_set, arguments):
    assert ask(small_set, *arguments).code == 2


def test_a_malformed_set_is_1_with_file_and_line(ask, small_set):
    file = small_set / "questions.jsonl"
    file.write_text(file.read_text() + "{\n")
    found = ask(small_set)
    assert found.code == 1
    assert found.err.startswith(f"{file}:4: no JSON")


def test_two_sets_of_one_name_are_refused(ask, small_set, make_set, tmp_path):
    found = ask(small_set, make_set(tmp_path / "elsewhere" / "harbour_news"))
    assert found.code == 1
    assert "several question sets are called harbour_news" in found.err


def test_workers_and_repeat(ask, small_set):
    found = ask(small_set, "--workers", 2, "--repeat", 2, "--json", "-")
    assert [len(row["latency_ms"]) for row in json.loads(found.out)["questions"]] == [2, 2, 2]


def test_import_and_export(ask, small_set, tmp_path):
    exported = tmp_path / "squad.json"
    assert ask("export", small_set, exported, "--format", "squad").code == 0
    found = ask("import", exported, tmp_path / "back", "--format", "squad")
    assert found.code == 0
    assert "3 questions" in found.out
    assert ask("export", small_set, exported, "--format", "csv").code == 2
    again = ask("import", exported, tmp_path / "back", "--format", "squad")
    assert again.code == 1
    assert "holds a question set already" in again.err


def test_help_tells_of_both_ways(ask):
    found = ask("--help")
    assert found.code == 0
    for word in ("SET", "init", "import", "export"):
        assert word in found.out
    assert "--fail-under" in ask("run", "--help").out


def test_judging_needs_a_model(ask, small_set):
    found = ask(small_set, "--judge")
    assert found.code == 1
    assert "NEWS_ASSISTANT_LLM_URL" in found.err
