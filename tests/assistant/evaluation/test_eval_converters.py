from __future__ import annotations

import json

import pytest

from assistant.evaluation import converters, gold, question_sets
from assistant.evaluation.converters.bundle import read_set
from assistant.evaluation.errors import EvaluationError

KINDS = sorted(converters.FORMATS)


def rows(folder):
    return [row.as_row() for row in question_sets.load(folder).questions]


@pytest.fixture
def target(tmp_path):
    return tmp_path / "exported" / "file.json"


@pytest.mark.parametrize("kind", KINDS)
def test_a_set_survives_the_round_trip(kind, small_set, tmp_path, target):
    assert converters.export_set(kind, small_set, target) == 3
    back = tmp_path / "back"
    assert converters.import_set(kind, target, back) == 3
    assert read_set(back) == read_set(small_set)
    loaded = question_sets.load(back)
    gold.check(loaded, gold.read_articles(loaded.articles))
    assert "3 questions" in (back / "README.md").read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_exporting_twice_gives_the_same(kind, small_set, tmp_path):
    first, second, back = (tmp_path / name for name in ("first", "second", "back"))
    for folder in (first, second):
        folder.mkdir()
    converters.export_set(kind, small_set, first / "x")
    converters.import_set(kind, first / "x", back)
    converters.export_set(kind, back, second / "x")
    files = [file for file in first.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert file.read_text() == (second / file.relative_to(first)).read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_a_set_is_not_overwritten(kind, small_set, target):
    converters.export_set(kind, small_set, target)
    with pytest.raises(EvaluationError, match="holds a question set already"):
        converters.import_set(kind, target, small_set)


@pytest.mark.parametrize("kind", KINDS)
def test_malformed_sources_are_refused(kind, tmp_path):
    with pytest.raises(EvaluationError):
        converters.import_set(kind, tmp_path / "missing", tmp_path / "set")
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"data": [{"paragraphs": 1}], "examples": [1]}')
    with pytest.raises(EvaluationError):
        converters.import_set(kind, wrong, tmp_path / "set")


# -- files as others write them --------------------------------------------------------------


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content))


CONTEXT = "The mill burned down. Nobody was hurt, the mill's owner said. It opened in 1901."


def test_squad_as_published(tmp_path):
    answer = {"text": "the mill's owner", "answer_start": CONTEXT.index("the mill's owner")}
    late = {"text": "1901", "answer_start": CONTEXT.index("1901")}
    qas = [
        {"id": "5a", "question": "Who said so?", "answers": [answer], "is_impossible": False},
        {"id": "5b", "question": "When?", "answers": [late, late], "is_impossible": False},
        {"id": "5c", "question": "Who lit it?", "answers": [], "is_impossible": True},
    ]
    content = {
        "version": "v2.0",
        "data": [{"title": "Old_Mill", "paragraphs": [{"context": CONTEXT, "qas": qas}]}],
    }
    write(tmp_path / "dev.json", content)
    converters.import_set("squad", tmp_path / "dev.json", tmp_path / "set")
    assert rows(tmp_path / "set") == [
        {
            "id": "5a",
            "question": "Who said so?",
            "answers": ["the mill's owner"],
            "citations": [
                {"article": "Old_Mill#0", "quote": "Nobody was hurt, the mill's owner said."}
            ],
        },
        {
            "id": "5b",
            "question": "When?",
            "answers": ["1901"],
            "citations": [{"article": "Old_Mill#0", "quote": "It opened in 1901."}],
        },
        {"id": "5c", "question": "Who lit it?", "answerable": False},
    ]
    converters.export_set("squad", tmp_path / "set", tmp_path / "out.json")
    out = json.loads((tmp_path / "out.json").read_text())
    found = out["data"][0]["paragraphs"][0]
    assert out["version"] == "v2.0"
    assert found["context"] == CONTEXT
    assert [row["answers"][:1] for row in found["qas"]] == [[answer], [late], []]
    assert [row["is_impossible"] for row in found["qas"]] == [False, False, True]


