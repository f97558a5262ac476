from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.canonical import canonical, content_hash

anything = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0cg\x0bh", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("\ufeffTitle", "Title"),
        ("\x00\ufeffa\x07b\x1b[0m\tc\x9f", "ab[0m\tc"),
        ("cafe\u0301", "caf\u00e9"),
        ("\ud83d\ude00 and \ud800", "😀 and \ufffd"),
    ],
)
def test_canonical_form(text, expected):
    assert canonical(text) == expected


@pytest.mark.parametrize(
    "kept",
    ["\u00a0", "\u00ad", "“‘’”", "\u200b\u200d\u200f", "\u202bא\u202c", "x\ufeffy", "👩\u200d🚒"],
)
def test_what_a_reader_sees_is_kept(kept):
    assert canonical(kept) == kept


@given(anything)
def test_canonical_is_idempotent(text):
    once = canonical(text)
    assert canonical(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(anything.filter(lambda text: "\r" not in text))
def test_the_hash_ignores_what_canonical_ignores(text):
    assert content_hash("\ufeff" + text.replace("\n", "\r\n")) == content_hash(text)


def test_different_texts_have_different_hashes():
    assert content_hash("23 civilians") != content_hash("23 civilians.")
    assert len(content_hash("")) == 64
