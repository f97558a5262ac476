"""Questions read, changed and made; every answer keeps its place."""

import json
import random

import pytest

from assistant.training.articles import Article, GoldAttribution, hold_out
from assistant.training.followups import followups, with_pronoun
from assistant.training.negatives import other_passages
from assistant.training.news_questions import excerpts, news_questions
from assistant.training.question_edits import change_number, edited, negate, oppose
from assistant.training.questions import Question, flat, split_by_title, squad

PASSAGE = "In 1931 the largest mill of Brask burned. Ana Lindqvist built a new one in Torvik."


def asked(question, answer, passage=PASSAGE, title="Brask"):
    start = passage.index(answer)
    return Question("q", title, question, passage, (answer,), (start,))


def test_flat_files_drop_offsets_that_do_not_hold(tmp_path):
    (tmp_path / "passages.jsonl").write_text(
        json.dumps({"pid": "p", "title": "t", "text": "Ana built it."}) + "\n"
    )
    rows = [
        {"id": "1", "pid": "p", "question": "Who?", "answers": ["Ana", "built"],
         "answer_starts": [0, 9], "is_impossible": False},
        {"id": "2", "pid": "p", "question": "Why?", "answers": [], "answer_starts": [],
         "is_impossible": True},
    ]  # fmt: skip
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    one, two = flat(tmp_path, source="made")
    assert (one.answers, one.starts, one.answerable) == (("Ana",), (0,), True)
    assert (two.answerable, two.kind) == (False, "adversarial")
    with pytest.raises(FileNotFoundError, match=r"expected other_passages\.jsonl"):
        flat(tmp_path, "other_")


def test_squad_files_are_read(tmp_path):
    qas = [
        {"id": "1", "question": "Who?", "answers": [{"text": "Ana", "answer_start": 0}]},
        {"id": "2", "question": "Why?", "answers": [], "is_impossible": True},
    ]
    data = {"data": [{"title": "T", "paragraphs": [{"context": "Ana left.", "qas": qas}]}]}
    path = tmp_path / "squad.json"
    path.write_text(json.dumps(data))
    assert [q.answerable for q in squad(path)] == [True, False]


def test_titles_part_training_from_development():
    questions = [asked("Who?", "Ana"), asked("Who?", "Ana", title="Orlin")]
    training, development = split_by_title(questions, frozenset(["Orlin"]))
    assert [q.title for q in training] == ["Brask"]
    assert [q.title for q in development] == ["Orlin"]


def test_edits_change_one_thing():
    chance = random.Random(1)
    number = change_number(asked("What burned in 1931?", "mill"), (), chance)
    assert number is not None
    assert "1931" not in number
    assert oppose(asked("What was the oldest mill?", "mill"), (), chance) == (
        "What was the newest mill?"
    )
    assert "n't" in (negate(asked("What did Ana build?", "mill"), (), chance) or "")
    assert change_number(asked("What burned?", "mill"), (), chance) is None


def test_edited_questions_have_no_answer():
    made = edited([asked("What burned in Brask in 1931?", "mill")] * 5, 5, random.Random(3))
    assert made
    assert all(not q.answerable and q.passage == PASSAGE for q in made)


def test_other_passages_do_not_hold_the_answer():
    questions = [
        asked("Who built a mill?", "Ana Lindqvist"),
        asked("What fell?", "Snow", "Snow fell on the mill."),
        asked("Who came?", "Ana Lindqvist", "Ana Lindqvist came to the mill."),
    ]
    for question in other_passages(questions, 3, random.Random(1)):
        assert not question.answerable
        if "Who" in question.question:
            assert "Ana" not in question.passage


def test_followups_refer_back():
    assert with_pronoun("Who led the Orlin Guard?", "the Orlin Guard", random.Random(1)) != (
        "Who led the Orlin Guard?"
    )
    pair = [asked("Who built it?", "Ana Lindqvist"), asked("Where in Torvik?", "Torvik")]
    made = followups(pair, 1.0, random.Random(1))
    assert all(len(question.history) == 1 for question in made)


ARTICLE = Article(
    "a",
    "Mayor Ana Lindqvist said that at least 23 houses were damaged in Torvik. Snow fell again.",
    (GoldAttribution(((0, 19),), ((20, 24),), ((30, 71),)),),
)


def test_news_questions_point_at_their_answers():
    made = [q for seed in range(30) for q in news_questions([ARTICLE], random.Random(seed))]
    kinds = {q.kind for q in made}
    assert {"who said", "what said", "how many"} <= kinds
    for question in made:
        for answer, start in zip(question.answers, question.starts, strict=True):
            assert question.passage[start : start + len(answer)] == answer
        if question.kind == "who said":
            assert question.answers == ("Mayor Ana Lindqvist",)
        if question.kind == "false premise":
            assert not question.answerable


def test_excerpts_cover_an_article_once():
    text = "One two three. Four five six.\n\nSeven eight nine. " * 20
    parts = excerpts(text, 10)
    assert "".join(text[p.start : p.end] for p in parts).split() == text.split()


def test_held_out_articles_do_not_depend_on_order():
    articles = [Article(str(i), "", ()) for i in range(50)]
    training, held = hold_out(articles)
    assert hold_out(articles[::-1])[1] == held
    assert not {a.id for a in training} & {a.id for a in held}
