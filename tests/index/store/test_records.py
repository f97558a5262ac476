"""Conversations, feedback and attributions are kept in the library."""

import pytest

from index.attributions import StoredAttribution
from index.conversations import Conversations
from index.errors import ArticleNotFoundError, NewsAssistantError
from index.feedback import Feedback
from index.library import Library
from tests.index.store.stories import HIGHWAY, write


@pytest.fixture
def library(tmp_path):
    opened = Library.at(tmp_path / "library.sqlite")
    yield opened
    opened.close()


def test_a_conversation_and_its_turns(library):
    conversations = Conversations(library)
    first = conversations.create()
    assert conversations.append(first, "Who  reported\n23 deaths?", {"text": "“Them” 🕊️"}) == 1
    assert conversations.append(first, "And the injured?", {"text": "82", "n": [1]}) == 2
    turns = conversations.turns(first)
    assert [(turn.number, turn.question) for turn in turns] == [
        (1, "Who  reported\n23 deaths?"),
        (2, "And the injured?"),
    ]
    assert turns[1].answer == {"text": "82", "n": [1]}
    second = conversations.create("Roads")
    assert [each.id for each in conversations.list()] == [second, first]
    assert [(each.title, each.turns) for each in conversations.list("injured")] == [
        ("Who reported 23 deaths?", 2)
    ]
    assert conversations.list("100%") == []
    conversations.rename(second, "Highways")
    assert [each.id for each in conversations.list("highw")] == [second]
    conversations.delete(first)
    assert [each.id for each in conversations.list()] == [second]


@pytest.mark.parametrize(
    "act",
    [
        lambda conversations: conversations.turns("nope"),
        lambda conversations: conversations.append("nope", "q", {}),
        lambda conversations: conversations.rename("nope", "t"),
        lambda conversations: conversations.delete("nope"),
    ],
)
def test_an_unknown_conversation_is_named(library, act):
    with pytest.raises(NewsAssistantError, match="no conversation 'nope'"):
        act(Conversations(library))


def test_feedback(library):
    feedback = Feedback(library)
    feedback.add("q", {"text": "a"}, "down", "wrong count")
    feedback.add("q2", {}, "up")
    assert [(each.question, each.verdict, each.reason) for each in feedback.list()] == [
        ("q2", "up", ""),
        ("q", "down", "wrong count"),
    ]
    with pytest.raises(NewsAssistantError, match="'maybe'"):
        feedback.add("q", {}, "maybe")


def said(version=1, speaker="SOHR"):
    return StoredAttribution(
        article_id="highway",
        version=version,
        source_spans=((5, 9),),
        cue_spans=((10, 14),),
        content_spans=((0, 4), (15, 20)),
        source_text="they",
        speaker=speaker,
        status="stated",
        probability=0.75,
    )


def test_attributions_belong_to_a_version(index, tmp_path):
    index.add(write(tmp_path, HIGHWAY))
    library = index.library
    assert library.untagged() == ["highway"]
    library.save_attributions("highway", 1, [said(), said(speaker="rebels")])
    assert library.untagged() == []
    assert library.attributions(["highway"], speaker="SOHR") == [said()]
    assert len(library.attributions()) == 2
    assert library.attributions(["other"]) == []
    library.save_attributions("highway", 1, [])
    assert library.attributions() == []
    assert library.untagged() == []
    index.add(write(tmp_path, HIGHWAY | {"text": HIGHWAY["text"] + " It was quiet later."}))
    assert library.untagged() == ["highway"]
    with pytest.raises(ArticleNotFoundError):
        library.save_attributions("highway", 9, [said()])
