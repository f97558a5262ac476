"""Questions proposed from a folder of articles, for a person to accept or reject.

They are made from the articles' own attributions and figures, so every proposal comes with the
sentence that answers it; no language model is needed.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from assistant.evaluation import gold, proposal_questions, question_sets
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.questions import GoldCitation, Question, parse_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PROPOSALS_FILE = "proposals.jsonl"
_UNANSWERABLE = 5
"""One proposal in so many asks what the articles do not say."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed question and where its answer stands.

    `start` and `end` bound the gold quote in the article's canonical text, and are both 0 for an
    unanswerable question.
    """

    question: Question
    article: str
    title: str
    start: int
    end: int


def propose(folder: Path, *, limit: int = 50, tagger: Any = None) -> list[Proposal]:
    """Return up to `limit` proposals for a set's folder or a plain folder of articles.

    Articles take turns, and so do kinds of questions; questions that the set has already are left
    out. The same articles always give the same proposals. `tagger` finds attributions (default:
    `assistant.reading.tagger.Tagger`).
    """
    folder = Path(folder)
    if tagger is None:
        from assistant.reading.tagger import Tagger

        tagger = Tagger.load()
    articles = gold.read_articles(_articles_of(folder))
    known = {row.question for row in existing(folder)}
    ids = {row.id for row in existing(folder)}
    statements = [proposal_questions.statements(a.text, tagger.tag(a.text)) for a in articles]
    answerable = [
        list(_proposals(article, proposal_questions.answerable(article.text, found)))
        for article, found in zip(articles, statements, strict=True)
    ]
    everything = [statement for found in statements for statement in found]
    others = [Proposal(q, "", "", 0, 0) for q in proposal_questions.unanswerable(everything)]
    kept = first_of_each(_in_turn(answerable), known)
    asked_in_vain = first_of_each(others, known | {row.question.question for row in kept})
    share = min(len(asked_in_vain), limit // _UNANSWERABLE)
    chosen = kept[: limit - share] + asked_in_vain[:share]
    return list(numbered(chosen, ids))


def _proposals(
    article: gold.SetArticle, drafts: Iterable[proposal_questions.Draft]
) -> Iterator[Proposal]:
    name = PurePath(article.name).name
    for draft in drafts:
        question = Question(
            id="",
            question=draft.question,
            answers=draft.answers,
            citations=(GoldCitation(name, article.text[draft.start : draft.end]),),
            speaker=draft.speaker,
            must_include=draft.must_include,
            tags=draft.tags,
        )
        yield Proposal(question, name, article.title, draft.start, draft.end)


def _in_turn(groups: Sequence[Sequence[Proposal]]) -> list[Proposal]:
    rounds = zip_longest(*groups)
    return [proposal for turn in rounds for proposal in turn if proposal is not None]


def first_of_each(proposals: Iterable[Proposal], known: set[str]) -> list[Proposal]:
    """Return proposals without those whose question is in `known` or came before."""
    found: dict[str, Proposal] = {}
    for proposal in proposals:
        text = proposal.question.question
        if text not in known and text not in found:
            found[text] = proposal
    return list(found.values())


def numbered(proposals: Iterable[Proposal], taken: set[str]) -> Iterator[Proposal]:
    """Yield proposals with ids made of their words, none in `taken`, which then holds them."""
    for proposal in proposals:
        words = re.findall(r"[a-z0-9]+", proposal.question.question.lower())[:7]
        name, number = "-".join(words), 2
        while name in taken:
            name, number = f"{'-'.join(words)}-{number}", number + 1
        taken.add(name)
        yield replace(proposal, question=replace(proposal.question, id=name))


def write_set(folder: Path, proposals: Iterable[Proposal]) -> Path:
    """Add accepted proposals to a set's `questions.jsonl` and return that file.

    Rows that are there stay, one with the id of a proposal is replaced; the README is written if
    there is none. Raises `QuestionSetError` when a row, as a person edited it, is not valid.
    """
    folder = Path(folder)
    file = folder / question_sets.QUESTIONS_FILE
    rows = {row.id: row for row in existing(folder)}
    rows |= {proposal.question.id: proposal.question for proposal in proposals}
    for number, row in enumerate(rows.values(), 1):
        parse_row(row.as_row(), file, number)
    folder.mkdir(parents=True, exist_ok=True)
    _write_rows(file, list(rows.values()))
    readme = folder / "README.md"
    if not readme.exists():
        readme.write_text(
            f"# {folder.resolve().name}\n\n{len(rows)} questions, proposed from the articles' own "
            "attributions and figures and accepted by a person.\n",
            encoding="utf-8",
        )
    return file


def write_proposals(folder: Path, proposals: Iterable[Proposal]) -> Path:
    """Write proposals as rows of `proposals.jsonl` in a set's folder and return that file."""
    file = Path(folder) / PROPOSALS_FILE
    _write_rows(file, [proposal.question for proposal in proposals])
    return file


def start_set(
    folder: Path, articles: Path | None = None, *, limit: int = 50, tagger: Any = None
) -> list[Proposal]:
    """Return proposals for a new or begun set; `articles` are copied into it first.

    Raises `EvaluationError` when there are no articles, or the set has others already.
    """
    folder = Path(folder)
    if articles is not None:
        articles = Path(articles)
        target = folder / ("articles.jsonl" if articles.is_file() else "articles")
        if target.exists():
            raise EvaluationError(f"{target} exists already; leave --articles out to use it")
        if not articles.exists():
            raise EvaluationError(f"{articles}: no such folder")
        folder.mkdir(parents=True, exist_ok=True)
        if articles.is_file():
            shutil.copyfile(articles, target)
        else:
            shutil.copytree(articles, target)
    question_sets.articles_of(folder)
    return propose(folder, limit=limit, tagger=tagger)


def _articles_of(folder: Path) -> Path:
    try:
        return question_sets.articles_of(folder)
    except EvaluationError:
        return folder


def existing(folder: Path) -> list[Question]:
    """Return the questions that a set has already."""
    file = folder / question_sets.QUESTIONS_FILE
    return question_sets.read_questions(file) if file.is_file() else []


def _write_rows(file: Path, questions: Sequence[Question]) -> None:
    from assistant.evaluation.converters.bundle import write_lines

    write_lines(file, [question.as_row() for question in questions])
