"""Reading the figures of a text: qualifier, number or range, unit, thing counted, state."""

from __future__ import annotations

import re

from assistant.figures.figure import Figure
from assistant.figures.numerals import Numeral, numerals
from assistant.language.remembering import remembered

_QUALIFIERS = (
    ("at least", r"at least|no fewer than|no less than|not less than|a minimum of|minimum of"),
    ("over", r"more than|over|above|upwards of|in excess of|exceeding|greater than|north of"),
    (
        "nearly",
        r"nearly|almost|close to|just under|just over|approaching|fewer than|less than|"
        r"under|below",
    ),
    ("at most", r"at most|no more than|not more than|up to|as many as|as much as|a maximum of"),
    ("about", r"about|around|some|roughly|approximately|an estimated|estimated|circa|or so"),
    ("exact", r"exactly|precisely|only|just"),
)
_BEFORE = re.compile(
    r"(?:"
    + "|".join(f"(?P<q{i}>{pattern})" for i, (_, pattern) in enumerate(_QUALIFIERS))
    + r")[\s\u00a0]+(?:the[\s\u00a0]+)?$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^[\s\u00a0]*(?:-|–|—|to|and|or)[\s\u00a0]*$", re.IGNORECASE)
_CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_MONEY_BEFORE = re.compile(r"(?:US\$|[A-Z]{1,2}\$|\$|€|£|¥|₹|\b[A-Z]{3}[\s\u00a0]?)$")
_UNIT_AFTER = re.compile(
    r"^[\s\u00a0-]?(?:(?P<percent>%|per\s?cent\b|percent\b)|"
    r"(?P<points>(?:percentage|basis)[\s-]points?\b)|"
    r"(?P<money>(?:[a-z]+ )?(?:dollars?|euros?|pounds?|francs?|crowns?|kron[ae]r?|pesos?|rupees?|"
    r"dinars?|rials?|lira|shillings?|yen|yuan|roubles?|rubles?|cents?))\b|"
    r"(?P<measure>(?:square |cubic )?(?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?|feet|foot|"
    r"inch(?:es)?|centimet(?:re|er)s?|millimet(?:re|er)s?|km|cm|mm|m|kg|"
    r"kilogram(?:me)?s?|tonnes?|tons?|grams?|lit(?:re|er)s?|barrels?|hectares?|acres?|degrees?|megawatts?|gigawatts?|MW|GW|hours?|minutes?|"
    r"seconds?|days?|weeks?|months?|years?))\b)",
    re.IGNORECASE,
)
_MEASURES = {
    "m": "metre",
    "km": "kilometre",
    "cm": "centimetre",
    "mm": "millimetre",
    "kg": "kilogram",
    "feet": "foot",
    "inches": "inch",
}
_STATES = {
    "killed": r"kill(?:ed|ing|s)?|dead|died|dying|deaths?|fatalit(?:y|ies)|dies|lives|slain|toll|"
    r"casualties|perished|lost their lives",
    "injured": r"injur(?:ed|ing|ies|y)|wound(?:ed|ing|s)?|hurt|maimed",
    "displaced": r"displac(?:ed|ing|ement)|fled|flee(?:ing)?|evacuat(?:ed|ions?|ing|ees)|homeless|"
    r"uprooted",
    "missing": r"missing|unaccounted",
    "detained": r"arrest(?:ed|s|ing)?|detain(?:ed|ees|ing)?|imprison(?:ed)?|jailed|in custody",
    "rescued": r"rescued?|saved|pulled (?:alive|out)|treated",
    "infected": r"infect(?:ed|ions?)|sick(?:ened)?|ill|cases",
    "damaged": r"damaged|destroyed|razed|flattened|collapsed|burn(?:ed|t)",
}
_STATE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _STATES.items()) + r")\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,.;:!?…](?=\s|$)|\s(?:while|whereas|but|although)\s")
_STATE_BEFORE = 40
_PASSIVE = re.compile(
    r"^(?:[\s\u00a0]+[\w-]+){0,3}[\s\u00a0]+(?:were|was|are|is|be(?:en|ing)?)(?:[\s\u00a0]+\w+)?[\s\u00a0]+$"
)
"""What stands between a number and a state that is its own: "31 others were badly injured"."""
_STOP_COUNTED = re.compile(
    r"^(?:of|in|on|at|by|from|to|and|or|were|was|are|is|had|have|has|been|be|who|which|that|since|"
    r"during|after|before|for|as|with|against|when|while|including|into|over|across|within|this|"
    r"last|than|also|said|says|reported|according|would|will|could|may|more|so|far|a|an|the|it|he|"
    r"she|they|we|its|their|his|her|not|but|if|then|there|per|between|under|outside|inside|near)$",
    re.IGNORECASE,
)
_COUNTED_WORDS = 5


@remembered
def figures(text: str) -> list[Figure]:
    """Return the figures of `text` in order; offsets are code points into `text`."""
    found: list[Figure] = []
    numbers = numerals(text)
    position = 0
    while position < len(numbers):
        first = numbers[position]
        last = first
        if position + 1 < len(numbers) and _is_range(text, first, numbers[position + 1]):
            last = numbers[position + 1]
            position += 1
        found.append(_figure(text, first, last))
        position += 1
    return found


