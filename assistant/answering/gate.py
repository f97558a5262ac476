"""The gate: which candidate answers best, and the calibrated probability that it does.

A linear score over what the reader, retrieval, the attributions and the question's own words say
of a candidate orders the candidates (fitted as a conditional logit: McFadden, 1974); a logistic
regression over that score and the share of probability it takes among all candidates turns it
into a probability (Platt, 1999). Weights and threshold are fitted on development questions by
`news-assistant-train gate` and kept in `assistant/models/gate.json`.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from assistant.answering.agreement import bears_out, premises
from assistant.answering.candidates import Candidate
from assistant.answering.question import Kind, Question
from assistant.figures import agree, asked_thing, figures, same_thing
from assistant.language.names import name_key, same_speaker
from assistant.language.words import content_stems, stem, words

WEIGHTS = Path(__file__).parent.parent / "models" / "gate.json"

FEATURES = (
    "read",
    "answerable",
    "similarity",
    "rank",
    "vector_rank",
    "sentence_words",
    "passage_words",
    "names_article",
    "numbers",
    "borne_out",
    "type",
    "counted",
    "speaker",
    "near_rare_words",
    "passage_rare_words",
    "length",
    "broken",
    "read_who_said",
    "matched",
)
_LONG_SPAN = 12
_UNRANKED = 50
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
    """Weights by feature, calibration, and the probability under which an answer is withheld."""

    weights: dict[str, float]
    score_weight: float
    share_weight: float
    bias: float
    threshold: float

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Gate:
        """Return the gate of the package, or the one in `path`."""
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{item.name: values[item.name] for item in fields(cls)})

    def judge(self, question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates with features and probabilities (0 to 1), in their order."""
        rarity = rare_words(question, candidates)
        rows = [features(question, candidate, rarity) for candidate in candidates]
        scores = [
            sum(self.weights[name] * value for name, value in zip(FEATURES, row, strict=True))
            for row in rows
        ]
        probabilities = self.probabilities(scores)
        return [
            replace(candidate, features=row, probability=probability)
            for candidate, row, probability in zip(candidates, rows, probabilities, strict=True)
        ]

    def probabilities(self, scores: Sequence[float]) -> list[float]:
        """Return the probability of each candidate of one question from all their scores."""
        if not scores:
            return []
        top = max(scores)
        total = top + math.log(sum(math.exp(score - top) for score in scores))
        return [
            _sigmoid(self.score_weight * score + self.share_weight * (score - total) + self.bias)
            for score in scores
        ]


def rare_words(question: Question, candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return the share of the question's weight that each of its stems carries.

    A stem weighs more the fewer of the passages found hold it (inverse document frequency).
    """
    passages = {candidate.hit.passage.id: candidate.hit.passage.text for candidate in candidates}
    held = Counter(
        stem_
        for text in passages.values()
        for stem_ in set(question.stems) & set(content_stems(text))
    )
    weights = {
        stem_: math.log((len(passages) + 1) / (held[stem_] + 0.5)) for stem_ in question.stems
    }
    total = sum(weights.values()) or 1.0
    return {stem_: weight / total for stem_, weight in weights.items()}


def features(
    question: Question, candidate: Candidate, rarity: dict[str, float]
) -> tuple[float, ...]:
    """Return the values of `FEATURES` for a candidate, each roughly between -1 and 1."""
    article, passage = candidate.article, candidate.hit.passage
    frame = f"{article.title} {article.dateline} {article.outlet} {_date_words(article.published)}"
    stems = set(question.stems)
    weight = len(stems) or 1
    sentence = set(content_stems(candidate.quote))
    near = sentence | set(content_stems(_neighbours(candidate)))
    around = set(content_stems(passage.text)) | set(content_stems(frame))
    keys = [key for name in question.names if (key := name_key(name))]
    words_ = len(candidate.text.split())
    return (
        _logit(candidate.read) / 5.0,
        _logit(candidate.answerable) / 5.0,
        candidate.hit.similarity or 0.0,
        1.0 / candidate.rank,
        1.0 / (candidate.hit.vector_rank or _UNRANKED),
        len(stems & sentence) / weight,
        len(stems & around) / weight,
        _share_named(keys, set(content_stems(article.text)) | around) if keys else 1.0,
        _numbers_found(question, f"{frame} {passage.text}"),
        _borne_out(question, candidate),
        _type_fit(question, candidate),
        _counted_fit(question, candidate),
        _speaker_fit(question, candidate),
        sum(rarity[stem_] for stem_ in stems & near),
        sum(rarity[stem_] for stem_ in stems & around),
        max(0, words_ - _LONG_SPAN) / _LONG_SPAN,
        1.0 if "\n" in candidate.text else 0.0,
        _logit(candidate.read) / 5.0 if question.kind is Kind.WHO_SAID else 0.0,
        candidate.match,
    )


def _neighbours(candidate: Candidate) -> str:
    """Return the sentences of the passage right before and right after the cited ones."""
    sentences = candidate.hit.passage.sentences
    before = [span for span in sentences if span[1] <= candidate.quote_start][-1:]
    after = [span for span in sentences if span[0] >= candidate.quote_end][:1]
    return " ".join(candidate.article.text[start:end] for start, end in before + after)


def _sigmoid(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, value))))


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


def _borne_out(question: Question, candidate: Candidate) -> float:
    """Return 1 where the cited words bear the question's counts out, -1 where they gainsay them.

    0 where the question takes no count for granted, or the words hold none of that thing.
    """
    wanted = premises(question)
    if not wanted:
        return 0.0
    there = figures(candidate.quote)
    same = [figure for figure in there for premise in wanted if same_thing(premise, figure)]
    if not same:
        return 0.0
    return 1.0 if bears_out(question, candidate) else -1.0


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


def _date_words(moment: datetime | None) -> str:
    return moment.strftime("%d %B %Y %A").lstrip("0") if moment else ""
