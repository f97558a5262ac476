"""Counts of others beside an answer."""

import pytest

from assistant.answering.rivals import rivals
from tests.assistant.answering.made import candidate


def sides(text, answer, speaker=""):
    """Return (figure, speaker) of the rivals of an answer in a text of one passage."""
    made = candidate(text, answer)
    bounds, start = [], 0
    for sentence in text.split(". "):
        bounds.append((start, min(len(text), start + len(sentence) + 1)))
        start += len(sentence) + 2
    object.__setattr__(made.hit.passage, "sentences", tuple(bounds))
    return [(item.text, item.speaker) for item in rivals(made, ())]


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        (
            "The agency said 212 kilometres were lined. The Irrigators’ League, which keeps its own "
            "list, counts 87 kilometres.",
            "212 kilometres",
            [("87 kilometres", "The Irrigators’ League")],
        ),
        (
            "The police said 400 people came. The union put it at 1,200.",
            "400",
            [("1,200", "The union")],
        ),
        (
            "The agency said 212 kilometres were lined. The Irrigators’ League, which keeps its own "
            "list, counts 87.",
            "212 kilometres",
            [("87", "The Irrigators’ League")],
        ),
        ("It cost 9 million euros. The Irrigators’ League counts 87.", "9 million euros", []),
        ("Nine people were killed. The charity counted 82 injured.", "Nine", []),
        ("It cost 9 million euros. The League counts 87 kilometres.", "9 million euros", []),
        ("Nine boats sank. The port counted nine.", "Nine", []),
        ("The bridge fell in 2019. The League counts 87.", "2019", []),
    ],
)
def test_a_figure_that_another_gives_beside_it(text, answer, expected):
    assert sides(text, answer) == expected
