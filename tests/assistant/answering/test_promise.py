"""Which passages are read: the most promising, as many as it takes and no more than allowed."""

import pytest

from assistant.answering.candidates import Place
from assistant.answering.promise import ENOUGH, LEAST, SIGNS, promising
from assistant.answering.question import understand
from tests.assistant.answering.made import candidate

QUESTION = understand("How many barges sank at the weir?")
OTHER = "The council met on Monday."
TELLING = "Nine barges sank at the weir."


def places(texts):
    found = []
    for rank, text in enumerate(texts, 1):
        made = candidate(text, text.split()[0], outlet=f"Outlet {rank}", rank=rank)
        found.append(Place(rank, made.hit, made.article))
    return found


def weights(words=0.0, rank=0.0):
    return {**dict.fromkeys(SIGNS, 0.0), "rare_words": words, "depth": rank}


def ranks(found):
    return [place.rank for place in found]


def test_few_passages_are_all_read():
    found = places([OTHER] * 4)
    assert promising(QUESTION, found, weights(), 8) == found


def test_a_clear_promise_is_enough_with_the_least_beside_it():
    found = places([*[OTHER] * 9, TELLING])
    assert 10 in ranks(promising(QUESTION, found, weights(words=20.0), 8))
    assert len(promising(QUESTION, found, weights(words=20.0), 8)) == LEAST


def test_an_unclear_one_is_read_as_far_as_allowed_in_the_order_found():
    found = places([OTHER] * 20)
    assert ranks(promising(QUESTION, found, weights(), 8)) == list(range(1, 9))


def test_more_is_read_the_less_certain_it_is():
    found = places([OTHER] * 40)
    counts = [len(promising(QUESTION, found, weights(rank=w), 39)) for w in (40, 10, 4, 0)]
    assert counts == sorted(set(counts))
    assert counts[0] == LEAST
    assert counts[-1] == pytest.approx(ENOUGH * 40, abs=1)
