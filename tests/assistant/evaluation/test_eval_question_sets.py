from __future__ import annotations

import json

import pytest

from assistant.evaluation import gold, question_sets
from assistant.evaluation.errors import EvaluationError, QuestionSetError
from assistant.evaluation.questions import Question, parse_row

GOOD = {"id": "a", "question": "What happened?"}


def written(folder, *lines):
    (folder / "articles").mkdir()
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    (folder / "questions.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_a_set_is_loaded_in_file_order(small_set):
    loaded = question_sets.load(small_set)
    assert loaded.name == "harbour_news"
    assert [row.id for row in loaded.questions] == ["rescued", "strike", "mayor"]
    first, _, last = loaded.questions
    assert first.protected
    assert first.answers == ("at least 23", "23")
    assert not last.answerable


@pytest.mark.parametrize(
    ("lines", "line", "reason"),
    [
        ([GOOD, '{"id": "b", "question": }'], 2, "no JSON"),
        ([GOOD, "", {**GOOD, "question": "Again?"}], 3, "'a' stands on line 1 already"),
        ([{**GOOD, "anwsers": ["x"]}], 1, "unknown key 'anwsers'; did you mean 'answers'?"),
        ([{"question": "Who?"}], 1, "'id' must be a text, got nothing"),
        ([{"id": "a", "question": " "}], 1, "'question' is empty"),
        ([{**GOOD, "answers": "x"}], 1, "'answers' must be a list"),
        ([{**GOOD, "answers": [""]}], 1, "'answers' must be a list of non-empty texts"),
        ([{**GOOD, "answerable": "no"}], 1, "'answerable' must be true or false, got 'no'"),
        ([{**GOOD, "must_include": ["("]}], 1, "'(' is no regular expression"),
        ([{**GOOD, "history": [["only a question"]]}], 1, "'history' must be a list of"),
        ([{**GOOD, "citations": [{"article": "x"}]}], 1, "'quote' must be a text"),
        ([{**GOOD, "citations": [{"article": "x", "qoute": "y"}]}], 1, "unknown key 'qoute'"),
        ([{**GOOD, "tags": ["two words"]}], 1, "must be one word"),
        ([{**GOOD, "answerable": False, "answers": ["x"]}], 1, "neither answers nor citations"),
        (["[1, 2]"], 1, "expected a JSON object, got list"),
        (['{"id": "a", "id": "b", "question": "c"}'], 1, "the key 'id' stands twice"),
        ([], 0, "the file is empty"),
        (["", "  "], 0, "the file is empty"),
    ],
)
def test_malformed_rows_are_refused_with_file_line_and_reason(tmp_path, lines, line, reason):
    folder = written(tmp_path, *lines)
    with pytest.raises(QuestionSetError) as caught:
        question_sets.load(folder)
    assert caught.value.line == line
    place = f"{folder / 'questions.jsonl'}:{line}" if line else str(folder / "questions.jsonl")
    assert str(caught.value).startswith(f"{place}: ")
    assert reason in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path):
    folder = written(tmp_path, GOOD)
    file = folder / "questions.jsonl"
    file.write_bytes(file.read_bytes() + b'{"id": "b", "question": "\xff"}\n')
    with pytest.raises(QuestionSetError, match=r":2: the file is not UTF-8"):
        question_sets.load(folder)


def test_rows_round_trip():
    row = {
        "id": "a",
        "question": "Who?",
        "history": [["Earlier?", "Yes."]],
        "answers": ["x"],
        "citations": [{"article": "a.md", "quote": "x"}],
        "speaker": "S",
        "must_include": ["x"],
        "must_not_include": ["y"],
        "tags": ["follow-up"],
        "protected": True,
        "known_failure": "not yet",
    }
    assert parse_row(row, "file", 1).as_row() == row
    assert parse_row({**GOOD, "answerable": False}, "f", 1).as_row() == {
        **GOOD,
        "answerable": False,
    }


def test_gold_quotes_must_stand_in_their_article(small_set, make_set, tmp_path):
    loaded = question_sets.load(small_set)
    articles = gold.read_articles(loaded.articles)
    gold.check(loaded, articles)
    row = {**GOOD, "citations": [{"article": "bridge.md", "quote": "at least 32 people"}]}
    bad = question_sets.load(make_set(tmp_path / "bad", [GOOD | {"id": "z"}, row]))
    with pytest.raises(
        QuestionSetError, match=r"questions.jsonl:2: .*'at least 32 people'.* is no"
    ):
        gold.check(bad, articles)


