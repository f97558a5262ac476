"""Which cue a content belongs to: the linked one, or the one whose words run on."""

from dataclasses import dataclass

import numpy as np
import pytest

from assistant.reading.linking import Thresholds, link
from assistant.reading.windows import TextTokens


@dataclass
class Tagged:
    """Tokens whose roles are given by a letter each: s, c, t (content) or a dot."""

    roles: str
    linked: dict[int, dict[int, float]]

    def __post_init__(self):
        size = len(self.roles)
        self.text = TextTokens(tuple(range(size)), tuple((i, i + 1) for i in range(size)))
        self.tags = np.zeros((size, 3, 3), dtype=np.float32)
        self.tags[:, :, 0] = 1.0
        for token, letter in enumerate(self.roles):
            if letter != ".":
                begins = not token or self.roles[token - 1] != letter
                self.tags[token, "sct".index(letter)] = (0.0, begins, not begins)

    def links(self, cue):
        made = np.zeros((len(self.roles), 2), dtype=np.float32)
        for token, strength in self.linked.get(cue, {}).items():
            made[token, 1] = strength
        return made


def contents(tagged, sentences):
    made = link(tagged, sentences, Thresholds(), frozenset())
    return {item.cue.first: [(run.first, run.last) for run in item.content] for item in made}


def test_content_without_a_link_runs_on_from_the_words_before_it():
    #                01234567890
    tagged = Tagged("c.tt.tt.tt.", {0: {2: 0.9, 3: 0.9}})
    assert contents(tagged, [0, 0, 0, 0, 0, 2, 2, 2, 5, 5, 5]) == {0: [(2, 3), (5, 6), (8, 9)]}


def test_it_does_not_run_on_over_a_gap_or_past_another_cue():
    tagged = Tagged("c.tt.tt.", {0: {2: 0.9, 3: 0.9}})
    assert contents(tagged, [0, 0, 0, 0, 0, 4, 4, 4]) == {0: [(2, 3)]}
    tagged = Tagged("c.tt.c.tt.tt", {0: {2: 0.9, 3: 0.9}, 5: {7: 0.9, 8: 0.9}})
    assert contents(tagged, [0] * 6 + [1] * 6) == {0: [(2, 3)], 5: [(7, 8), (10, 11)]}


@pytest.mark.parametrize("roles", ["tt..", "s..tt", "...."])
def test_without_a_cue_nothing_is_attributed(roles):
    assert contents(Tagged(roles, {}), [0] * len(roles)) == {}
