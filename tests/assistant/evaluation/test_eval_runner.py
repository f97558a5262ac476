from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.evaluation import gold, question_sets
from assistant.evaluation.errors import QuestionSetError
from assistant.evaluation.results import metrics
from assistant.evaluation.runner import run


@pytest.fixture
def loaded(small_set):
    question_set = question_sets.load(small_set)
    return question_set, gold.read_articles(question_set.articles)


def test_every_question_is_asked_and_scored(loaded, scripted):
    results = run(loaded[0], scripted, loaded[1])
    assert [row.id for row in results] == ["rescued", "strike", "mayor"]
    assert [row.outcome for row in results] == ["passed"] * 3
    found = metrics(results)
    assert found["exact_match"] == found["f1"] == found["citation_recall"] == 1.0
    assert found["speaker_accuracy"] == found["must_pass"] == 1.0
    assert found["retrieval_recall@1"] == 0.5
    assert found["mrr@10"] == 0.75
    assert len(results[0].latency_ms) == 1


def test_one_warm_up_question_is_not_measured(loaded, scripted):
    results = run(loaded[0], scripted, loaded[1], repeat=3)
    assert len(scripted.asked) == 1 + 3 * 3
    assert [len(row.latency_ms) for row in results] == [3, 3, 3]


def test_workers_keep_the_order_and_the_answers(loaded, scripted):
    one = run(loaded[0], scripted, loaded[1])
    four = run(loaded[0], scripted, loaded[1], workers=4)
    assert [(row.id, row.text, row.values) for row in one] == [
        (row.id, row.text, row.values) for row in four
    ]


def test_progress_tells_of_every_question(loaded, scripted):
    steps = []
    run(loaded[0], scripted, loaded[1], progress=steps.append)
    assert [(step.stage, step.done, step.total) for step in steps] == [
        ("questions", 1, 3),
        ("questions", 2, 3),
        ("questions", 3, 3),
    ]


def test_history_reaches_the_assistant(make_set, scripted, tmp_path):
    row = {"id": "a", "question": "And when?", "history": [["Did it end?", "Yes."]]}
    question_set = question_sets.load(make_set(tmp_path / "s", [row]))
    run(question_set, scripted, gold.read_articles(question_set.articles))
    assert scripted.asked[-1] == ("And when?", (("Did it end?", "Yes."),))


def test_answers_that_differ_between_repetitions_are_told(loaded, scripted, monkeypatch):
    counter = iter(range(1000))
    monkeypatch.setattr(
        scripted, "ask", lambda question, history=(): Answer(f"{next(counter)}", None, True)
    )
    assert all(row.unstable for row in run(loaded[0], scripted, loaded[1], repeat=2))


def test_a_quote_that_the_library_lost_is_refused(loaded, scripted):
    scripted.texts["bridge"] = "A later version without the sentence."
    with pytest.raises(QuestionSetError, match="did a later version replace"):
        run(loaded[0], scripted, loaded[1])
