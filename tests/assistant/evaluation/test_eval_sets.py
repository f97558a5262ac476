"""The sets that come with the project: well made, and still answered as accepted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation import baseline, gold, libraries, question_sets
from assistant.evaluation.comparison import compare
from assistant.evaluation.runner import run

FOLDERS = sorted(file.parent for file in Path("eval_sets").glob("*/questions.jsonl"))
TAGS = {
    "attribution",
    "quantity",
    "date",
    "place",
    "person",
    "reason",
    "comparison",
    "follow-up",
    "conflict",
    "false-premise",
    "unanswerable",
}
EVERY = 12
"""The quick subset asks one question in so many."""

for_each_set = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@for_each_set
def test_a_set_is_well_made(folder):
    loaded = question_sets.load(folder)
    articles = gold.read_articles(loaded.articles)
    gold.check(loaded, articles)
    assert len(articles) >= 12
    assert len(loaded.questions) >= 40
    tags = Counter(tag for row in loaded.questions for tag in row.tags)
    assert set(tags) >= TAGS
    unanswerable = sum(not row.answerable for row in loaded.questions)
    assert unanswerable >= len(loaded.questions) / 5
    assert all(row.citations for row in loaded.questions if row.answerable)
    assert all(row.must_include for row in loaded.questions if "conflict" in row.tags)
    assert any(len(row.history) >= 2 for row in loaded.questions)
    assert (folder / "README.md").is_file()


@pytest.mark.slow
@pytest.mark.timeout(1200)
@for_each_set
def test_a_quick_subset_is_answered_as_accepted(folder):
    if not (folder / "baseline.json").is_file():
        pytest.skip("the set has no baseline")
    loaded = question_sets.load(folder)
    part = replace(loaded, questions=loaded.questions[::EVERY])
    with libraries.opened(loaded) as built:
        results = run(part, built.assistant, built.articles)
    found = compare(baseline.read(loaded.baseline)[""], results, loaded.name)
    assert found.shared == len(part.questions)
    assert not found.broken
    # One changed answer may be another processor's rounding; two are a change.
    assert len(found.regressions) <= 1, [change.id for change in found.regressions]
