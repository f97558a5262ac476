from __future__ import annotations

from datetime import datetime, timedelta, timezone

FRONT = """---
title: Live: Bridge “reopens”
outlet: The Poe Post
byline: Ann Poe
published: 2024-11-29T17:48:00+02:00
updated: 1 Dec 2024 14:05 GMT
url: https://poe.example/bridge
language: en-GB
id: 007
---
"""


def test_front_matter_even_if_it_is_no_yaml(draft):
    found = draft("a.md", FRONT + "\n# Live: Bridge “reopens”\n\nIt reopened.\n")
    assert found.title == "Live: Bridge “reopens”"
    assert (found.outlet, found.byline, found.language) == ("The Poe Post", "Ann Poe", "en")
    assert found.published == datetime(2024, 11, 29, 17, 48, tzinfo=timezone(timedelta(hours=2)))
    assert found.published.utcoffset() == timedelta(hours=2)
    assert found.updated.isoformat() == "2024-12-01T14:05:00+00:00"
    assert found.source == found.url == "https://poe.example/bridge"
    assert found.external_id == "007"
    assert found.text == "It reopened."


def test_marks_go_and_words_stay(draft):
    found = draft(
        "a.md",
        "# Bridge *reopens*\n\n"
        "The **bridge** over the [Poe](https://x.example) re_open_ed, 2 * 3 * 4, `code`\n"
        "on Monday &amp; &lt;no&gt; later\\*. ![A map](map.png)\n\n"
        "## Figures\n\n- First item\n- Second\n  item\n    - Nested\n\n3. Third\n4. Fourth\n\n"
        "> “We saw it,” she said.\n\n"
        "Line one<br>\nLine two\n\n"
        "<div onclick='x'>Raw <b>text</b><script>alert(1)</script></div>\n\n"
        "| Place | Killed |\n|---|---|\n| Poe | 12 |\n\nEnd.",
    )
    assert found.title == "Bridge reopens"
    assert found.text == (
        "The bridge over the Poe re_open_ed, 2 * 3 * 4, code on Monday & <no> later*. A map\n\n"
        "Figures\n\nFirst item\nSecond item\nNested\n\n3. Third\n4. Fourth\n\n"
        "“We saw it,” she said.\n\nLine one\nLine two\n\nRaw text\n\n"
        "Place | Killed\nPoe | 12\n\nEnd."
    )


def test_markdown_without_front_matter_reads_its_first_lines(draft):
    found = draft(
        "2024-11-30-a.md",
        "# Bridge reopens\n\nBy Ann Poe\n\nPORT POE (Poe Wire) — It reopened.\n\n---\n\nMore.",
    )
    assert (found.title, found.byline, found.outlet) == ("Bridge reopens", "Ann Poe", "Poe Wire")
    assert (found.dateline, found.published.day) == ("PORT POE", 30)
    assert found.text == "PORT POE (Poe Wire) — It reopened.\n\nMore."


def test_the_outlet_is_the_host_where_nothing_else_is_given(draft):
    found = draft("a.md", "---\ntitle: A\nurl: https://www.poe.example:8080/a#b\n---\nIt reopened.")
    assert (found.outlet, found.url) == ("poe.example", "https://www.poe.example:8080/a")


def test_front_matter_alone_is_no_article(reason):
    assert reason("a.md", FRONT) == "The file holds no text."
