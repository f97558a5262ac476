"""Signs of a candidate's being the answer: numbers that the gate weighs.

They compare the question with the span, its sentence, its passage and its article: by what the
reader and retrieval say, by shared words, names and figures, and by the sort of answer asked for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from assistant.answering.candidates import Candidate
from assistant.answering.premises import bears_out, premises
from assistant.answering.promise import rarities
from assistant.answering.question import Kind, Question
from assistant.figures import agree, asked_thing, figures, same_thing, states
from assistant.figures.units import asked_sorts, sort_of
from assistant.language.calendar import CLOCK, MONTHS, WEEKDAYS
from assistant.language.names import name_key, same_speaker
from assistant.language.words import FUNCTION_WORDS, content_stems, stem, words

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
    "echo",
    "unit",
    "clock",
    "names_near",
    "several",
    "first",
    "pairs",
    "quoted",
    "state",
    "sentence_length",
    "rare_words",
)
_LONG_SPAN = 12
_LONG_SENTENCE = 60
_UNRANKED = 50
_ASKS_CLOCK = re.compile(r"\b(?:what|which) (?:time|hour)\b|^time\b", re.IGNORECASE)
_DATE = re.compile(
    rf"\b(?:{'|'.join((*MONTHS, *WEEKDAYS))}|yesterday|today|tomorrow|"
    r"\d{4}|\d{1,2}(?::\d{2})?\s?[ap]\.?m|\d{1,2}:\d{2}|morning|afternoon|evening|night|noon|midnight|dawn|"
    r"week|month|year|hours?|days?|since|after|before|when|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)


def signs(question: Question, candidates: Sequence[Candidate]) -> list[tuple[float, ...]]:
    """Return the values of `FEATURES` for each candidate of one question."""
    passages = {candidate.hit.passage.id: candidate.hit.passage.text for candidate in candidates}
    rarity = rarities(question.stems, passages.values())
    best: dict[str, float] = {}
    for candidate in candidates:
        key = candidate.hit.passage.id
        best[key] = max(best.get(key, 0.0), candidate.read)
    return [
        features(question, candidate, rarity, best[candidate.hit.passage.id])
        for candidate in candidates
    ]


def features(
    question: Question, candidate: Candidate, rarity: dict[str, float], best_read: float
) -> tuple[float, ...]:
    """Return the values of `FEATURES` for a candidate, each roughly between -1 and 1.

    `best_read` is the reader's best probability among the spans of the candidate's passage.
    """
    article, passage = candidate.article, candidate.hit.passage
    frame = f"{article.title} {article.dateline} {article.outlet} {_date_words(article.published)}"
    stems = set(question.stems)
    weight = len(stems) or 1
    sentence = set(content_stems(candidate.quote))
    near = sentence | set(content_stems(_neighbours(candidate)))
    around = set(content_stems(passage.text)) | set(content_stems(frame))
    keys = [key for name in question.names if (key := name_key(name))]
    text = candidate.text
    words_ = len(text.split())
    own = set(content_stems(text))
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
        1.0 if "\n" in text else 0.0,
        _logit(candidate.read) / 5.0 if question.kind is Kind.WHO_SAID else 0.0,
        candidate.match,
        len(own & stems) / len(own) if own else 1.0,
        _unit_fit(question, candidate),
        _clock_fit(question, text),
        _share_named(keys, near | set(content_stems(article.title))) if keys else 1.0,
        1.0 if _sentences_touched(candidate) > 1 else 0.0,
        1.0 if not candidate.match and candidate.read >= best_read else 0.0,
        _pairs(question, candidate.quote),
        _quoted(question, candidate),
        _state_fit(question, candidate.quote),
        min(len(words(candidate.quote)), _LONG_SENTENCE) / _LONG_SENTENCE,
        sum(rarity[stem_] for stem_ in stems & sentence),
    )


def _sentences_touched(candidate: Candidate) -> int:
    return sum(
        start < candidate.end and candidate.start < end
        for start, end in candidate.hit.passage.sentences
    )


def _unit_fit(question: Question, candidate: Candidate) -> float:
    """Return 1 for a figure of a sort that is asked for, -1 for one of another, 0 for neither."""
    if question.kind not in (Kind.QUANTITY, Kind.FACT, Kind.COMPARISON):
        return 0.0
    wanted = asked_sorts(question.text)
    there = [candidate.figure] if candidate.figure else figures(candidate.text)
    if not wanted or not there:
        return 0.0
    return 1.0 if any(sort_of(figure) in wanted for figure in there) else -1.0


def _clock_fit(question: Question, text: str) -> float:
    if not _ASKS_CLOCK.search(question.text):
        return 0.0
    return 1.0 if CLOCK.search(text) else -1.0


def _pairs(question: Question, quote: str) -> float:
    """Return the share of the question's pairs of neighbouring content words in the sentence."""
    asked = list(pairwise(question.stems))
    there = set(pairwise(content_stems(quote)))
    return sum(pair in there for pair in asked) / len(asked) if asked else 0.0


def _quoted(question: Question, candidate: Candidate) -> float:
    """Return the share of the question's quotations whose words the cited sentences hold."""
    if not question.quoted:
        return 0.0
    there = f" {' '.join(words(candidate.quote)).lower()} "
    found = sum(f" {' '.join(words(quote)).lower()} " in there for quote in question.quoted)
    return found / len(question.quoted)


def _state_fit(question: Question, quote: str) -> float:
    """Return the share of the states asked about ("killed") that the sentence names."""
    wanted = states(question.text)
    return len(wanted & states(quote)) / len(wanted) if wanted else 0.0


def _neighbours(candidate: Candidate) -> str:
    """Return the sentences of the passage right before and right after the cited ones."""
    sentences = candidate.hit.passage.sentences
    before = [span for span in sentences if span[1] <= candidate.quote_start][-1:]
    after = [span for span in sentences if span[0] >= candidate.quote_end][:1]
    return " ".join(candidate.article.text[start:end] for start, end in before + after)


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
            return 1.0 if _names_somebody(text) else -0.5
        case Kind.PLACE:
            return 0.5 if any(word[:1].isupper() for word in text.split()) else -0.2
        case _:
            return 0.0


def _names_somebody(text: str) -> bool:
    """Return whether a span holds a name; the capital of "Every ballot" only opens a sentence."""
    first, *rest = text.split() or [""]
    if first.lower() not in FUNCTION_WORDS:
        rest.append(first)
    return any(word[:1].isupper() for word in rest)


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