def test_squad_1_1_has_no_impossible_questions(tmp_path):
    late = {"text": "1901", "answer_start": CONTEXT.index("1901")}
    qas = [{"id": "5b", "question": "When?", "answers": [late]}]
    content = {
        "version": "1.1",
        "data": [{"title": "M", "paragraphs": [{"context": CONTEXT, "qas": qas}]}],
    }
    write(tmp_path / "dev.json", content)
    converters.import_set("squad", tmp_path / "dev.json", tmp_path / "set")
    converters.export_set("squad", tmp_path / "set", tmp_path / "out.json")
    out = json.loads((tmp_path / "out.json").read_text())
    assert out["version"] == "1.1"
    assert "is_impossible" not in out["data"][0]["paragraphs"][0]["qas"][0]


def test_beir_as_published(tmp_path):
    source = tmp_path / "beir"
    write(
        source / "corpus.jsonl",
        '{"_id": "d1", "title": "Mill", "text": "It burned.", "metadata": {}}\n'
        '{"_id": "d2", "title": "Only a title", "text": ""}\n',
    )
    write(
        source / "queries.jsonl",
        '{"_id": "q1", "text": "mill fire"}\n{"_id": "q2", "text": "not judged"}\n',
    )
    write(source / "qrels" / "test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n")
    converters.import_set("beir", source, tmp_path / "set")
    assert rows(tmp_path / "set") == [
        {
            "id": "q1",
            "question": "mill fire",
            "citations": [{"article": "d1", "quote": "It burned."}],
        }
    ]
    converters.export_set("beir", tmp_path / "set", tmp_path / "out")
    assert (tmp_path / "out" / "qrels" / "test.tsv").read_text() == (
        "query-id\tcorpus-id\tscore\nq1\td1\t1\n"
    )


def test_multihop_rag_as_published(tmp_path):
    source = tmp_path / "multihop"
    article = {
        "title": "Mill burns",
        "author": None,
        "source": "Post",
        "published_at": "2023-09-28T12:00:00+00:00",
        "category": "news",
        "url": "https://post.example/mill",
        "body": "The mill burned\n\ndown. Nobody was hurt.",
    }
    kept = ("title", "author", "source", "published_at", "category", "url")
    evidence = {key: article[key] for key in kept} | {"fact": "Nobody was hurt."}
    write(source / "corpus.json", [article])
    write(
        source / "MultiHopRAG.json",
        [
            {
                "query": "Was anyone hurt?",
                "answer": "No",
                "question_type": "inference_query",
                "evidence_list": [evidence, {**evidence, "fact": "The mill burned down."}],
            },
            {
                "query": "Who lit it?",
                "answer": "Insufficient information.",
                "question_type": "null_query",
                "evidence_list": [],
            },
        ],
    )
    converters.import_set("multihop-rag", source, tmp_path / "set")
    first, second = rows(tmp_path / "set")
    assert first["answers"] == ["No"]
    assert first["tags"] == ["inference_query"]
    assert [item["quote"] for item in first["citations"]] == [
        "Nobody was hurt.",
        "The mill burned\n\ndown.",
    ]
    assert second == {
        "id": "multihop-2",
        "question": "Who lit it?",
        "tags": ["null_query"],
        "answerable": False,
    }
    (read,) = read_set(tmp_path / "set").articles
    assert (read.outlet, read.published, read.url) == (
        "Post",
        "2023-09-28T12:00:00+00:00",
        "https://post.example/mill",
    )


def test_labelled_rag_dataset_as_saved(tmp_path):
    source = tmp_path / "llama"
    human = {"model_name": "", "type": "human"}
    write(
        source / "rag_dataset.json",
        {
            "examples": [
                {
                    "query": "Was anyone hurt?",
                    "query_by": human,
                    "reference_contexts": ["Nobody was hurt.", "Words of a file that is gone."],
                    "reference_answer": "Nobody",
                    "reference_answer_by": human,
                }
            ]
        },
    )
    write(source / "source_files" / "mill.txt", "The mill burned down. Nobody was hurt.")
    converters.import_set("llama-index", source, tmp_path / "set")
    (row,) = rows(tmp_path / "set")
    assert row["answers"] == ["Nobody"]
    assert row["citations"] == [
        {"article": "mill.txt", "quote": "Nobody was hurt."},
        {"article": "context-2", "quote": "Words of a file that is gone."},
    ]
    assert len(read_set(tmp_path / "set").articles) == 2
