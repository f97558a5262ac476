"""Sources resolved to names, by rules about language only."""

import pytest

from assistant.reading.speakers import SourceMention, SpeakerResolver, clean, speaker_aliases

STORY = (
    "Ana Lindqvist, the mayor of Brask, spoke first. The Orlin Rescue Network for Children (ORNC) "
    "counted 12 boats. Mr. Petr Moss, who owns the dam, was silent. The network said more. "
    "It asked for help. Moss left. He waved. The mayor stayed. ORNC agreed. “I saw it,” she said."
)


def resolved(*written):
    mentions, place = [], 0
    for words in written:
        place = STORY.index(words, place)
        mentions.append(SourceMention(place, place + len(words), ()))
        place += len(words)
    return SpeakerResolver(STORY).resolve(mentions)


def test_acronyms_and_surnames_have_a_full_form():
    aliases = speaker_aliases(STORY)
    assert aliases["ORNC"] == "Orlin Rescue Network for Children"
    assert aliases["Moss"].endswith("Petr Moss")
    assert "Petr Moss" not in aliases.get("Petr Moss", "")


@pytest.mark.parametrize(
    ("written", "speaker"),
    [
        (("who",), "Petr Moss"),
        (("ORNC) counted"[:4],), "Orlin Rescue Network for Children"),
        (("The network",), "Orlin Rescue Network for Children"),
        (("Ana Lindqvist", "The network", "It"), "Orlin Rescue Network for Children"),
        (("Moss left"[:4],), "Petr Moss"),
        (("Mr. Petr Moss", "He"), "Petr Moss"),
        (("Ana Lindqvist", "Moss", "The mayor"), "Ana Lindqvist"),
    ],
)
def test_a_source_is_resolved_to_a_name(written, speaker):
    assert speaker in resolved(*written)[-1]


def test_a_missing_source_stays_missing():
    assert SpeakerResolver(STORY).resolve([None]) == [""]


def test_i_is_who_is_quoted():
    start = STORY.index("I saw it")
    outer = SourceMention(0, len("Ana Lindqvist"), ((start, start + 8),))
    inner = SourceMention(start, start + 1, ())
    assert SpeakerResolver(STORY).resolve([outer, inner])[1] == "Ana Lindqvist"


def test_a_mister_is_no_she():
    text = "Petra Stone wrote. Mr. Petr Moss spoke. She left."
    she = text.index("She")
    mentions = [
        SourceMention(0, 11, ()),
        SourceMention(text.index("Mr."), text.index(" spoke"), ()),
        SourceMention(she, she + 3, ()),
    ]
    assert SpeakerResolver(text).resolve(mentions)[2] == "Petra Stone"


@pytest.mark.parametrize("text", ["", "it", "(AB)", "A" * 500, "Al " * 300, "Él Ñandú (ÉÑ)"])
def test_odd_texts_have_defined_aliases(text):
    assert isinstance(speaker_aliases(text), dict)


def test_clean_strips_what_is_not_the_name():
    assert clean(" the\nmayor's, ") == "the mayor"
