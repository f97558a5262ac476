from __future__ import annotations

import json

import pytest

from index.article import Draft
from index.readers import read
from index.report import Entry

ARTICLE = {
    "id": "a-1",
    "title": "Bridge reopens",
    "outlet": "Poe Post",
    "published": "2024-11-29T17:48:00+02:00",
    "url": "https://poe.example/a",
    "text": "By Ann Poe\n\nPORT POE - It reopened.\r\n\r\n\r\n“Yes.”",
}


def test_one_article(draft):
    found = draft("a.json", json.dumps(ARTICLE))
    assert (found.title, found.outlet, found.byline) == ("Bridge reopens", "Poe Post", "Ann Poe")
    assert (found.dateline, found.external_id, found.source) == (
        "PORT POE",
        "a-1",
        "https://poe.example/a",
    )
    assert found.text == "PORT POE - It reopened.\n\n“Yes.”"
    assert found.name.endswith("a.json")


def test_names_that_others_give_to_the_fields(draft):
    found = draft(
        "a.json",
        json.dumps(
            {
                "headline": "Bridge",
                "source": {"id": None, "name": "Poe Post"},
                "authors": ["Ann Poe", {"name": "Bob Lee"}],
                "publishedAt": "2024-11-29T17:48:00Z",
                "dateModified": 1732981680,
                "inLanguage": "en-US",
                "articleBody": ["One.", "Two."],
            }
        ),
    )
    assert (found.title, found.outlet, found.byline) == ("Bridge", "Poe Post", "Ann Poe, Bob Lee")
    assert found.published.isoformat() == "2024-11-29T17:48:00+00:00"
    assert found.updated.isoformat() == "2024-11-30T15:48:00+00:00"
    assert (found.text, found.language) == ("One.\n\nTwo.", "en")


@pytest.mark.parametrize("wrap", [lambda a: a, lambda a: {"status": "ok", "articles": a}])
def test_a_list_of_articles(drafts, wrap):
    second = {"id": 2, "content_html": "<p>One &amp; two.</p><p>Three.</p>"}
    found = drafts({"a.json": json.dumps(wrap([ARTICLE, second]))})
    assert [one.name[-8:] for one in found] == ["a.json#1", "a.json#2"]
    assert found[1].text == "One & two.\n\nThree."
    assert (found[1].source, found[1].title) == ("2", "One & two.")


def lines(*values):
    return "\n".join(v if isinstance(v, str) else json.dumps(v) for v in values) + "\n"


def test_bad_lines_are_refused_by_their_number_and_the_rest_is_read(files):
    folder = files(
        {
            "a.jsonl": lines(
                ARTICLE,
                '{"id": "a-2", "text": ',
                {**ARTICLE, "url": ""},
                "",
                {"id": "a-3"},
                ["no"],
                {"id": "a-4", "text": "The last one is read."},
            )
        }
    )
    found = list(read([folder / "a.jsonl"]))
    assert [one.external_id for one in found if isinstance(one, Draft)] == ["a-1", "a-4"]
    told = {e.name.rpartition(":")[2]: e.reason for e in found if isinstance(e, Entry)}
    assert told["2"].startswith("Line 2 is not JSON: Expecting value")
    assert told["3"] == "Line 3 has the id 'a-1' of line 1."
    assert told["5"] == "Line 5 has no text: expected one under text, body or content."
    assert told["6"] == "Line 6 is not an article: expected an object with a text."
    assert len(told) == 4


def test_lines_without_id_or_url_are_told_apart_by_their_place(drafts):
    found = drafts({"a.jsonl": lines({"text": "One."}, {"text": "Two."})})
    assert [one.source[-9:] for one in found] == ["a.jsonl:1", "a.jsonl:2"]


def test_lines_in_a_json_file_are_understood(drafts):
    assert len(drafts({"a.json": lines(ARTICLE, {**ARTICLE, "id": "b"})})) == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"text": "unfinished', "The file is not JSON: Unterminated string"),
        ('{"title": "A"}', "The file has no text: expected one under text, body or content."),
        ("3", "The file is not an article: expected an object with a text."),
        ("[" * 100_000, "The file is not JSON"),
    ],
    ids=["broken", "no text", "number", "too deep"],
)
def test_json_that_is_no_article(reason, content, expected):
    assert reason("a.json", content).startswith(expected)


def test_lone_surrogates_do_no_harm(draft):
    found = draft("a.json", '{"text": "Bad \\ud800 but \\ud83d\\ude00."}')
    assert found.text == "Bad \ufffd but 😀."
