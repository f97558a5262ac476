"""The contract: whatever the format, the citations are the same words in the same order."""

import json
import re
from datetime import UTC, datetime

import lxml.html
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation, Conflict, Nearest, Side
from assistant.rendering import (
    Exchange,
    conversation_to_html,
    conversation_to_json,
    conversation_to_markdown,
    references,
    to_html,
    to_markdown,
    to_plain,
)

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "<svg onload=alert(1)>",
    "a * b _ c ` d | e # f ~ g & h &lt;b&gt;",
    "1. first\n2. second",
    "- a\n- b",
    "] [2]: http://evil.example",
    "${alert(1)} {{value}}",
]
words = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=60),
).filter(lambda text: text.strip() != "")


def citation(number, quote, title="Title", outlet="Outlet", speaker="", url=""):
    context = f"Before. {quote} After."
    return Citation(
        number=number,
        article_id="a 1/ü",
        title=title,
        outlet=outlet,
        published=datetime(2024, 11, 30, 9, 5, tzinfo=UTC),
        url=url,
        quote=quote,
        start=108,
        end=108 + len(quote),
        speaker=speaker,
        context=context,
        context_start=100,
        answer_start=108,
        answer_end=109,
    )


def answer(citations, text=None, **more):
    text = text or " ".join(f"Claim {c.number} [{c.number}]." for c in citations)
    return Answer(text=text, short=None, abstained=False, citations=tuple(citations), **more)


def flat(text):
    return " ".join(text.split())


def text_of(html):
    return flat(lxml.html.fromstring(f"<div>{html}</div>").text_content())


@settings(max_examples=60, deadline=None)
@given(quotes=st.lists(words, min_size=1, max_size=3), title=words, speaker=words)
def test_every_format_prints_the_same_numbers_quotes_and_sources(quotes, title, speaker):
    made = answer([citation(n, q, title, speaker=speaker) for n, q in enumerate(quotes, 1)])
    html, markdown = to_html(made), MarkdownIt("commonmark").render(to_markdown(made))
    plain = flat(to_plain(made))
    cards = lxml.html.fromstring(f"<div>{html}</div>").find_class("card")
    assert [card.get("data-number") for card in cards] == [str(c.number) for c in made.citations]
    for source, card in zip(references(made), cards, strict=True):
        assert card.find_class("quote")[0].text_content() == source.quote
        for shown in (plain, text_of(markdown), flat(card.text_content())):
            for part in (source.quote, source.title, source.voice):
                assert flat(part) in shown
        assert source.where in plain
        assert source.where in text_of(markdown)


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(words, min_size=6, max_size=6))
def test_nothing_in_an_answer_becomes_markup(texts):
    quote, title, outlet, speaker, about, question = texts
    made = answer(
        [citation(1, quote, title, outlet, speaker, url="javascript:alert(1)")],
        text=f"{quote} [1]({title}) [7]: {about}",
        conflicts=(Conflict(about, (Side(speaker, quote, title, None, (1, 9)),)),),
        nearest=Nearest("id", title, outlet, None, "data:text/html,x", quote, 0, 1, question),
        notice=about,
    )
    exchange = Exchange(question, made)
    for html in (to_html(made), conversation_to_html(title, [exchange])):
        tree = lxml.html.fromstring(f"<div>{html}</div>")
        assert not tree.xpath("//script | //img | //svg | //iframe | //*[@onerror or @onload]")
        assert all(
            not a.get("href").lower().startswith(("javascript:", "data:"))
            for a in tree.xpath("//a")
        )
    for markdown in (to_markdown(made), conversation_to_markdown(title, [exchange])):
        rendered = MarkdownIt("commonmark").enable("table").render(markdown)
        tree = lxml.html.fromstring(f"<div>{rendered}</div>")
        assert not tree.xpath("//script | //img | //svg | //a | //iframe | //ol | //ul")


def test_markers_point_at_their_cards_and_a_number_that_cites_nothing_stays_text():
    made = answer([citation(1, "Quote.")], text="Said so [1], in [1999] and [2].")
    tree = lxml.html.fromstring(f"<div>{to_html(made, prefix='t4')}</div>")
    assert [a.get("href") for a in tree.find_class("marker")] == ["#t4-1"]
    assert tree.get_element_by_id("t4-1").xpath(".//mark")[0].text_content() == "Q"
    assert flat(tree.find_class("answer")[0].text_content()) == "Said so [1], in [1999] and [2]."
    assert (
        tree.find_class("open-source")[0].get("href")
        == "/article/a%201%2F%C3%BC?version=1#char=108,114"
    )


def test_conflicts_are_a_table_in_each_format():
    sides = (
        Side("White Helmets", "23", "civilians killed", datetime(2024, 12, 1, tzinfo=UTC), (1,)),
        Side("SOHR", "over 200", "people killed", None, (2,), "estimated"),
    )
    made = answer([citation(1, "A."), citation(2, "B.")], conflicts=(Conflict("killed", sides),))
    assert "| White Helmets | 23 | civilians killed | 1 December 2024 | [1] |" in to_markdown(made)
    assert "- SOHR: over 200, people killed, as of undated [2]" in to_plain(made)
    rows = lxml.html.fromstring(f"<div>{to_html(made)}</div>").xpath("//tbody/tr")
    assert [flat(row.text_content()) for row in rows] == [
        "White Helmets23civilians killed1 December 2024[1]",
        "SOHR (estimated)over 200people killedundated[2]",
    ]


def test_a_conversation_keeps_answers_exactly_in_json_and_shows_the_question_really_asked():
    made = answer([citation(1, "Quote.")], question="How many were injured in Idlib?")
    exchange = Exchange("How many were injured?", made, datetime(2025, 1, 2, 3, 4, tzinfo=UTC))
    kept = json.loads(conversation_to_json("T", [exchange]))["turns"][0]
    assert Answer.from_dict(kept["answer"]) == made
    for document in (
        conversation_to_markdown("T", [exchange]),
        conversation_to_html("T", [exchange]),
    ):
        assert "Asked as: How many were injured in Idlib?" in document
    same = Exchange("how many were injured in idlib", made)
    assert "Asked as" not in conversation_to_markdown("T", [same])
    assert not re.search(r"(src|href)=\"(?!#)", conversation_to_html("T", [exchange]))
