"""Exact match, F1 and containment of short answers, as the SQuAD evaluation defines them.

Source: Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (2016) and
"Know What You Don't Know: Unanswerable Questions for SQuAD" (2018), official evaluation scripts.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = set(string.punctuation) | set("“”‘’„‚«»‹›…")
_DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_KEPT_POINT = "\N{DOT OPERATOR}"
_MARKER = re.compile(r"\s?\[\d+(?:\s*[,;–-]\s*\d+)*\]")


def without_markers(text: str) -> str:
    """Return an answer's prose without its citation markers (`[1]`, `[2, 3]`)."""
    return _MARKER.sub("", text).strip()


def normalize(text: str) -> str:
    """Return a text in lower case, without punctuation, articles (a, an, the) and extra spaces.

    As SQuAD's `normalize_answer`, so "1,200" equals "1200", with three departures that news needs:
    typographic quotation marks and dashes are punctuation too, compatible characters (full-width
    digits, no-break spaces) are folded, and a point between digits stays ("1.5" is not "15").
    """
    text = unicodedata.normalize("NFKC", text).lower().replace("–", " ").replace("—", " ")
    text = _DECIMAL_POINT.sub(_KEPT_POINT, text)
    text = "".join(character for character in text if character not in _PUNCTUATION)
    text = text.replace(_KEPT_POINT, ".")
    return " ".join(_ARTICLES.sub(" ", text).split())


def exact_match(answer: str, accepted: Iterable[str]) -> float:
    """Return 1.0 when the normalised answer equals a normalised accepted answer, else 0.0."""
    got = normalize(answer)
    return float(any(got == normalize(item) for item in accepted))


def f1(answer: str, accepted: Iterable[str]) -> float:
    """Return the best token F1 (0 to 1) of the answer over the accepted answers.

    F1 is the harmonic mean of precision and recall of the normalised tokens counted with
    repetition. Two answers without any token agree (1.0); one without never agrees with another.
    `accepted` holds at least one answer.
    """
    return max(_f1(normalize(answer).split(), normalize(item).split()) for item in accepted)


def _f1(got: list[str], wanted: list[str]) -> float:
    if not got or not wanted:
        return float(got == wanted)
    same = sum((Counter(got) & Counter(wanted)).values())
    if not same:
        return 0.0
    precision, recall = same / len(got), same / len(wanted)
    return 2 * precision * recall / (precision + recall)


def contains(text: str, accepted: Iterable[str]) -> float:
    """Return 1.0 when a normalised accepted answer stands in the text on word boundaries.

    "23" is contained in "at least 23 civilians" but not in "1,230 civilians".
    """
    padded = f" {normalize(without_markers(text))} "
    return float(any(f" {normalize(item)} " in padded for item in accepted if normalize(item)))
