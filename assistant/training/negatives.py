"""Hard unanswerable questions, made from answered ones."""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.training.questions import Question

_WORD = re.compile(r"\w+")
_STOP = frozenset(
    "a an and are as at be by did do does for from had has have how in is it its of on or that "
    "the their there this to was were what when where which who whom whose why will with".split()
)


def content_words(text: str) -> frozenset[str]:
    """Return the lower-case words of a text that carry content."""
    return frozenset(w for w in _WORD.findall(text.lower()) if w not in _STOP)


def unanswered(question: Question, passage: str, kind: str) -> Question:
    """Return the question asked of a passage that does not answer it."""
    return replace(
        question,
        id=f"{question.id}/{kind}",
        passage=passage,
        answers=(),
        starts=(),
        kind=kind,
    )


def other_passages(
    questions: Sequence[Question], count: int, chance: random.Random, among: int = 1
) -> list[Question]:
    """Ask `count` questions of one of the `among` passages of the same title most like them.

    Likeness is the number of shared content words; some passages of other titles are in the
    choice too. A passage that contains an accepted answer is not used, since it might answer.
    """
    by_title: dict[str, set[str]] = defaultdict(set)
    for question in questions:
        by_title[question.title].add(question.passage)
    words = {p: content_words(p) for passages in by_title.values() for p in passages}
    everything = sorted(words)
    asked = [question for question in questions if question.answerable]
    made = []
    for question in chance.sample(asked, min(count, len(asked))):
        wanted = content_words(question.question)
        near = sorted(by_title[question.title] - {question.passage})
        near += chance.sample(everything, min(60, len(everything)))
        ranked = sorted(near, key=lambda p: (-len(wanted & words[p]), p))
        silent = (
            passage
            for passage in ranked
            if passage != question.passage
            and not any(answer.lower() in passage.lower() for answer in question.answers)
        )
        nearest = list(islice(silent, among))
        if nearest:
            passage = nearest[0] if among == 1 else chance.choice(nearest)
            made.append(unanswered(question, passage, "other passage"))
    return made
