"""Questions proposed by a language model, kept only where the article bears them out."""

from __future__ import annotations

import re
from itertools import islice, zip_longest
from pathlib import PurePath
from typing import TYPE_CHECKING

from assistant.evaluation import gold, proposals, question_sets
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.questions import GoldCitation, Question
from assistant.language.words import content_stems
from index.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from assistant.language_models.model import LanguageModel

TAG = "proposed-by-model"
_LONGEST_REPLY = 300
"""Tokens of a reply: two questions with their quotes."""
_PASSAGES = 4
"""A model is shown at most so many passages for each question wanted of it."""
_SILENCE = 60.0
_BLOCK = re.compile(
    r"^[\W\d]*Question:[ \t]*(?P<question>.+)\n"
    r"\W*Answer:[ \t]*(?P<answer>.+)\n"
    r"\W*Quote:[ \t]*(?P<quote>.+)$",
    re.MULTILINE | re.IGNORECASE,
)
_LONGEST_QUESTION, _LONGEST_QUOTE, _SHORTEST_QUOTE = 200, 500, 15
_MARKS = "“”\"'’‘ "


def configured_model() -> LanguageModel:
    """Return the language model of the settings; raises `EvaluationError` where there is none."""
    from assistant.language_models.choosing import choose
    from assistant.settings import load_settings

    choice = choose(load_settings(writer="model"))
    if choice.model is None:
        raise EvaluationError(f"--more needs a language model. {choice.problem}")
    return choice.model


def propose_more(
    folder: Path, model: LanguageModel, count: int, also: Sequence[proposals.Proposal] = ()
) -> Iterator[proposals.Proposal]:
    """Yield up to `count` questions on a set's articles beside those it has and those in `also`.

    The articles take turns, a passage at a time. A question is kept only where its quote stands in
    the article word for word, holds the answer, and shares words with the question.

    Raises:
        LanguageModelError: the model is down or refuses; what was yielded before stands.

    """
    known = [*proposals.existing(folder), *(one.question for one in also)]
    asked, ids = {row.question for row in known}, {row.id for row in known}
    left = count
    articles = gold.read_articles(question_sets.articles_of(folder))
    for article, start, end in islice(_in_turn(articles), _PASSAGES * count):
        reply = _reply(model, article.text[start:end])
        fresh = proposals.first_of_each(_borne_out(article, reply), asked)[:left]
        left -= len(fresh)
        asked.update(one.question.question for one in fresh)
        yield from proposals.numbered(fresh, ids)
        if not left:
            return


def _in_turn(articles: Iterable[gold.SetArticle]) -> Iterator[tuple[gold.SetArticle, int, int]]:
    each = [[(one, span.start, span.end) for span in passages(one.text)] for one in articles]
    for turn in zip_longest(*each):
        yield from (place for place in turn if place is not None)


def _reply(model: LanguageModel, passage: str) -> str:
    from assistant.language_models.model import Message
    from assistant.language_models.passages import quoted
    from assistant.language_models.patience import patiently
    from prompts import load

    filled = load("propose").fill(passage=quoted(passage))
    messages = [Message(role, content) for role, content in filled]
    pieces = patiently(
        lambda: model.stream(messages, longest=_LONGEST_REPLY), name=model.name, silence=_SILENCE
    )
    return "".join(pieces)


def _borne_out(article: gold.SetArticle, reply: str) -> Iterator[proposals.Proposal]:
    """Yield the questions of a reply whose quote and answer stand in the article."""
    name = PurePath(article.name).name
    for block in _BLOCK.finditer(reply):
        question = " ".join(block["question"].split())
        answer = block["answer"].strip(_MARKS).rstrip(".")
        place = _place(article.text, block["quote"].strip())
        if place is None or not _asks(question, answer, article.text[slice(*place)]):
            continue
        quote = article.text[slice(*place)]
        row = Question(
            id="",
            question=question,
            answers=(answer,),
            citations=(GoldCitation(name, quote),),
            tags=(TAG,),
        )
        yield proposals.Proposal(row, name, article.title, *place)


def _place(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a quote stands in the text, white space aside."""
    for words in (quote.split(), quote.strip(_MARKS).split()):
        if not _SHORTEST_QUOTE <= len(" ".join(words)) <= _LONGEST_QUOTE:
            continue
        if found := re.search(r"\s+".join(map(re.escape, words)), text):
            return found.span()
    return None


def _asks(question: str, answer: str, quote: str) -> bool:
    return (
        question.endswith("?")
        and question.count("?") == 1
        and len(question) <= _LONGEST_QUESTION
        and bool(answer)
        and answer.lower() in " ".join(quote.lower().split())
        and answer.lower() not in question.lower()
        and bool(set(content_stems(question)) & set(content_stems(quote)))
    )
