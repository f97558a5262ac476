"""The shipped tagger: who says what, on texts written for these tests."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.reading.tagger import Tagger

STORY = (
    "Flood in Brask leaves hundreds homeless.\n\n"
    "Mayor Ana Lindqvist said on Tuesday that at least 23 houses were damaged. "
    "“We need boats,” she told reporters.\n\n"
    "According to the Orlin Rescue Network (ORN), 450 people were moved to a school. "
    "ORN said that two villages were still cut off.\n\n"
    "The company Deltadam denied that its dam had failed."
)
STATUSES = {"said", "claimed", "confirmed", "denied", "unverified"}


@pytest.fixture(scope="module")
def tagger():
    return Tagger.load(threads=2)


def holds(text, attributions):
    for attribution in attributions:
        assert attribution.content
        for spans in (attribution.source, attribution.cue, attribution.content):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert list(spans) == sorted(spans)
        assert attribution.status in STATUSES
        assert 0.0 <= attribution.probability <= 1.0
        assert bool(attribution.source_text) == bool(attribution.source)


def speaking(text, attributions, words):
    return [
        attribution
        for attribution in attributions
        if any(words in text[start:end] for start, end in attribution.content)
    ]


def test_finds_speakers_and_their_words(tagger):
    found = tagger.tag(STORY)
    holds(STORY, found)
    assert any("Lindqvist" in a.speaker for a in speaking(STORY, found, "23 houses"))
    assert any("Network" in a.speaker for a in speaking(STORY, found, "450 people"))
    assert any("Deltadam" in a.speaker for a in speaking(STORY, found, "dam had failed"))


def test_resolves_pronouns_and_acronyms(tagger):
    found = tagger.tag(STORY)
    boats = speaking(STORY, found, "need boats")
    assert any(a.source_text.lower() == "she" and "Lindqvist" in a.speaker for a in boats)
    villages = speaking(STORY, found, "two villages")
    assert any(a.source_text == "ORN" and "Rescue Network" in a.speaker for a in villages)


def test_keeps_a_denial(tagger):
    found = speaking(STORY, tagger.tag(STORY), "dam had failed")
    assert "denied" in {a.status for a in found}


def test_a_text_that_quotes_nobody_has_no_confident_attribution(tagger):
    found = tagger.tag("Stir the soup slowly. Add salt. Serve it hot with bread.")
    assert all(a.probability < 0.5 for a in found)


def test_a_long_article_is_tagged_to_its_end(tagger):
    text = "Snow fell on the empty road all night. " * 400 + STORY
    found = tagger.tag(text)
    holds(text, found)
    assert any("Lindqvist" in a.speaker for a in speaking(text, found, "23 houses"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "12 34 56",
        "🎉🎉 said 🎉",
        "市長は述べた。",
        "قال إن",
        "HE SAID NO",
        "said",
        "é" * 999,
    ],
)
def test_odd_texts_give_a_defined_result(tagger, text):
    holds(text, tagger.tag(text))


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=st.lists(st.one_of(st.text(max_size=30), st.sampled_from(STORY.split(". ")))))
def test_offsets_hold_for_any_text(tagger, parts):
    text = " ".join(parts)
    holds(text, tagger.tag(text))


def test_the_same_text_gives_the_same_attributions(tagger):
    assert tagger.tag(STORY) == tagger.tag(STORY)
