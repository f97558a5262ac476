"""Follow-ups that leave out most of the question: "And government troops?", "in Aleppo?"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.reading import figures
from assistant.followups.frames import Frame, as_statement, opened
from assistant.followups.grammar import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    is_verb,
    tokens,
)
from assistant.followups.nouns import DAYS, MONTHS, is_time, time_spans
from assistant.followups.phrases import Phrase, noun_phrases
from assistant.followups.states import swapped
from assistant.language.words import stem

_WHAT_ABOUT = re.compile(
    r"^(?:(?:and|or|but|so|then)\s+)?(?:(?:what|how) about|what of)\s+|^(?:as )?(?:for|"
    r"regarding)\s+"
    r"(?=the\b|[A-Z])",
    re.IGNORECASE,
)
_BARE_WH = re.compile(
    r"^(?:(?P<prep>until|till|since|from|to|in|on|at|by|for|with|of|under|against) )?"
    r"(?P<wh>who|whom|what|which|when|where|why|how|how (?:so|come|many|much|long|old|far|big|"
    r"often|"
    r"soon|high|large))(?: (?P<else>else|exactly|not|then))?$",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?:19|20)\d\d$")
_PLACE_PREPOSITIONS = frozenset("in at near around from outside inside".split())


def fragment(body: str) -> str:
    """Return what is left of a fragment without "what about", or nothing for a whole question.

    A fragment has no verb of its own: a noun phrase, a phrase with a preposition, a date.
    """
    plain = body.rstrip("?!. ")
    about = _WHAT_ABOUT.match(plain)
    rest = plain[about.end() :] if about else opened(plain)[0]
    words = tokens(rest)
    if not words or len(words) > 12 or re.search(r"[.!?]\s", rest):
        return ""
    if about and not any(word.lower in AUXILIARIES for word in words):
        return rest
    lower = [word.lower for word in words]
    if any(word in AUXILIARIES for word in lower) or lower[0] in _OPENERS:
        return ""
    if any(word in ("who", "what", "when", "where", "why", "how", "which") for word in lower):
        return ""
    finite = [w for w in words[1:] if is_verb(w.text) and not w.capital and w.lower[-2:] != "ed"]
    starts_with_verb = is_verb(words[0].text) and not words[0].lower.endswith("ed")
    return "" if finite or starts_with_verb else rest


_OPENERS = frozenset("tell show give describe explain list name compare i you please let".split())


def bare_question_words(body: str) -> tuple[str, str]:
    """Return the question words of a question that is nothing else ("Since when?"), and "else"."""
    match = _BARE_WH.match(body.rstrip("?!. "))
    if match is None:
        return "", ""
    words = " ".join(part for part in (match.group("prep"), match.group("wh")) if part)
    return words, (match.group("else") or "").lower()


def asked_anew(words: str, earlier: Frame, answer: str) -> str:
    """Return a whole question from bare question words and what the last turn established."""
    lower = words.lower()
    if lower in ("how many", "how much", "how long", "how old", "how far", "how big", "how often"):
        return ""
    opening = {"how so": "why", "how come": "why", "which": "which one"}.get(lower, lower)
    if earlier.auxiliary and (not earlier.wh or not answer) and opening in _PLAIN:
        return f"{opening} {earlier.auxiliary.lower()} {earlier.rest}?"
    if earlier.wh and not answer and not earlier.auxiliary:
        return ""  # what the question words stood for is not known
    statement = as_statement(earlier, _short(answer)) if earlier.wh else earlier.rest
    if opening in ("who", "whom", "what", "which one"):
        return ""
    return f"{opening} is it that {statement}?"


_PLAIN = frozenset("why when where how".split())


def merged(piece: str, earlier: Frame) -> str:
    """Return the last question with a fragment in the place it corrects or replaces.

    A date takes the place of a date, a phrase with a preposition that of a like phrase, a state
    ("the injured") that of a state, a counted thing that of the counted thing, a name that of a
    name; an empty text means that no place was found.
    """
    text, comma, topics = earlier.text.partition(", regarding ")
    changed = _merged(piece, replace(earlier, text=text))
    return f"{changed}{comma}{topics}" if changed and comma else changed


def _merged(piece: str, earlier: Frame) -> str:
    text = earlier.text
    if is_time(piece) and len(piece.split()) <= 8:
        return _with_time(piece, text)
    words = tokens(piece)
    if words[0].lower in PREPOSITIONS and len(words) > 1:
        return _with_preposition(piece, words[0].lower, text)
    changed = swapped(text, piece)
    if changed:
        return changed
    return _with_noun(piece, earlier)


def _with_time(piece: str, text: str) -> str:
    spans = time_spans(text)
    prepared = re.sub(
        rf"\b(?:{'|'.join(DAYS + MONTHS)})\b", lambda m: m.group().capitalize(), piece
    )
    if tokens(piece)[0].lower not in PREPOSITIONS and not re.match(
        r"(?:last|next|this|the|yesterday|today|tomorrow|tonight)\b", piece, re.IGNORECASE
    ):
        prepared = f"{'in' if re.match(YEAR, piece) else 'on'} {prepared}"
    if not spans:
        return f"{text} {prepared}"
    start, end = _date_phrase(text, *spans[-1])
    return f"{text[:start]}{prepared}{text[end:]}"


def _date_phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the whole date around a found part of it, its preposition and article included."""
    before = re.search(
        r"(?:\b(?:on|in|by|since|until|during|at|from|"
        r"of)\s+)?(?:the\s+)?(?:(?:[A-Z][a-z]+day),?\s+)?"
        r"(?:\d{1,2}\s+)?$",
        text[:start],
    )
    after = re.match(r"(?:,?\s*\d{1,2}(?:st|nd|rd|th)?\b)?(?:,?\s*(?:19|20)\d\d\b)?", text[end:])
    return (
        before.start() if before else start,
        end + (after.end() if after else 0),
    )