def _is_range(text: str, first: Numeral, second: Numeral) -> bool:
    """Return whether two numerals are the ends of one range ("20 to 30", "between 5 and 9")."""
    between = text[first.end : second.start]
    money_first = bool(_MONEY_BEFORE.search(text[max(0, first.start - 4) : first.start]))
    bare = re.sub(r"%|per\s?cent|percent", "", between)
    if bare != between and not re.match(r"\s?(?:%|per)", text[second.end :]):
        return False  # "up 4.2% to 1.2 billion"
    joined = _RANGE.match(re.sub(r"[A-Z]{0,3}[$€£¥₹]", "", bare) if money_first else bare)
    if joined is None or second.value * second.step <= 0 or _low_end(first, second) >= second.value:
        return False
    if between.strip().lower() == "and":
        return bool(re.search(r"\bbetween[\s\u00a0]+\D{0,3}$", text[: first.start], re.IGNORECASE))
    return True


def _figure(text: str, first: Numeral, last: Numeral) -> Figure:
    start, end = first.start, last.end
    unit, scale = "", 1.0
    money = _MONEY_BEFORE.search(text[max(0, start - 4) : start])
    if money:
        symbol = money.group().strip()
        unit = _CURRENCIES.get(symbol, symbol)
        start -= len(money.group())
    after = _UNIT_AFTER.match(text[end : end + 40])
    if after:
        if unit and after.group("measure") == "m":  # "€3 m" is no length
            scale = 1e6
        else:
            unit = _unit_name(after) or unit
        end += after.end()
    qualifier = "between" if last is not first else "exact"
    before = _BEFORE.search(text[max(0, start - 24) : start])
    if before:
        index = next(i for i in range(len(_QUALIFIERS)) if before.group(f"q{i}"))
        qualifier = _QUALIFIERS[index][0]
        start -= len(before.group())
    elif last is not first and (word := re.search(r"between\s+$", text[:start], re.IGNORECASE)):
        start = word.start()
    low, step = first.value, first.step
    if last is not first:
        low = _low_end(first, last)
    return Figure(
        start=start,
        end=end,
        text=text[start:end],
        low=low * scale,
        high=last.value * scale,
        step=step * scale,
        qualifier=qualifier,
        unit=unit,
        counted=counted_after(text, end),
        state=_state(text, start, end),
        number_start=first.start,
        number_end=last.end,
    )


def _low_end(first: Numeral, last: Numeral) -> float:
    """Return the low end of a range: the 2 of "2 to 3 million" is two million."""
    scale = next((s for s in (1e12, 1e9, 1e6, 1e3) if last.value >= s), 1.0)
    return first.value * scale if first.value < 1000 <= last.value else first.value


def _unit_name(match: re.Match[str]) -> str:
    if match.group("percent"):
        return "%"
    if match.group("points"):
        return "points"
    if match.group("money"):
        word = match.group("money").lower()
        plain = {"dollar": "USD", "us dollar": "USD", "euro": "EUR", "pound": "GBP"}
        return plain.get(word.rstrip("s"), word.rstrip("s"))
    word = match.group("measure").lower()
    return _MEASURES.get(word, word.rstrip("s").replace("meter", "metre").replace("liter", "litre"))


def states(text: str) -> set[str]:
    """Return every state that words of the text name: {"killed", "injured"}."""
    return {match.lastgroup or "" for match in _STATE.finditer(text)}


def counted_after(text: str, end: int) -> str:
    """Return the noun phrase right of a number: the words up to a verb, preposition or stop."""
    rest = re.match(r"[\s\u00a0]+(?:of (?:the|its|their|his|her|our)[\s\u00a0]+)?", text[end:])
    if rest is None:
        return ""
    words: list[str] = []
    for match in re.finditer(r"[\w'’-]+|[^\w\s]", text[end + rest.end() : end + 120]):
        word = match.group()
        if not re.match(r"\w", word) or _STOP_COUNTED.match(word) or word[0].isdigit():
            break
        if _STATE.fullmatch(word) and words:
            break
        words.append(word)
        if len(words) == _COUNTED_WORDS:
            break
    return " ".join(words)


def _state(text: str, start: int, end: int) -> str:
    """Return the nearest state word of the figure's clause, looking right before left."""
    stop = _CLAUSE_END.search(text, end)
    right = text[end : min(stop.start() if stop else len(text), end + 100)]
    next_number = re.search(r"\d", right)
    right = right[: next_number.start()] if next_number else right
    left_start = max(0, start - _STATE_BEFORE)
    left = re.split(r"[,.;:!?]\s|\d", text[left_start:start])[-1]
    after = _STATE.search(right)
    before = None
    for before in _STATE.finditer(left):  # noqa: B007  # the last one is wanted
        pass
    if after and before and not _PASSIVE.match(right[: after.start()]):
        far_after, far_before = after.start(), len(left) - before.end()
        verb = before.lastgroup if far_before < far_after and far_before <= 12 else after.lastgroup
        return verb or ""
    match = after or before
    return (match.lastgroup or "") if match else ""
