"""The plugin inside a pytest run of its own, over a scripted assistant."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager

import pytest

from assistant.evaluation import gold, libraries

pytest_plugins = ["pytester"]


@pytest.fixture
def project(pytester, scripted, monkeypatch, make_set, small_set):
    """Make a project with one set; its runs happen in this process with the scripted assistant."""

    @contextmanager
    def opened(question_set, **_):
        articles = gold.read_articles(question_set.articles)
        gold.check(question_set, articles)
        yield libraries.BuiltLibrary(scripted, articles, reused=True)

    monkeypatch.setattr(libraries, "opened", opened)
    small_set.rename(pytester.path / "harbour_news")
    pytester.makeini("[pytest]\naddopts = --strict-markers -p no:cacheprovider")
    return pytester


def run(project, *arguments):
    plugin = ("-p", "assistant.evaluation.pytest_plugin")
    if any(e.module == plugin[1] for e in _installed()):
        plugin = ()
    return project.runpytest_inprocess(*plugin, *arguments)


def _installed():
    from importlib.metadata import entry_points

    return entry_points(group="pytest11")


def rewrite(project, change):
    file = project.path / "harbour_news" / "questions.jsonl"
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    change(rows)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_every_row_is_a_test_with_its_id(project):
    found = run(project, "-v")
    found.assert_outcomes(passed=3)
    found.stdout.fnmatch_lines(
        ["*questions.jsonl::rescued PASSED*", "*::strike PASSED*", "*::mayor PASSED*"]
    )


def test_choosing_by_word_and_by_tag(project):
    run(project, "-k", "strike").assert_outcomes(passed=1, deselected=2)
    run(project, "-m", "quantity or date").assert_outcomes(passed=2, deselected=1)
    run(project, "harbour_news/questions.jsonl::mayor").assert_outcomes(passed=1)


def test_a_wrong_answer_fails_with_a_readable_difference(project, scripted):
    scripted.script["When did the strike end?"] = ("Friday", "ended their strike on Monday", "")
    found = run(project)
    found.assert_outcomes(passed=2, failed=1)
    found.stdout.fnmatch_lines(
        [
            "*harbour_news: strike*",
            "*why: wrong answer*",
            "- Monday",
            "- on Monday",
            "+ Friday",
            "*it rested on*ended their strike on Monday*",
            "*gold*Dockers in Port Ansel*",
        ]
    )
    assert "Traceback" not in found.stdout.str()


def test_known_failures_are_xfail(project, scripted):
    rewrite(project, lambda rows: rows[1].update(known_failure="dates are not read yet"))
    run(project).assert_outcomes(passed=2, xpassed=1)
    del scripted.script["When did the strike end?"]
    found = run(project, "-rx")
    found.assert_outcomes(passed=2, xfailed=1)
    found.stdout.fnmatch_lines(["*dates are not read yet*"])


def test_a_malformed_set_is_a_collection_error_with_its_line(project):
    rewrite(project, lambda rows: rows[2].update(id="strike"))
    found = run(project)
    assert found.ret == pytest.ExitCode.INTERRUPTED
    found.stdout.fnmatch_lines(["*questions.jsonl:3: the id 'strike' stands on line 2 already*"])


def test_a_lost_gold_quote_is_an_error_with_its_line(project):
    rewrite(project, lambda rows: rows[0]["citations"][0].update(quote="not there"))
    found = run(project)
    found.assert_outcomes(failed=3)
    found.stdout.fnmatch_lines(["*questions.jsonl:1:*'not there' is not in the article*"])


def test_a_questions_file_without_articles_is_somebody_elses(pytester):
    (pytester.path / "questions.jsonl").write_text("not ours\n")
    assert run(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_the_plugin_is_light():
    code = (
        "import sys, assistant.evaluation.pytest_plugin\n"
        "heavy = ('torch', 'numpy', 'pydantic', 'rich', 'chromadb', 'llama_index', 'gradio')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
