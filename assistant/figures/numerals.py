"""Numerals in English text, in digits or words, as spans with their values.

Knows thousands separators (comma, thin and no-break space), decimals, magnitudes ("1.2 million",
"3bn"), number words ("twenty-three", "two hundred and six", "a dozen", "half a million").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {
    word: value
    for value, word in enumerate(
        """
            zero one two three four five six seven eight nine ten eleven twelve thirteen
            fourteen fifteen sixteen seventeen eighteen nineteen
        """.split()
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        """
            twenty thirty forty fifty sixty seventy eighty ninety
        """.split(),
        start=2,
    )
}
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "tn": 1e12,
}
_LOOSE = {"dozen": 12.0, "couple": 2.0, "half": 0.5}

_SEPARATOR = "[,\u00a0\u2009\u202f]"
_DIGITS = re.compile(
    rf"(?<![\w.,])(?:\d{{1,3}}(?:{_SEPARATOR}\d{{3}})+|\d+)(?:\.\d+)?"
    r"(?:(?:[\s\u00a0-]*(?:hundred|thousand|million|billion|trillion|mln)|"
    r"[\s\u00a0]?(?:bn|tn|mn)|(?:m|k))\b)?(?![\w])",
    re.IGNORECASE,
)
_SINGLE = "|".join([*_UNITS, *_TENS, "hundred", "thousand", "million", "billion", "trillion"])
_WORDS = re.compile(
    rf"\b(?:(?:half\s+)?an?\s+(?:hundred|thousand|million|billion|dozen|couple)|"
    rf"(?:{_SINGLE})(?:(?:[\s-]+(?:and\s+)?)(?:{_SINGLE}|dozen))*)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written at `text[start:end]`; `step` is the size of its last written digit."""

    start: int
    end: int
    value: float
    step: float = 1.0


def numerals(text: str) -> list[Numeral]:
    """Return the cardinal numbers of `text` in order, none overlapping another."""
    found: list[Numeral] = []
    for match in _DIGITS.finditer(text):
        if _ORDINAL.match(text, match.end()):
            continue
        numeral = _from_digits(match)
        if numeral is not None:
            found.append(numeral)
    for match in _WORDS.finditer(text):
        value = _word_value(match.group())
        inside = any(n.start < match.end() and match.start() < n.end for n in found)
        if value is None or inside or _is_pronoun(text, match):
            continue
        found.append(Numeral(match.start(), match.end(), value, _step_of(value)))
    return sorted(found, key=lambda numeral: numeral.start)


def _from_digits(match: re.Match[str]) -> Numeral | None:
    written = match.group()
    number = re.match(rf"[\d.]+(?:{_SEPARATOR}\d{{3}})*(?:\.\d+)?", written)
    if number is None:
        return None
    digits = re.sub(_SEPARATOR, "", number.group())
    try:
        value = float(digits)
    except ValueError:
        return None
    step = 10.0 ** -len(digits.partition(".")[2]) if "." in digits else _step_of(value)
    scale = _SCALES.get(written[number.end() :].strip(" \u00a0-\n").lower(), 1.0)
    if scale != 1.0 and "." not in digits:
        step = 1.0 if value % 10 else _step_of(value)
    return Numeral(match.start(), match.end(), value * scale, step * scale)


def _step_of(value: float) -> float:
    """Return the size of the last non-zero digit: 100 for 200, 1 for 214, 10 for 1,250."""
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def _word_value(words: str) -> float | None:
    """Return the value of number words; a list of them ("two three") is no number."""
    total = current = 0.0
    last = None
    for word in re.split(r"[\s-]+", words.lower()):
        if word in ("a", "an"):
            current += 0 if last == "half" else 1
        elif word in _UNITS:
            if last in ("unit", "dozen"):
                return None
            current += _UNITS[word]
            last = "unit"
        elif word in _TENS:
            if last in ("unit", "ten"):
                return None
            current += _TENS[word]
            last = "ten"
        elif word in _LOOSE:
            current = (current or 1) * _LOOSE[word]
            last = word
        elif word == "hundred":
            current = (current or 1) * 100
            last = "hundred"
        elif word in _SCALES:
            total += (current or 1) * _SCALES[word]
            current = 0.0
            last = "scale"
    return total + current


def _is_pronoun(text: str, match: re.Match[str]) -> bool:
    """Return whether "one" is no count here ("one of them", "no one", "the one who")."""
    if match.group().lower() != "one":
        return False
    before = text[: match.start()].rstrip().rpartition(" ")[2].lower()
    after = text[match.end() :].lstrip().partition(" ")[0].lower().strip(".,;:")
    return before in {"no", "the", "this", "that", "any", "every", "some", "each", "another"} or (
        after in {"of", "another", "who", "that", "which", "day", "such", "can", "must", ""}
    )
