"""Questions that attributed statements and figures answer, as plain templates.

Templates only have to be good enough to be accepted, edited or rejected at a glance.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.evaluation.questions import Question
from assistant.figures import figures
from assistant.language.names import names
from index.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.figures import Figure

_LEAST_PROBABILITY = 0.5
_LONGEST_SPEAKER = 8
_SHORTEST_CLAIM, _LONGEST_CLAIM = 4, 22
_QUOTED = re.compile(r"[“\"]([^“”\"]{15,160})[”\"]")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a named speaker said: its words, and the sentences `start:end` around it."""

    speaker: str
    content: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with its accepted answers and the span of its gold quote."""

    question: str
    answers: tuple[str, ...]
    speaker: str
    start: int
    end: int
    tags: tuple[str, ...]
    must_include: tuple[str, ...] = ()


def statements(text: str, attributions: Iterable[Any]) -> list[Statement]:
    """Return the statements of named speakers, in text order.

    `attributions` are what the tagger returns for the text: `speaker`, `probability` and the
    spans of `content` and `source`. A statement that spans paragraphs is left out.
    """
    spans = sentences(text)
    found = []
    for item in attributions:
        speaker = item.speaker.strip()
        if item.probability < _LEAST_PROBABILITY or not item.content or not names(speaker):
            continue
        start, end = item.content[0][0], item.content[-1][1]
        touched = [span for span in spans if span[0] < end and start < span[1]]
        if not touched or len(speaker.split()) > _LONGEST_SPEAKER:
            continue
        first, last = touched[0][0], touched[-1][1]
        if "\n" not in text[first:last]:
            found.append(Statement(speaker, text[start:end], first, last))
    return sorted(found, key=lambda statement: statement.start)


def answerable(text: str, found: Sequence[Statement]) -> list[Draft]:
    """Return drafts that the statements answer, kinds taking turns along the text."""
    drafts: list[Draft] = []
    for number, statement in enumerate(found):
        kinds = (_counting, _saying, _about, _wrong_figure)
        # Each statement gives its drafts in another order, so that a short list has every kind.
        turn = number % len(kinds)
        for kind in (*kinds[turn:], *kinds[:turn]):
            drafts += [draft for draft in kind(statement) if _holds(text, draft)]
    return _fresh_sentences_first(drafts)


def _holds(text: str, draft: Draft) -> bool:
    quote = text[draft.start : draft.end].lower()
    return draft.tags == ("attribution",) or any(a.lower() in quote for a in draft.answers)


def _fresh_sentences_first(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the first draft of every sentence, then the second of each, and so on."""
    seen: Counter[int] = Counter()
    rounds = []
    for draft in drafts:
        rounds.append((seen[draft.start], draft))
        seen[draft.start] += 1
    return [draft for _, draft in sorted(rounds, key=lambda pair: pair[0])]


def _counting(statement: Statement) -> Iterator[Draft]:
    for figure in _counted(statement.content):
        yield Draft(
            f"How many {_phrase(figure)}, according to {_mid(statement.speaker)}?",
            _figure_answers(figure, statement.content),
            statement.speaker,
            statement.start,
            statement.end,
            ("quantity", "attribution"),
        )


def _saying(statement: Statement) -> Iterator[Draft]:
    if quoted := _QUOTED.search(statement.content):
        question = f"Who said “{quoted[1].strip(' ,.')}”?"
    else:
        claim = re.sub(r"^that\s+", "", statement.content.strip(" ,.;:“”\"'"))
        if not _SHORTEST_CLAIM <= len(claim.split()) <= _LONGEST_CLAIM or "“" in claim:
            return
        question = f"Who said that {_mid(claim)}?"
    yield Draft(
        question,
        tuple(dict.fromkeys((statement.speaker, re.sub(r"^[Tt]he\s+", "", statement.speaker)))),
        statement.speaker,
        statement.start,
        statement.end,
        ("attribution",),
    )


def _about(statement: Statement) -> Iterator[Draft]:
    topics = [t for t in names(statement.content, skip_first=True) if t not in statement.speaker]
    for topic in topics[:1]:
        yield Draft(
            f"What did {_mid(statement.speaker)} say about {topic}?",
            (statement.content.strip(' ,.“”"'),),
            statement.speaker,
            statement.start,
            statement.end,
            ("description", "attribution"),
        )


def _wrong_figure(statement: Statement) -> Iterator[Draft]:
    for figure in _counted(statement.content):
        written = statement.content[figure.number_start : figure.number_end]
        if not written.isdigit() or not 10 <= int(written) <= 9999:
            continue
        wrong = written[::-1] if written != written[::-1] and written[-1] != "0" else ""
        wrong = wrong or str(int(written) + 7)
        yield Draft(
            f"Did {_mid(statement.speaker)} report {wrong} {_noun(figure)}?",
            _figure_answers(figure, statement.content),
            statement.speaker,
            statement.start,
            statement.end,
            ("false-premise", "quantity"),
            (rf"\b{written}\b",),
        )


def unanswerable(found: Sequence[Statement]) -> Iterator[Question]:
    """Yield questions for a figure by a speaker who speaks of nothing like it."""
    speakers = list(dict.fromkeys(statement.speaker for statement in found))
    for number, statement in enumerate(found):
        for figure in _counted(statement.content)[:1]:
            silent = [
                speaker
                for speaker in speakers
                if not any(
                    figure.counted.split()[-1] in other.content
                    for other in found
                    if other.speaker == speaker
                )
            ]
            if silent:
                speaker = silent[number % len(silent)]
                question = f"How many {_phrase(figure)}, according to {_mid(speaker)}?"
                yield Question("", question, answerable=False, tags=("unanswerable",))


def _counted(content: str) -> list[Figure]:
    return [
        figure
        for figure in figures(content)
        if figure.counted and not figure.is_year and not figure.unit
    ]


def _phrase(figure: Figure) -> str:
    if figure.state and figure.state not in figure.counted.split():
        return f"{figure.counted} were {figure.state}"
    return f"{figure.counted} were there"


def _noun(figure: Figure) -> str:
    if figure.state and figure.state not in figure.counted.split():
        return f"{figure.counted} {figure.state}"
    return figure.counted


def _figure_answers(figure: Figure, content: str) -> tuple[str, ...]:
    number = content[figure.number_start : figure.number_end]
    return tuple(dict.fromkeys((figure.text, number, f"{figure.text} {figure.counted}")))


def _mid(text: str) -> str:
    """Return a text as it is written inside a sentence: without a capital "The"."""
    return re.sub(r"^(The|A|An|It|They|We|He|She|In|At|More|No)\b", lambda m: m[0].lower(), text)
