"""Negations and opposites: what a sentence says the other way round than its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.verdict import Cited, Finding
from assistant.checking.wording import coverage
from assistant.language.words import FUNCTION_WORDS, stem, words

_NEGATORS = frozenset("not no never none neither nor nobody nothing cannot without hardly".split())
_ALIKE = 0.9
"""Two texts that hold this share of each other's content words say the same but for negation."""
_CONTRACTED = re.compile(r"n['’]t$")
_PAIRS = """
    confirm deny; kill injure; kill wound; dead injured; rise fall; rose fell; increase decrease;
    increase reduce; gain lose; win lose; won lost; accept reject; approve reject; support oppose;
    open close; arrive leave; died survived; killed survived; dead survived; dead missing;
    before after; fewer more; less more; higher lower; north south; east
    west; northern southern; eastern western; first last; agree refuse; allow ban; allow prohibit;
    capture lose; advance retreat; guilty innocent; convict acquit; hire fire; buy sell;
    bought sold;
    raise cut; raise lower; best worst; largest smallest; early late; earlier later; above below;
    success failure; succeed fail; strong weak; safe dangerous; public private; military civilian;
    civilians fighters; civilians soldiers; civilians combatants; rebels government; men women;
    children adults; mother father; son daughter; brother sister; denied admitted; denied confirmed;
    admit deny; upheld overturned; alive dead; found missing; begin end; start stop; started ended;
    borrow lend; profit loss; majority minority; inside outside; left right; up down; over under;
    killed rescued; damage repair; destroy rebuild; praised criticised; praise blame; forward back;
    full empty; day night; morning evening; summer winter; spring autumn; yes no; all none
""".replace("\n", " ")


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _PAIRS.split(";"):
        one, other = (stem(word) for word in pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {key: frozenset(values) for key, values in found.items()}


_OPPOSITES = _opposites()


def check_polarity(text: str, spans: Sequence[Cited]) -> list[Finding]:
    """Return what a sentence negates that its evidence affirms, the reverse, and opposites."""
    quotes = " ".join(span.quote for span in spans)
    denied, affirmed = _polarities(text)
    denied_there, affirmed_there = _polarities(quotes)
    findings = [
        Finding(f"the cited words do not negate “{word}”")
        for word in sorted(denied - denied_there)
        if word in affirmed_there or not denied_there
    ]
    findings += [
        Finding(f"the cited words negate “{word}”")
        for word in sorted((affirmed - denied) & (denied_there - affirmed_there))
    ]
    if not findings:
        findings += _counted(text, spans)
    mine, theirs = _all_stems(text), _all_stems(quotes)
    for word in sorted(mine - theirs):
        turned = (_OPPOSITES.get(word, frozenset()) & theirs) - mine
        if turned:
            findings.append(Finding(f"the cited words say “{min(turned)}”, not “{word}”"))
    return findings


def _counted(text: str, spans: Sequence[Cited]) -> list[Finding]:
    """Return a finding where a sentence says nearly what a quote says with another negation."""
    for span in spans:
        alike = coverage(text, span.quote) >= _ALIKE and coverage(span.quote, text) >= _ALIKE
        if alike and negations(text) != negations(span.quote):
            return [Finding("it negates something else than the cited words")]
    return []


def _all_stems(text: str) -> set[str]:
    return {stem(word) for word in words(text)}


def _polarities(text: str) -> tuple[set[str], set[str]]:
    """Return the stems that a text negates (those right after a negator) and those it affirms."""
    denied: set[str] = set()
    affirmed: set[str] = set()
    pending = False
    for piece in re.split(r"[.;!?](?:\s|$)", text):
        pending = False
        for word in words(piece):
            lower = word.lower().replace("’", "'")
            if lower in _NEGATORS or _CONTRACTED.search(lower):
                pending = True
                continue
            if lower in FUNCTION_WORDS and lower not in ("said", "say"):
                continue
            (denied if pending else affirmed).add(stem(word))
            pending = False
    return denied, affirmed


def negations(text: str) -> int:
    """Return how many negators a text holds."""
    return sum(
        word.lower() in _NEGATORS or bool(_CONTRACTED.search(word.lower())) for word in words(text)
    )
