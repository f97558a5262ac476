"""Answerable questions made unanswerable by a small change that the passage contradicts.

The changes are those that SQuAD 2.0's writers used most (Rajpurkar et al. 2018): another number
or date, another name, an antonym, a negation.
"""

import random
import re
from collections.abc import Callable, Sequence

from assistant.training.negatives import unanswered
from assistant.training.questions import Question

NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+(?:(?:of|the|de|and|for)\s+)?[A-Z][\w'’-]+)*")
_INNER_NAME = re.compile(r"(?<=[a-z,;] )" + NAME.pattern.removeprefix(r"\b"))
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_OPPOSITES = (
    "first last|largest smallest|largest second-largest|biggest smallest|highest lowest|"
    "higher lower|most least|more fewer|more less|before after|earliest latest|early late|"
    "oldest newest|north south|east west|northern southern|eastern western|increase decrease|"
    "increased decreased|began ended|begin end|start end|started ended|win lose|won lost|"
    "male female|men women|always never|with without|above below|inside outside|major minor|"
    "good bad|strong weak|high low|large small|long short|old new|public private|rich poor|"
    "support oppose|supported opposed|supporting opposing|accept reject|accepted rejected|"
    "allow forbid|allowed forbidden|same different|legal illegal|common rare|founded abolished|"
    "created destroyed|built demolished|gained lost|joined left|killed injured|rose fell|"
    "confirmed denied|confirm deny|claimed denied|civilian military|arrived departed|"
    "appointed dismissed|opened closed|modern ancient|winner loser|maximum minimum|upper lower|"
    "positive negative|internal external|import export|buy sell|bought sold|teacher student"
)
OPPOSITE = {
    word: other
    for pair in _OPPOSITES.split("|")
    for word, other in (pair.split(), pair.split()[::-1])
}
_AUXILIARY = re.compile(r"\b(is|are|was|were|did|does|do|can|could|has|have|will|would|should)\b")

Edit = Callable[[Question, Sequence[str], random.Random], str | None]


def change_number(question: Question, names: Sequence[str], chance: random.Random) -> str | None:
    """Replace a number of the question by one that the passage does not hold."""
    del names
    found = list(_NUMBER.finditer(question.question))
    if found:
        match = chance.choice(found)
        digits = match.group().replace(",", "").rstrip(".")
        if not digits.isdigit():
            return None
        value = int(digits)
        year = 1000 < value < 2100
        step = chance.choice((1, 2, 3, 5, 10, 20, 50)) if year else max(1, value // 3)
        other = str(value + chance.choice((-1, 1)) * step)
        if other in question.passage or other.startswith("-"):
            return None
        return question.question[: match.start()] + other + question.question[match.end() :]
    for word in question.question.split():
        if word in _NUMBER_WORDS:
            left = [w for w in _NUMBER_WORDS if w != word and w not in question.passage]
            return question.question.replace(word, chance.choice(left), 1) if left else None
    return None


def change_name(question: Question, names: Sequence[str], chance: random.Random) -> str | None:
    """Replace a name of the question, known to the passage, by another name."""
    found = [
        m for m in NAME.finditer(question.question) if m.start() and m.group() in question.passage
    ]
    if not found:
        return None
    match = chance.choice(found)
    banned = " ".join(question.answers) + " " + question.question
    others = [
        n for n in names if n not in banned and not (set(n.split()) & set(match.group().split()))
    ]
    same = [n for n in others if len(n.split()) == len(match.group().split())] or others
    if not same:
        return None
    other = chance.choice(same)
    return question.question[: match.start()] + other + question.question[match.end() :]


def oppose(question: Question, names: Sequence[str], chance: random.Random) -> str | None:
    """Replace a word of the question by its opposite."""
    del names
    words = [w for w in re.findall(r"[a-z-]+", question.question) if w in OPPOSITE]
    words = [w for w in words if OPPOSITE[w] not in question.passage.lower()]
    if not words:
        return None
    word = chance.choice(words)
    return re.sub(rf"\b{word}\b", OPPOSITE[word], question.question, count=1)


def negate(question: Question, names: Sequence[str], chance: random.Random) -> str | None:
    """Say the question with "not" or "never" after its subject or first auxiliary."""
    del names
    match = _AUXILIARY.search(question.question)
    if match is None:
        return None
    lead = question.question[: match.start()].lower()
    word = chance.choice(("not", "never"))
    if match.group() in {"did", "does", "do", "can", "could", "will", "would", "should"}:
        return (
            f"{question.question[: match.end() - len(match.group())]}{match.group()}n't".replace(
                "cann't", "can't"
            ).replace("willn't", "won't")
            + question.question[match.end() :]
        )
    if lead.startswith(("who ", "which ", "what ")) and len(lead.split()) <= 3:
        return f"{question.question[: match.end()]} {word}{question.question[match.end() :]}"
    return None


EDITS: tuple[tuple[str, Edit, float], ...] = (
    ("changed number", change_number, 1.0),
    ("changed name", change_name, 0.5),
    ("opposite", oppose, 0.8),
    ("negated", negate, 0.15),
)


def edited(questions: Sequence[Question], count: int, chance: random.Random) -> list[Question]:
    """Return up to `count` unanswerable edits of the answerable among `questions`."""
    by_title: dict[str, set[str]] = {}
    for question in questions:
        known = by_title.setdefault(question.title, set())
        known.update(_names_inside(question.passage))
    made: list[Question] = []
    asked = [q for q in questions if q.answerable]
    for question in chance.sample(asked, len(asked)):
        inside = _names_inside(question.passage)
        names = sorted(inside if chance.random() < 0.5 else by_title[question.title])
        for kind, edit, share in EDITS:
            if chance.random() > share:
                continue
            text = edit(question, names, chance)
            if text is not None and text != question.question:
                wrong = unanswered(question, question.passage, kind)
                made.append(_asking(wrong, text))
                break
        if len(made) >= count:
            break
    return made


def _names_inside(passage: str) -> set[str]:
    """Return names that stand inside a sentence, so that no first word is taken for one."""
    return {m.group() for m in _INNER_NAME.finditer(passage) if len(m.group()) > 3}


def _asking(question: Question, text: str) -> Question:
    return Question(
        question.id,
        question.title,
        text,
        question.passage,
        (),
        (),
        question.history,
        question.source,
        question.kind,
    )
