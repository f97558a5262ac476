"""The background tagging where something is wrong with it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from assistant.tagging import BackgroundTagging
from index.errors import NewsAssistantError


class Index:
    """Two articles that nobody has tagged."""

    def __init__(self):
        self.left = ["a", "b"]
        self.library = SimpleNamespace(untagged=lambda: list(self.left))

    def article(self, article_id):
        return article_id


class Attributions:
    """Tags an article by taking it off the list; `wrong` articles raise."""

    def __init__(self, index, wrong=None):
        self.index = index
        self.wrong = wrong or {}

    def tag(self, article_id):
        if article_id in self.wrong:
            raise self.wrong[article_id]
        self.index.left.remove(article_id)


def test_waiting_ends_when_everything_is_tagged():
    index = Index()
    tagging = BackgroundTagging(index, lambda: Attributions(index))
    tagging.wait()
    assert index.left == []
    assert tagging.failed == {}


def test_waiting_ends_where_the_model_is_missing():
    def load():
        raise FileNotFoundError("expected a model at tagger.onnx")

    tagging = BackgroundTagging(Index(), load)
    tagging.wait()
    assert tagging.failed == dict.fromkeys("ab", "expected a model at tagger.onnx")


def test_an_article_that_cannot_be_tagged_keeps_no_other_from_it():
    index = Index()
    attributions = Attributions(index, {"a": ValueError("no text")})
    tagging = BackgroundTagging(index, lambda: attributions)
    tagging.wait()
    assert index.left == ["a"]
    assert tagging.failed == {"a": "no text"}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_waiting_ends_with_a_sentence_where_tagging_breaks_off():
    index = Index()
    attributions = Attributions(index, {"b": KeyError("a fault of ours")})
    tagging = BackgroundTagging(index, lambda: attributions)
    with pytest.raises(NewsAssistantError, match="broke off with 1 articles left"):
        tagging.wait()
