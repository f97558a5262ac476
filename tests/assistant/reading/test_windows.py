"""Windows over texts: they cover every token and keep their places."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reading.windows import (
    MAX_HISTORY_TOKENS,
    MAX_QUESTION_TOKENS,
    SpecialTokens,
    load_tokenizer,
    question_tokens,
    tokenize,
    windows,
)


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer()


def test_windows_cover_a_long_text_and_share_their_stride(tokenizer):
    text = tokenize(tokenizer, "one two three four five " * 200)
    made = windows((101,), text, 102, length=64, stride=16)
    seen = set()
    for window in made:
        assert len(window.ids) <= 64
        seen.update(range(window.first_text, window.first_text + len(window.offsets)))
    assert seen == set(range(len(text.ids)))
    for left, right in pairwise(made):
        assert left.first_text + len(left.offsets) - right.first_text == 16


def test_an_empty_text_has_one_window_without_tokens(tokenizer):
    (window,) = windows((101,), tokenize(tokenizer, ""), 102)
    assert window.ids == (101, 102)
    assert window.offsets == ()


def test_question_keeps_its_end_and_history_its_newest_words(tokenizer):
    special = SpecialTokens.of(tokenizer)
    ids = question_tokens(tokenizer, "why " * 99 + "water", [("old " * 99, "river")])
    assert ids[0] == special.start
    assert ids[-1] == special.separator
    assert ids.count(special.separator) == 2
    assert len(ids) == 3 + MAX_HISTORY_TOKENS + MAX_QUESTION_TOKENS
    assert tokenizer.id_to_token(ids[-2]) == "water"
    assert tokenizer.id_to_token(ids[ids.index(special.separator) - 1]) == "river"


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_offsets_lie_in_the_text_and_never_go_back(text):
    tokens = tokenize(load_tokenizer(), text)
    last = 0
    for start, end in tokens.offsets:
        assert 0 <= start < end <= len(text)
        assert start >= last or end > last
        last = start
