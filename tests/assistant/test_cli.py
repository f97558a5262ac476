"""The command line as a stranger meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import Assistant

ARTICLES = Path(__file__).parent / "articles"


def run(*words, library=None, stdin=None):
    environment = dict(os.environ)
    if library:
        environment["NEWS_ASSISTANT_LIBRARY"] = str(library)
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, words)],
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_help_needs_no_heavy_library():
    probe = (
        "import sys, assistant.cli; "
        "print([n for n in ('torch', 'chromadb', 'gradio', 'llama_index', 'sqlalchemy', 'numpy')"
        " if n in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.strip() == "[]"


def test_wrong_usage_is_exit_code_2():
    assert run("ask").returncode == 2
    assert run("no-such-command").returncode == 2


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("ask", ""), "empty"),
        (("ask", "x" * 100_000), "100,000"),
        (("ask", "Who?", "--since", "yesterday"), "YYYY-MM-DD"),
        (("articles", "show", "nothing"), "nothing"),
        (("add", "no/such/file.txt"), ""),
    ],
)
def test_a_mistake_is_one_sentence_and_exit_code_1(words, part, tmp_path):
    result = run(*words, library=tmp_path / "library")
    assert result.returncode == 1
    said = result.stderr.strip() or result.stdout.strip()
    assert part in said
    assert "Traceback" not in result.stderr


def test_add_ask_list_show_remove(tmp_path):
    library = tmp_path / "library"
    added = run("add", ARTICLES, "--json", library=library)
    assert added.returncode == 0, added.stderr
    assert len(json.loads(added.stdout)["added"]) == 3
    again = run("add", ARTICLES, library=library)
    assert "3 unchanged" in again.stdout
    asked = run("ask", "-", library=library, stdin="How many people were still missing?")
    assert asked.returncode == 0, asked.stderr
    assert "[1]" in asked.stdout
    rows = json.loads(run("articles", "list", "--json", library=library).stdout)
    assert len(rows) == 3
    shown = run("articles", "show", rows[0]["id"], library=library)
    assert rows[0]["title"] in shown.stdout
    removed = run("articles", "remove", rows[0]["id"], library=library)
    assert removed.returncode == 0, removed.stderr
    assert len(json.loads(run("articles", "list", "--json", library=library).stdout)) == 2
    assert run("doctor", library=library).returncode == 0


def test_a_second_process_is_told_who_has_the_library(tmp_path):
    library = tmp_path / "library"
    with Assistant.open(library):
        result = run("ask", "Who said so?", library=library)
    assert result.returncode == 1
    assert str(os.getpid()) in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
