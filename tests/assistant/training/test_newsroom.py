"""The written training questions: answers where they stand, silence where nothing answers."""

import json
import random
from pathlib import Path

import pytest

from assistant.training.newsroom import newsroom_questions, written
from assistant.training.questions import Question

EVAL_SETS = Path(__file__).parents[3] / "eval_sets"

ARTICLE = """---
title: Weir fails at Ollen
outlet: Tarn Wire
---
OLLEN - Nine barges sank when the weir failed on Monday, the river office said.

It blamed a gate that had been left open. "Nobody looked at it for a year," said lock keeper Ada Rook.
"""


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return newsroom_questions(random.Random(1))


def test_every_answer_stands_where_it_is_said_to(questions: list[Question]) -> None:
    for question in questions:
        for answer, start in zip(question.answers, question.starts, strict=True):
            assert question.passage[start : start + len(answer)] == answer
        assert question.answerable == (question.kind == "asked")


def test_a_passage_asked_in_vain_holds_no_accepted_answer(questions: list[Question]) -> None:
    accepted = {q.id: q.answers for q in questions if q.kind == "asked"}
    in_vain = [q for q in questions if q.kind == "other passage"]
    assert len(in_vain) > len(accepted)
    for question in in_vain:
        answers = accepted.get(question.id.partition("/")[0], ())
        assert not any(answer.lower() in question.passage.lower() for answer in answers)


def test_no_article_is_one_of_an_evaluation_set() -> None:
    asked, passages_of = written()
    assert len(asked) > 1_000
    texts = {text for found in passages_of.values() for text in found}
    for path in EVAL_SETS.glob("*/articles/*"):
        if path.is_file() and path.suffix in (".md", ".txt"):
            article = path.read_text(encoding="utf-8")
            assert not any(text in article for text in texts)


def _folder(place: Path, **changed: object) -> Path:
    (place / "river" / "articles").mkdir(parents=True)
    (place / "river" / "articles" / "weir.md").write_text(ARTICLE, encoding="utf-8")
    row = {
        "question": "What was found unattended?",
        "answerable": True,
        "article": "weir.md",
        "quote": "It blamed a gate that had been left open.",
        "answers": ["a gate"],
        **changed,
    }
    (place / "river" / "questions.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return place


def test_a_row_becomes_a_question_of_its_passage(tmp_path: Path) -> None:
    (question,) = newsroom_questions(random.Random(1), folder=_folder(tmp_path))
    assert question.answers == ("a gate",)
    assert question.passage[question.starts[0] :].startswith("a gate that had been left open")


def test_a_quote_that_is_not_there_is_refused_with_its_place(tmp_path: Path) -> None:
    folder = _folder(tmp_path, quote="It blamed the rain.")
    with pytest.raises(ValueError, match=r"river.*1"):
        newsroom_questions(random.Random(1), folder=folder)
