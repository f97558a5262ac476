"""Whose words a span is: a statement's, a source's, a quotation's, or the text's own."""

from datetime import UTC, datetime

import pytest

from assistant.answering.attributing import attribution_of, holding, quotation
from index.article import Article
from index.attributions import StoredAttribution

NOTHING = ((0, 0),)


def article(text, outlet="Lowmoor Post"):
    now = datetime(2025, 3, 1, tzinfo=UTC)
    return Article("a", 1, "", outlet, "", "", now, None, "", "en", "a", "a", text, "", now)


def stated(speaker, content, source=NOTHING, probability=0.9):
    return StoredAttribution("a", 1, source, (), (content,), speaker, speaker, "said", probability)


def place(text, words):
    start = text.index(words)
    return start, start + len(words)


def test_the_innermost_statement_holds_a_span():
    outer, inner = stated("the paper", (0, 100)), stated("the mayor", (20, 60))
    assert holding([outer, inner], 30, 35) is inner
    assert holding([outer, inner], 70, 75) is outer
    assert holding([outer, inner], 150, 155) is None


def test_who_is_named_as_the_source_is_the_speaker():
    text = "“The gate was shut at four,” said Ana Marr, who keeps the lock."
    told = stated("Ana Marr", place(text, "The gate was shut at four"), (place(text, "Ana Marr"),))
    assert attribution_of(article(text), [told], *place(text, "Ana Marr")) is told
    assert attribution_of(article(text), [told], *place(text, "keeps the lock")) is None


def test_a_quotation_has_one_speaker():
    text = "“We counted the boats,” said Ana Marr. “Nobody slept. There were nineteen of them.” Rain fell."
    told = stated("Ana Marr", place(text, "Nobody slept."))
    assert attribution_of(article(text), [told], *place(text, "nineteen")) is told
    assert attribution_of(article(text), [told], *place(text, "Rain")) is None


def test_the_issuer_of_a_statement_says_we():
    text = "STATEMENT\n\nOur crew opened the gate at 11:40 p.m. The river rose. “We slept,” a man said."
    issued = attribution_of(article(text, "Ardway Water"), [], *place(text, "11:40 p.m."))
    assert issued is not None
    assert issued.speaker == "Ardway Water"
    assert attribution_of(article(text, "Ardway Water"), [], *place(text, "rose")) is None
    assert attribution_of(article(text, ""), [], *place(text, "11:40 p.m.")) is None


def test_an_interviewed_person_is_not_the_outlet():
    text = "How many calls have there been?\n\nWe answered thirty-one."
    assert attribution_of(article(text), [], *place(text, "thirty-one")) is None


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("He said “it is over” and left.", "over", "it is over"),
        ('He said "it is over" and left.', "over", "it is over"),
        ("He said “it is over” and left.", "left", None),
        ("“First.\n\n“Second part.” End.", "part", "Second part."),
        ("“Never closed", "closed", "Never closed"),
        ("", "", None),
    ],
)
def test_the_quotation_around_a_word(text, words, quoted):
    span = quotation(text, text.index(words))
    assert (text[span[0] : span[1]] if span else None) == quoted
