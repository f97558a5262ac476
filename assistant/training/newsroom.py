"""Questions as people ask them of news, written for training: the articles under `newsroom/`.

Each folder there holds `articles/*.md` and `questions.jsonl`. A row names its article and the exact
words that answer (`quote`) with the accepted spans in them (`answers`); a row that is not
answerable names the words that tempt most. None of these articles is in an evaluation set.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.training.negatives import content_words, unanswered
from assistant.training.questions import Question, rows
from index.article import Draft
from index.canonical import canonical
from index.passages import PassageSpan, passages
from index.readers.inputs import read

FOLDER = Path(__file__).with_name("newsroom")
_NEAREST = 3
"""Of so many passages most like a question, of its article and of others, one is asked in vain."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the passage that holds its quote, and the passages that do not touch it."""

    question: Question
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """An article's canonical text and the spans of its passages."""

    text: str
    spans: tuple[PassageSpan, ...]


def newsroom_questions(
    chance: random.Random, *, others: int = 2, folder: Path = FOLDER
) -> list[Question]:
    """Return each question with the passage that holds its quote, and `others` asked in vain.

    The passages asked in vain are among those most like the question, of its own article and of
    other subjects. Other articles of its subject may be about the same event and answer it too, in
    other words or with another figure. One that holds an accepted answer is not used either.
    """
    asked, passages_of = written(folder)
    words = {
        subject: [(text, content_words(text)) for text in texts]
        for subject, texts in passages_of.items()
    }
    made: list[Question] = []
    for item in asked:
        made.append(item.question)
        elsewhere = [
            pair
            for subject, found in words.items()
            if subject != item.question.title
            for pair in found
        ]
        own = [(text, content_words(text)) for text in item.beside]
        near = _near(item, own, _NEAREST) + _near(item, elsewhere, _NEAREST)
        made += [
            unanswered(item.question, text, "other passage")
            for text in chance.sample(near, min(others, len(near)))
        ]
    return made


def written(folder: Path = FOLDER) -> tuple[list[Asked], dict[str, list[str]]]:
    """Read all questions, and the texts of all passages by subject (the name of their folder).

    Raises:
        ValueError: a row names an article, a quote or an answer that is not there.

    """
    asked: list[Asked] = []
    passages_of: dict[str, list[str]] = {}
    for place in sorted(path.parent for path in folder.glob("*/questions.jsonl")):
        articles = {path.name: _cut(path) for path in sorted(place.glob("articles/*.md"))}
        passages_of[place.name] = [
            article.text[span.start : span.end]
            for article in articles.values()
            for span in article.spans
        ]
        asked += _asked(place, articles)
    return asked, passages_of


def _cut(path: Path) -> _Text:
    text = next(item.text for item in read([path]) if isinstance(item, Draft))
    return _Text(text, tuple(passages(text)))


def _asked(place: Path, articles: Mapping[str, _Text]) -> Iterator[Asked]:
    for number, row in enumerate(rows(place / "questions.jsonl"), 1):
        article = articles.get(row["article"])
        quote = canonical(row["quote"])
        if article is None or quote not in article.text:
            raise ValueError(f"{place.name}, question {number}: no such article or quote in it")
        base = Question(
            id=f"newsroom:{place.name}:{number}",
            title=place.name,
            question=row["question"],
            passage="",
            answers=(),
            starts=(),
            history=tuple((turn[0], turn[1]) for turn in row.get("history", ())),
            source="newsroom",
            kind="asked" if row["answerable"] else "adversarial",
        )
        yield _placed(base, article, quote, [canonical(text) for text in row.get("answers", ())])


def _placed(base: Question, article: _Text, quote: str, answers: Sequence[str]) -> Asked:
    """Return the question of the passage that holds its first answer and most of its quote."""
    at = article.text.index(quote)
    spans = [(at + quote.index(answer), answer) for answer in answers]
    must = (spans[0][0], spans[0][0] + len(spans[0][1])) if spans else (at, at + 1)
    around = [s for s in article.spans if s.start <= must[0] and must[1] <= s.end]
    if not around:
        raise ValueError(f"{base.id}: no passage holds the whole answer {answers[0]!r}")
    best = max(around, key=lambda s: min(s.end, at + len(quote)) - max(s.start, at))
    inside = [(b, a) for b, a in spans if best.start <= b and b + len(a) <= best.end]
    question = replace(
        base,
        passage=article.text[best.start : best.end],
        answers=tuple(answer for _, answer in inside),
        starts=tuple(begin - best.start for begin, _ in inside),
    )
    apart = [s for s in article.spans if s.end <= at or at + len(quote) <= s.start]
    return Asked(question, tuple(article.text[s.start : s.end] for s in apart))


def _near(item: Asked, words: Sequence[tuple[str, frozenset[str]]], count: int) -> list[str]:
    """Return the `count` passages that share most words with a question and do not answer it."""
    wanted = content_words(item.question.question)
    answers = [answer.lower() for answer in item.question.answers]
    ranked = sorted(words, key=lambda pair: (-len(wanted & pair[1]), pair[0]))
    silent = (text for text, _ in ranked if not any(answer in text.lower() for answer in answers))
    return [text for text, _ in zip(silent, range(count), strict=False)]
