"""Question sets whose layout differs: long documents, paragraphs with dates, conversations."""

import random
from pathlib import Path

from assistant.training.negatives import content_words, unanswered
from assistant.training.questions import Question, find, flat, rows


def cut(question: Question, words: int, chance: random.Random) -> Question | None:
    """Cut a long passage to about `words` words around its first answer, at white space."""
    if not question.answerable or len(question.answers[0].split()) > 30:
        return None
    start = question.starts[0]
    end = start + len(question.answers[0])
    before = chance.randrange(words * 5)
    begin = question.passage.find(" ", max(0, start - before)) + 1 if start > before else 0
    begin = min(begin, start)
    last = question.passage.find(" ", max(end, begin + words * 6))
    last = len(question.passage) if last < 0 else last
    return Question(
        question.id,
        question.title,
        question.question,
        question.passage[begin:last],
        (question.answers[0],),
        (start - begin,),
        (),
        question.source,
        question.kind,
    )


def long_documents(folder: Path, source: str, chance: random.Random) -> list[Question]:
    """Read flat questions over long documents, each cut to the part around its answer."""
    made = (cut(question, 100, chance) for question in flat(folder, source=source))
    return [question for question in made if question is not None]


def dated_paragraphs(folder: Path, source: str, chance: random.Random) -> list[Question]:
    """Read questions about a time span, asked of the paragraphs around the answer.

    Unanswerable questions, and every fourth answerable one, are asked of the paragraph without
    the answer that shares most words with the question.
    """
    passages = {row["pid"]: row for row in rows(find(folder, "passages"))}
    made = []
    for row in rows(find(folder, "questions")):
        paragraphs: list[str] = passages[row["pid"]]["paragraphs"]
        base = Question(
            f"{source}:{row['id']}",
            passages[row["pid"]]["title"],
            row["question"],
            "",
            (),
            (),
            (),
            source,
            "adversarial",
        )
        told = {answer["para"] for answer in row["answers"]}
        if row["answers"] and chance.random() < 0.75:
            answer = row["answers"][0]
            place = answer["para"]
            lead = paragraphs[place - 1] + " " if place and chance.random() < 0.5 else ""
            passage = lead + paragraphs[place]
            start = len(lead) + answer["start"]
            if passage[start : start + len(answer["text"])] == answer["text"]:
                made.append(
                    Question(
                        base.id,
                        base.title,
                        base.question,
                        passage,
                        (answer["text"],),
                        (start,),
                        (),
                        source,
                        "dated",
                    )
                )
        else:
            wanted = content_words(row["question"])
            names = [answer["text"] for answer in row["answers"]]
            others = [
                text
                for number, text in enumerate(paragraphs)
                if number not in told and len(text) > 150 and not any(n in text for n in names)
            ]
            if others:
                best = max(others, key=lambda text: len(wanted & content_words(text)))
                made.append(unanswered(base, best, "other passage"))
    return made


def conversations(folder: Path, source: str) -> list[Question]:
    """Read conversational turns whose answer stands word for word in their rationale."""
    stories = {row["story_id"]: row["text"] for row in rows(find(folder, "stories"))}
    made = []
    for row in rows(find(folder, "turns")):
        text: str = stories[row["story_id"]]
        place = text.find(row["rationale"]) if row["rationale"] else -1
        answer = row["answer"].strip(" .")
        if place < 0 or not answer or answer.lower() in {"yes", "no", "unknown"}:
            continue
        inside = row["rationale"].lower().find(answer.lower())
        if inside < 0:
            continue
        start = place + inside
        made.append(
            Question(
                f"{source}:{row['id']}",
                row["story_id"],
                row["question"],
                text,
                (text[start : start + len(answer)],),
                (start,),
                tuple((turn["question"], turn["answer"]) for turn in row["history"][-2:]),
                source,
                "follow-up",
            )
        )
    return made
