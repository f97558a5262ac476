"""Words and stems."""

import itertools
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.language import words


@pytest.fixture
def often_switching():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_threads_do_not_mix_up_their_words(often_switching):
    syllables = ("na", "tion", "al", "iz", "ing", "ed", "ously", "ful", "ment", "ies")
    made = ["w" + "".join(parts) for parts in itertools.product(syllables, repeat=3)]
    words.stem.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(words.stem, made))
    words.stem.cache_clear()
    assert found == [words.stem(word) for word in made]


def test_stems_are_those_of_a_plain_word():
    assert words.stem("Fighters’s") == words.stem("fighter") == "fighter"
    assert words.content_stems("Who said that the fighters were killed?") == ["fighter", "kill"]