def _with_preposition(piece: str, preposition: str, text: str) -> str:
    alike = _PLACE_PREPOSITIONS if preposition in _PLACE_PREPOSITIONS else {preposition}
    for phrase in reversed(noun_phrases(text)):
        if phrase.before in alike and not phrase.time:
            opening = text[: phrase.start].rstrip()
            cut = len(opening) - len(phrase.before)
            return f"{text[:cut]}{piece}{text[phrase.end :]}"
    spans = time_spans(text)
    if spans and preposition in _PLACE_PREPOSITIONS:
        start, _ = _date_phrase(text, *spans[-1])
        return f"{text[:start].rstrip()} {piece} {text[start:].lstrip()}"
    return f"{text} {piece}"


def _with_noun(piece: str, earlier: Frame) -> str:
    text = earlier.text
    phrases = [phrase for phrase in noun_phrases(text) if not phrase.time]
    own = noun_phrases(piece)
    if not own:
        return ""
    new = own[0]
    if is_attribute(piece):
        return ""
    same_head = [p for p in phrases if p.head == new.head or stem(p.head_word) == new.head]
    if same_head:
        return _replaced(text, same_head[-1], piece)
    counted = earlier.asked and earlier.wh.lower().endswith(("many", "much"))
    if counted and not new.named:
        found = text.find(earlier.asked)
        return text[:found] + _undetermined(piece) + text[found + len(earlier.asked) :]
    if counted and new.plural and new.text.split()[0].lower() != "the":
        found = text.find(earlier.asked)
        return text[:found] + piece + text[found + len(earlier.asked) :]
    alike = [p for p in phrases if p.named == new.named and p.text != earlier.asked]
    if new.named:
        persons = [p for p in alike if p.person == new.person]
        alike = persons or alike
    lone = len(alike) == 1 and alike[0].plural == new.plural
    if not alike or (not new.named and not lone and not _like(alike[-1], new)):
        return ""
    subject = [p for p in alike if earlier.rest.startswith(p.text)]
    placed = [p for p in alike if p.before in _PLACE_PREPOSITIONS]
    definite = piece.split(maxsplit=1)[0].lower() in DETERMINERS or new.plural
    if new.named and not definite and placed and not new.person:
        return _replaced(text, placed[-1], piece)
    return _replaced(text, (subject or alike)[-1], piece)


def is_attribute(piece: str) -> bool:
    """Return whether a fragment asks for an attribute of what was talked about ("Price?")."""
    return stem(re.sub(r"^the ", "", piece.strip("?!. "), flags=re.IGNORECASE)) in _ATTRIBUTES


_ATTRIBUTES = frozenset(
    stem(word)
    for word in """
        price cost age name date place motive motives reason reasons value size weight height
        length number result results cause source salary job position role location details
        duration impact effect purpose history support benefits turnout risks symptoms advantages
        disadvantages consequences damage reaction reactions response penalty sentence verdict
        casualties deaths victims toll background owner author profit revenue loss
    """.split()
)


def _like(old: Phrase, new: Phrase) -> bool:
    """Return whether two common nouns can stand in one place: both definite or both plural."""
    definite = old.text.lower().startswith("the ") == new.text.lower().startswith("the ")
    return definite and (old.plural == new.plural or old.text.lower().startswith("the "))


def _replaced(text: str, phrase: Phrase, piece: str) -> str:
    return f"{text[: phrase.start]}{piece}{text[phrase.end :]}"


def _undetermined(piece: str) -> str:
    first, _, rest = piece.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else piece


def _short(answer: str) -> str:
    """Return an answer without its attribution: up to the first comma or full stop."""
    first = re.split(r"(?:,|;|\.)\s|\s\[\d+\]|\.$", answer.strip(), maxsplit=1)[0]
    found = figures(first)
    return first if len(first.split()) <= 14 or not found else found[0].text
