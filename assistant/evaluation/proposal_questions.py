"""Questions that attributed statements and figures answer, as plain templates.

Templates only have to be good enough to be accepted, edited or rejected at a glance.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
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
_LONGEST_DESCRIPTION = 30
_LONGEST_COUNTED = 4
_LEANING = re.compile(r"(?:his|her|its|their|our|my|your|this|that|these|those)\b", re.IGNORECASE)
"""A speaker that leans on another sentence is no name to ask about."""
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
        if not touched or len(speaker.split()) > _LONGEST_SPEAKER or _LEANING.match(speaker):
            continue
        first, last = touched[0][0], touched[-1][1]
        if "\n" not in text[first:last]:
            found.append(Statement(speaker, text[start:end], first, last))
    return sorted(found, key=lambda statement: statement.start)


def answerable(text: str, found: Sequence[Statement]) -> list[Draft]:
    """Return drafts that the statements answer, kinds taking turns."""
    kinds = (_counting, _about, _wrong_figure, _saying)
    by_kind = [[draft for said in found for draft in kind(said)] for kind in kinds]
    turns = zip_longest(*by_kind)
    drafts = [draft for turn in turns for draft in turn if draft and _holds(text, draft)]
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
        if not _SHORTEST_CLAIM <= len(claim.split()) <= _LONGEST_CLAIM or re.search(
            r"“|[.!?]\s", claim
        ):
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
    content = re.sub(r"^that\s+", "", statement.content.strip(' ,.“”"'))
    if re.search(r"[.!?]\s", content) or len(content.split()) > _LONGEST_DESCRIPTION:
        return
    topics = [re.sub(r"[’']s$", "", name) for name in names(content, skip_first=True)]
    topics = [t for t in topics if t not in statement.speaker and not content.startswith(t)]
    for topic in topics[:1]:
        yield Draft(
            f"What did {_mid(statement.speaker)} say about {topic}?",
            (content,),
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
    phrases = set()
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
            if silent and _phrase(figure) not in phrases:
                phrases.add(_phrase(figure))
                speaker = silent[number % len(silent)]
                question = f"How many {_phrase(figure)}, according to {_mid(speaker)}?"
                yield Question("", question, answerable=False, tags=("unanswerable",))


def _counted(content: str) -> list[Figure]:
    return [
        figure
        for figure in figures(content)
        if figure.low > 1
        and not figure.is_year
        and not figure.unit
        and len(figure.counted.split()) <= _LONGEST_COUNTED
        and (figure.counted == "people" or figure.counted.endswith("s"))
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
