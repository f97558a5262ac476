"""Properties of every span of texts as awkward as news can be."""

from __future__ import annotations

import itertools
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from index.canonical import canonical
from index.passages import passages
from index.sentences import sentences
from index.tokens import count_tokens

SENTENCES = [
    "Gen. A. B. Karim told the U.N. envoy at 3 p.m. Tuesday that 23 people had died.",
    "“We saw it all.”",
    '"It was bad," she said.',
    "He said it again.",
    "He said it again.",
    "The count rose to 1.2 million, or 3.5 percent…",
    "他说：“我们看到了一切。”然后他离开了。",
    "قال المتحدث إن 23 شخصا قتلوا.",
    "\u202bהוא אמר \u202aOK\u202c.\u202c",
    "👩\u200d🚒 Rescuers came 🚑🇸🇾!",
    "The hos\u00adpi\u00adtal\u00a0is\u00a0full.",
    "Cafe\u0301 owners wept.",
    "no end",
    "- a point",
    "(See No. 3.)",
    "…",
    "“‘Why?’",
    "word " * 60,
    "长" * 80,
    "x" * 300,
]
BREAKS = [" ", "", "\n", "\n\n", "\n \n", "\u00a0", "\t", "\r\n", "  "]

pieces = st.one_of(st.sampled_from(SENTENCES), st.text(max_size=12))
news = st.lists(st.tuples(pieces, st.sampled_from(BREAKS)), max_size=30).map(
    lambda parts: canonical("".join(piece + gap for piece, gap in parts))
)


@given(news)
def test_sentences_hold(text):
    spans = sentences(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        quote = text[start:end]
        assert quote == quote.strip()
        assert not re.search(r"\n[^\S\n]*\n", quote)
        position = end
    assert not text[position:].strip()


@settings(deadline=None)
@given(news, st.sampled_from([12, 40, 200]))
def test_passages_hold(text, max_tokens):
    found = passages(text, max_tokens=max_tokens)
    starts = [p.start for p in found]
    assert all(before < after for before, after in itertools.pairwise(starts))
    covered = set()
    for passage in found:
        assert (passage.start, passage.end) == (passage.sentences[0][0], passage.sentences[-1][1])
        assert 1 <= len(passage.sentences) <= 5
        quote = text[passage.start : passage.end]
        assert quote == quote.strip() != ""
        assert count_tokens([quote])[0] <= max_tokens or len(quote) == 1
        covered.update(place for start, end in passage.sentences for place in range(start, end))
    for start, end in sentences(text):
        assert all(place in covered or text[place].isspace() for place in range(start, end))


@settings(deadline=None)
@given(news)
def test_neighbours_share_exactly_one_sentence_where_two_fit(text):
    limit = 200
    found = passages(text)
    for before, after in itertools.pairwise(found):
        shared = set(before.sentences) & set(after.sentences)
        if shared:
            assert shared == {before.sentences[-1]} == {after.sentences[0]}
        else:
            last, first = before.sentences[-1], after.sentences[0]
            together = count_tokens([text[slice(*last)], text[slice(*first)]])
            alone = len(before.sentences) == 1
            assert alone or sum(together) > limit or max(together) >= limit
