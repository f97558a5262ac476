"""The pytest plugin in a project of somebody else, which only installs the package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

ROOT = Path(__file__).parents[2]
ARTICLE = """---
title: Bridge collapses at Port Ansel
outlet: Shore Post
published: 2025-01-02T08:00:00+00:00
---

The Coast Guard said 23 people were rescued after the bridge at Port Ansel collapsed on Monday.

Mayor Ilse Brandt said the bridge had been inspected in October.
"""
QUOTE = "The Coast Guard said 23 people were rescued"
CITED = [{"article": "bridge.md", "quote": QUOTE}]
QUESTIONS = [
    {
        "id": "rescued",
        "question": "How many people were rescued after the bridge collapsed?",
        "answers": ["23", "23 people"],
        "citations": CITED,
        "tags": ["quantity"],
    },
    {
        "id": "wrong-on-purpose",
        "question": "How many people were rescued from the bridge?",
        "answers": ["seven hundred"],
        "citations": CITED,
        "tags": ["quantity", "made-wrong"],
    },
    {
        "id": "known",
        "question": "How many people did the Coast Guard rescue?",
        "answers": ["nine"],
        "citations": CITED,
        "known_failure": "the article says 23",
    },
]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Install the package, built from a copy of the sources, into a folder of its own."""
    source = tmp_path_factory.mktemp("source")
    for name in ("assistant", "index", "prompts", "ui"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, source / name)
        else:
            (source / name).touch()
    target = tmp_path_factory.mktemp("site")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--target", str(target)]
    subprocess.run([*pip, *options, str(source)], check=True, timeout=300)
    return target


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample_project")
    (folder / "qa" / "bridge" / "articles").mkdir(parents=True)
    (folder / "qa" / "bridge" / "articles" / "bridge.md").write_text(ARTICLE)
    lines = "".join(json.dumps(row) + "\n" for row in QUESTIONS)
    (folder / "qa" / "bridge" / "questions.jsonl").write_text(lines)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --strict-markers\n")
    (folder / "conftest.py").write_text(
        "import assistant\n\ndef pytest_report_header():\n"
        "    return f'assistant from {assistant.__file__}'\n"
    )
    return folder


@pytest.fixture
def run(site, project, tmp_path_factory):
    cache = tmp_path_factory.getbasetemp() / "sample-project-cache"
    environment = {**os.environ, "PYTHONPATH": str(site), "NEWS_ASSISTANT_EVAL_CACHE": str(cache)}

    def pytest_in_project(*arguments):
        command = [sys.executable, "-m", "pytest", "qa", "-v", *arguments]
        found = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, timeout=800
        )
        assert f"assistant from {site}" in found.stdout, found.stdout + found.stderr
        return found

    return pytest_in_project


def test_questions_are_tests_of_another_project(run):
    found = run("-n", "2", "-rx")
    output = found.stdout
    assert found.returncode == 1, output + found.stderr
    assert "1 failed, 1 passed, 1 xfailed" in output
    assert "qa/bridge/questions.jsonl::wrong-on-purpose" in output
    assert "- seven hundred" in output
    assert "+ 23" in output
    assert "the article says 23" in output
    again = run("--lf", "-p", "no:xdist")
    assert "1 failed" in again.stdout
    assert "passed" not in again.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("-k", "wrong"), ["wrong-on-purpose"]),
        (("-m", "quantity"), ["rescued", "wrong-on-purpose"]),
        (("-m", "quantity and not made-wrong"), ["rescued"]),
    ],
)
def test_choosing_questions(run, arguments, ids):
    found = run("--collect-only", *arguments)
    assert [
        name for name in ("rescued", "wrong-on-purpose", "known") if f" {name}>" in found.stdout
    ] == ids