def test_articles_are_named_by_file_id_or_title():
    articles = [
        gold.SetArticle("set/articles/a.md", "id-1", "Same title", "", "text"),
        gold.SetArticle("set/articles/b.md", "id-2", "Same title", "", "text"),
        gold.SetArticle("set/articles/c.md", "id-3", "Its own", "", "text"),
    ]
    assert gold.named("a.md", articles) is articles[0]
    assert gold.named("id-2", articles) is articles[1]
    assert gold.named("Its own", articles) is articles[2]
    with pytest.raises(LookupError, match="names 2 articles"):
        gold.named("Same title", articles)
    with pytest.raises(LookupError, match=r"no article 'd\.md'"):
        gold.named("d.md", articles)


def test_gold_quotes_are_compared_in_canonical_text(tmp_path, make_set):
    # "é" is written decomposed in the question and composed in the article.
    row = {**GOOD, "citations": [{"article": "cafe.md", "quote": "The cafe\u0301 burned"}]}
    folder = make_set(tmp_path / "s", [row], {"cafe.md": ("T", "The caf\u00e9 burned down.")})
    loaded = question_sets.load(folder)
    gold.check(loaded, gold.read_articles(loaded.articles))


def test_a_repeated_sentence_counts_wherever_it_stands(scripted):
    sentence = "The Coast Guard said at least 23 people were rescued from the fallen bridge."
    scripted.texts["wire"] = f"Wire copy. {sentence} {sentence}"
    row = Question("q", "?", citations=(question_sets_gold("bridge.md", sentence),))
    loaded = question_sets.QuestionSet("s", "f", "a", (row,))
    article = gold.SetArticle("bridge.md", "", "", "", scripted.texts["bridge"])
    (found,) = gold.resolve(loaded, [article], scripted)["q"]
    assert [(span.article_id, span.start) for span in found.spans] == [
        ("bridge", 0),
        ("wire", 11),
        ("wire", 11 + len(sentence) + 1),
    ]
    for span in found.spans:
        assert scripted.texts[span.article_id][span.start : span.end] == sentence


def test_a_short_quote_counts_only_in_its_article(scripted):
    scripted.texts["other"] = "They too spoke of at least 23 people."
    row = Question("q", "?", citations=(question_sets_gold("bridge.md", "at least 23"),))
    loaded = question_sets.QuestionSet("s", "f", "a", (row,))
    article = gold.SetArticle("bridge.md", "", "", "", scripted.texts["bridge"])
    (found,) = gold.resolve(loaded, [article], scripted)["q"]
    assert {span.article_id for span in found.spans} == {"bridge"}


def question_sets_gold(article, quote):
    from assistant.evaluation.questions import GoldCitation

    return GoldCitation(article, quote)


@pytest.mark.parametrize(
    ("expression", "kept"),
    [
        ("tag:date", ["strike"]),
        ("id:res", ["rescued"]),
        ("STRIKE", ["strike"]),
        ("!tag:unanswerable", ["rescued", "strike"]),
        ("tag:date,id:mayor", ["strike", "mayor"]),
        ("^nothing$", []),
    ],
)
def test_filters(small_set, expression, kept):
    loaded = question_sets.load(small_set).filtered(expression)
    assert [row.id for row in loaded.questions] == kept


def test_a_filter_that_is_no_pattern_is_refused(small_set):
    with pytest.raises(EvaluationError, match="no regular expression"):
        question_sets.load(small_set).filtered("(")


def test_sets_are_found_by_folder_file_and_folder_of_sets(small_set, make_set, tmp_path):
    other = make_set(tmp_path / "another")
    assert question_sets.find([tmp_path]) == [other, small_set]
    assert question_sets.find([small_set / "questions.jsonl", small_set]) == [small_set]
    with pytest.raises(EvaluationError, match="no such folder"):
        question_sets.find([tmp_path / "missing"])
    with pytest.raises(EvaluationError, match="no question set"):
        question_sets.find([small_set / "articles"])


def test_a_set_without_articles_is_refused(tmp_path):
    (tmp_path / "questions.jsonl").write_text(json.dumps(GOOD))
    with pytest.raises(EvaluationError, match="no articles"):
        question_sets.load(tmp_path)
