"""The gate: the calibrated probability that a candidate answers the question.

A logistic regression over what the reader, retrieval, the attributions and the question's own
words say of a candidate; its weights and the threshold are fitted on development questions by
`news-assistant-train gate` and kept in `assistant/models/gate.json`.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assistant.answering.candidates import Candidate
from assistant.answering.question import Kind, Question
from assistant.figures import agree, asked_thing, figures
from assistant.language.names import name_key, same_speaker
from assistant.language.words import content_stems, stem, words

WEIGHTS = Path(__file__).parent.parent / "models" / "gate.json"

FEATURES = (
    "bias",
    "read",
    "answerable",
    "similarity",
    "rank",
    "matched",
    "sentence_words",
    "passage_words",
    "names_passage",
    "names_article",
    "numbers",
    "type",
    "counted",
    "speaker",
    "restates",
    "by_statement",
    "prose",
)
_MONTHS = """
    january february march april may june july august september october november december
""".split()
_DATE = re.compile(
    rf"\b(?:{'|'.join(_MONTHS)}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|"
    r"\d{4}|\d{1,2}(?::\d{2})?\s?[ap]\.?m|\d{1,2}:\d{2}|morning|afternoon|evening|night|noon|midnight|dawn|"
    r"week|month|year|hours?|days?|since|after|before|when|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gate:
    """Weights by feature and the probability under which an answer is withheld."""

    weights: dict[str, float]
    threshold: float

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Gate:
        """Return the gate of the package, or the one in `path`."""
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(values["weights"], values["threshold"])

    def judge(self, question: Question, candidate: Candidate) -> Candidate:
        """Return the candidate with its features and probability (0 to 1) filled in."""
        row = features(question, candidate)
        score = sum(self.weights.get(n, 0.0) * v for n, v in zip(FEATURES, row, strict=True))
        return replace(candidate, features=row, probability=1.0 / (1.0 + math.exp(-score)))


def features(question: Question, candidate: Candidate) -> tuple[float, ...]:
    """Return the values of `FEATURES` for a candidate, each roughly between -1 and 1."""
    article = candidate.article
    passage = candidate.hit.passage.text
    frame = f"{article.title} {article.dateline} {article.outlet} {_date_words(article.published)}"
    stems = set(question.stems)
    weight = len(stems) or 1
    near = set(content_stems(candidate.quote))
    around = set(content_stems(passage)) | set(content_stems(frame))
    keys = [key for name in question.names if (key := name_key(name))]
    return (
        1.0,
        _logit(candidate.read) / 5.0,
        _logit(candidate.answerable) / 5.0,
        candidate.hit.similarity or 0.0,
        1.0 / candidate.rank,
        candidate.match,
        len(stems & near) / weight,
        len(stems & around) / weight,
        _share_named(keys, around),
        _share_named(keys, set(content_stems(article.text)) | around) if keys else 1.0,
        _numbers_found(question, f"{frame} {passage}"),
        _type_fit(question, candidate),
        _counted_fit(question, candidate),
        _speaker_fit(question, candidate),
        _restates(question, candidate),
        1.0 if candidate.match else 0.0,
        1.0 if question.wants_prose else 0.0,
    )


def _logit(probability: float) -> float:
    p = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def _share_named(keys: list[frozenset[str]], around: set[str]) -> float:
    return sum(len(key & around) / len(key) for key in keys) / len(keys) if keys else 1.0


def _numbers_found(question: Question, text: str) -> float:
    """Return the share of the question's numbers that stand in the text, 1 where it has none."""
    if not question.figures:
        return 1.0
    there = figures(text)
    found = sum(any(agree(figure, other) for other in there) for figure in question.figures)
    return found / len(question.figures)


def _type_fit(question: Question, candidate: Candidate) -> float:
    """Return 1 where the span is of the sort asked for, -1 where not, 0 where either may be."""
    text = candidate.text
    match question.kind:
        case Kind.QUANTITY:
            vague = re.search(
                r"\b(?:no|none|dozens|hundreds|thousands|millions|several|many)\b", text
            )
            return 1.0 if candidate.figure or figures(text) or vague else -1.0
        case Kind.DATE:
            return 1.0 if _DATE.search(text) else -1.0
        case Kind.PERSON | Kind.WHO_SAID:
            return 1.0 if any(word[:1].isupper() for word in text.split()) else -0.5
        case Kind.PLACE:
            return 0.5 if any(word[:1].isupper() for word in text.split()) else -0.2
        case _:
            return 0.0


def _counted_fit(question: Question, candidate: Candidate) -> float:
    """Return 1 where the figure counts what is asked, -1 where something else, 0 for no count."""
    asked = asked_thing(question.text)
    if not asked.counting or candidate.figure is None:
        return 0.0
    return 1.0 if asked.is_counted_by(candidate.figure, candidate.quote) else -1.0


def _speaker_fit(question: Question, candidate: Candidate) -> float:
    if not question.speaker:
        return 0.0
    if candidate.attribution and same_speaker(question.speaker, candidate.speaker):
        return 1.0
    key = name_key(question.speaker)
    near = {stem(word) for word in words(f"{candidate.quote} {candidate.article.outlet}")}
    return 0.5 if key and key <= near else -1.0


def _restates(question: Question, candidate: Candidate) -> float:
    """Return the share of the span's words that the question itself already says."""
    said = content_stems(candidate.text)
    return sum(word in question.stems for word in said) / len(said) if said else 0.0


def _date_words(moment: datetime | None) -> str:
    return moment.strftime("%d %B %Y %A").lstrip("0") if moment else ""
