"""Candidates: spans widened to what they are part of."""

import pytest

from assistant.answering.candidates import overlap, whole_list
from tests.assistant.answering.made import candidate


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        (
            "The pact was signed by Velm, Sarn and Morrow on Friday.",
            "Velm",
            "Velm, Sarn and Morrow",
        ),
        ("The pact was signed by Velm, Sarn and Morrow.", "Sarn", "Velm, Sarn and Morrow"),
        ("Tor Abek of Velm and the Port of Sarn agreed.", "Velm", "Velm and the Port of Sarn"),
        ("Velm agreed and sailed.", "Velm", "Velm"),
        ("The boats and the cars were lost.", "boats", "boats"),
    ],
)
def test_a_listed_name_is_given_with_the_names_beside_it(text, span, whole):
    widened = whole_list(candidate(text, span))
    assert widened.article.text[widened.start : widened.end] == whole


def test_candidates_of_other_articles_never_overlap():
    text = "Seven people were hurt."
    one, other = candidate(text, "Seven"), candidate(text, "Seven", outlet="Other")
    assert overlap(one, one)
    assert not overlap(one, other)
