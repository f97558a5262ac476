"""Turning a person's verdict on an answer into a question of an evaluation set."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import Answer, NewsAssistantError

if TYPE_CHECKING:
    from index.feedback import Verdict

_FILE = "questions.jsonl"


def add_question(folder: Path, verdict: Verdict) -> str:
    """Append the question of a verdict to a set and return a sentence about it.

    An answer judged right becomes the accepted one, with its quotes as gold citations; one judged
    wrong is kept as a known failure with the person's reason, for somebody to write the answer.

    Raises:
        NewsAssistantError: the set has the question already, or lacks a cited article.

    """
    from assistant.evaluation.gold import read_articles
    from assistant.evaluation.question_sets import articles_of, load

    row = question_row(verdict)
    known = load(folder)
    if any(question.id == row["id"] for question in known.questions):
        raise NewsAssistantError(f"The set {folder.name} has this question already.")
    if row.get("citations"):
        articles = read_articles(articles_of(folder))
        for citation in row["citations"]:
            holding = [item.name for item in articles if citation["quote"] in item.text]
            if not holding:
                raise NewsAssistantError(
                    f"The set {folder.name} has no article with the words that the answer cites; "
                    "choose the set that these articles belong to."
                )
            citation["article"] = holding[0]
    with (folder / _FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return f"Added to {folder.name} as {row['id']}."


def question_row(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as a row of `questions.jsonl`; the articles' names are still empty."""
    answer = Answer.from_dict(verdict.answer)
    asked = answer.question or verdict.question
    row: dict[str, Any] = {
        "id": f"feedback-{sha256(asked.casefold().encode()).hexdigest()[:10]}",
        "question": asked,
        "tags": ["feedback"],
    }
    if verdict.verdict == "down":
        row["known_failure"] = verdict.reason or "Judged wrong by a person, without a reason."
    elif answer.abstained:
        row["answerable"] = False
    else:
        row["answers"] = [answer.short or answer.text]
        row["citations"] = [{"article": "", "quote": item.quote} for item in answer.citations]
        if answer.citations and answer.citations[0].speaker:
            row["speaker"] = answer.citations[0].speaker
    return row
