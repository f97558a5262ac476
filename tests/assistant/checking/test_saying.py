"""Who a sentence says its words are from."""

import pytest

from assistant.checking.saying import is_pronominal, said


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("The mayor said that the bridge is safe.", "The mayor", "the bridge is safe"),
        ("According to the mayor, the bridge is safe.", "the mayor", "the bridge is safe"),
        ("The bridge is safe, according to the mayor.", "the mayor", "The bridge is safe"),
        ("The bridge is safe, the mayor said on Monday.", "the mayor", "The bridge is safe"),
        ("“It is safe,” said Ann Lee.", "Ann Lee", "“It is safe,”"),
        ("“It is safe,” Ann Lee said.", "Ann Lee", "“It is safe,”"),
    ],
)
def test_said(sentence, speaker, content):
    found = said(sentence)
    assert found is not None
    assert (found.speaker, found.content) == (speaker, content)


def test_what_follows_an_attribution_in_the_middle_is_kept_for_checking():
    found = said("Two died, the mayor said on Monday, revising a toll of three.")
    assert found is not None
    assert "revising a toll of three" in found.body
    assert "mayor" not in found.body


@pytest.mark.parametrize(
    "sentence", ["The bridge is safe.", "The bridge was said to be safe.", "Two men were killed."]
)
def test_a_sentence_may_speak_for_itself(sentence):
    assert said(sentence) is None


def test_pronominal_speakers():
    assert is_pronominal("he")
    assert is_pronominal("the group")
    assert not is_pronominal("the White Helmets")
