"""Follow-up questions, made from two questions asked of one passage."""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from assistant.training.question_edits import NAME
from assistant.training.questions import Question


def followups(questions: Sequence[Question], share: float, chance: random.Random) -> list[Question]:
    """Give `share` of the questions an earlier turn; a name told in it becomes a pronoun.

    The earlier turn is another answered question of the same passage. Where the two share no
    name the question stays as it is, so that needless history is learnt to be harmless.
    """
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        if question.answerable:
            asked[question.passage].append(question)
    made = []
    for question in questions:
        earlier = [q for q in asked[question.passage] if q.question != question.question]
        if question.history or not earlier or chance.random() >= share:
            made.append(question)
            continue
        turn = chance.choice(earlier)
        history = ((turn.question, turn.answers[0]),)
        text = with_pronoun(question.question, " ".join(history[0]), chance)
        made.append(replace(question, question=text, history=history))
    return made


def with_pronoun(question: str, told: str, chance: random.Random) -> str:
    """Replace the first name that was `told` before by "it", "they" or "that"."""
    for match in NAME.finditer(question):
        name = match.group()
        if match.start() and name in told and len(name) > 3:
            tail = question[match.end() :]
            if re.match(r"['’]s?\b|['’](?=\s)", tail):
                cut = re.sub(r"^['’]s?", "", tail)
                return question[: match.start()] + chance.choice(("its", "their", "his")) + cut
            word = chance.choice(("it", "it", "they", "he", "she", "that", "them"))
            return question[: match.start()] + word + tail
    return question
