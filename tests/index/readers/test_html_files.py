from __future__ import annotations

import pytest

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="{charset}">
<title>Bridge reopens | Poe Post</title>{head}</head>
<body><nav><a href="/">Home</a> <a href="/subscribe">Subscribe</a></nav>
<article><h1>Bridge reopens</h1><p>By Ann Poe</p>
<p>The “bridge”\u00a0re&shy;opened on&nbsp;Monday, the <b>mayor</b> said, after
   six months of work by 23&#8239;000 people.</p>
<p>It had been shut since May, when a flood carried away two houses and a mill.</p>
<ul><li>Length: 212 metres</li><li>Built in <a href="/1911">1911</a></li></ul>
<blockquote><p>“We waited long,” she said.</p></blockquote>
<p>First line<br>second line</p>
</article><footer>Copyright 2026 Poe Post</footer></body></html>"""

META = """
<meta property="og:title" content="Bridge reopens">
<meta property="og:site_name" content="Poe &amp; Post">
<meta property="article:published_time" content="2024-11-29T17:48:00+02:00">
<meta property="article:modified_time" content="2024-11-30T08:00:00+02:00">
<meta name="author" content="Ann Poe">
<link rel="canonical" href="https://www.poe.example/bridge?utm_source=feed">"""

JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": "Bridge reopens",
"datePublished": "2024-11-29T17:48:00+02:00", "dateModified": "2024-11-29T17:48:00+02:00",
"author": [{"@type": "Person", "name": "Ann Poe"}, {"name": "Bob Lee"}],
"publisher": {"@type": "Organization", "name": "Poe Post"}}]}</script>"""


def page(head="", charset="utf-8"):
    return PAGE.format(head=head, charset=charset)


def test_a_page_gives_its_metadata_and_only_its_article(draft):
    found = draft("a.html", page(META))
    assert (found.title, found.outlet, found.byline) == ("Bridge reopens", "Poe & Post", "Ann Poe")
    assert found.published.isoformat() == "2024-11-29T17:48:00+02:00"
    assert found.updated.isoformat() == "2024-11-30T08:00:00+02:00"
    assert found.source == found.url == "https://www.poe.example/bridge"
    assert found.language == "en"
    assert found.text == (
        "The “bridge”\u00a0re\u00adopened on\u00a0Monday, the mayor said, after six months of work "
        "by 23\u202f000 people.\n\n"
        "It had been shut since May, when a flood carried away two houses and a mill.\n\n"
        "Length: 212 metres\nBuilt in 1911\n\n“We waited long,” she said.\n\n"
        "First line\nsecond line"
    )


def test_structured_data_of_a_page(draft):
    found = draft("a.html", page(JSON_LD))
    assert (found.outlet, found.byline) == ("Poe Post", "Ann Poe, Bob Lee")
    assert found.published.isoformat() == "2024-11-29T17:48:00+02:00"
    assert found.updated is None


def test_a_page_without_dates_has_none(draft):
    found = draft("a.html", page())
    assert (found.published, found.updated) == (None, None)
    assert found.byline == "Ann Poe"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Published 29 Nov 2024, updated 1 Dec 2024 14:05 GMT</p>",
        "<time datetime='2024-11-29'>29 November</time>"
        "<p>Updated: <time>1 December 2024, 14:05 GMT</time></p>",
    ],
)
def test_dates_that_only_the_page_shows(draft, line):
    found = draft("a.html", page().replace("<p>By Ann", line + "<p>By Ann"))
    assert found.published.isoformat() == "2024-11-29T00:00:00+00:00"
    assert found.updated.isoformat() == "2024-12-01T14:05:00+00:00"
    assert found.text.startswith("The “bridge”")


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("iso-8859-1", "utf-8"),
        ("windows-1251", "utf-8"),
        ("nonsense-9", "utf-8"),
        ("utf-8", "cp1252"),
        ("iso-8859-1", "cp1252"),
    ],
)
def test_a_wrong_label_of_the_encoding_is_survived(draft, label, encoding):
    text = page(charset=label).replace("\u00a0", " ")
    assert "The “bridge” re\u00adopened" in draft("a.html", text.encode(encoding)).text


def test_a_short_page_is_still_read(draft):
    found = draft("a.html", "<html><body><p>Three died in Poe.</p></body></html>")
    assert found.text == "Three died in Poe."


def test_scripts_and_marks_never_become_text(draft):
    html = page().replace(
        "First line", "<script>alert(1)</script><img onerror=x>First &lt;b&gt; line"
    )
    assert "First <b> line" in draft("a.html", html).text
    assert "alert" not in draft("a.html", html).text


@pytest.mark.parametrize("content", ["<html><body></body></html>", "<html></html>", "<p>"])
def test_a_page_without_text_is_refused(reason, content):
    assert reason("a.html", content) == "The file holds no text."


def test_nesting_beyond_reason_is_refused(reason):
    deep = "<div>" * 20_000 + "The bridge reopened." + "</div>" * 20_000
    assert reason("a.html", f"<html><body>{deep}</body></html>") == "The file holds no text."
