"""How much of a sentence's wording its evidence holds, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.verdict import Cited, Finding
from assistant.figures.numerals import numerals
from assistant.language.words import content_stems, stem

_CLAUSE = re.compile(r"\s*;\s+|,\s+(?:and|but|while|whereas)\s+|\s+(?:while|whereas)\s+")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares of a clause's content words (0 to 1) that one cited quote must hold.

    Under `partly` a clause is unsupported, under `supported` partly supported.
    """

    supported: float = 0.8
    partly: float = 0.55


_LIGHT = frozenset(
    stem(word)
    for word in """
        accord report state article news say said tell told add also however meanwhile total figure
        number people one time make take give put come go get
    """.split()
)


def check_wording(
    text: str, spans: Sequence[Cited], thresholds: Thresholds, known: Sequence[str] = ()
) -> list[Finding]:
    """Return the clauses of a sentence that no single cited quote holds well enough.

    `known` are texts whose words pass anywhere: speakers and metadata.
    """
    held = [_held(span.quote) for span in spans]
    free = set().union(*(_held(text) for text in known)) if known else set()
    findings = []
    for clause in clauses(text):
        wanted = [word for word in _content(clause) if word not in free]
        if len(wanted) < _FEWEST:
            continue
        best = max(held, key=lambda quote: sum(word in quote for word in wanted), default=set())
        missing = [word for word in wanted if word not in best]
        share = 1 - len(missing) / len(wanted)
        if share < thresholds.partly:
            findings.append(Finding(f"the cited words do not say “{clause.strip(' .')}”"))
        elif share < thresholds.supported:
            what = ", ".join(missing[:3])
            findings.append(Finding(f"the cited words leave open: {what}", grave=False))
        elif any(_elsewhere(word, best, held) for word in missing) and not _joined(clause, held):
            findings.append(
                Finding("it joins what two passages say of different things", grave=False)
            )
    return findings


def _joined(clause: str, held: Sequence[set[str]]) -> bool:
    """Return whether a clause is two facts joined by "and", each of which one quote holds."""
    pieces = clause.split(" and ")
    return len(pieces) > 1 and all(
        any(all(word in quote for word in _content(piece)) for quote in held) for piece in pieces
    )


def _elsewhere(word: str, best: set[str], held: Sequence[set[str]]) -> bool:
    """Return whether a word comes from another quote than the one that holds most of a clause."""
    return word not in best and any(word in quote for quote in held)


def clauses(text: str) -> list[str]:
    """Return the clauses of a sentence that each say something by themselves."""
    return [piece for piece in _CLAUSE.split(text) if piece.strip()]


def coverage(text: str, quote: str) -> float:
    """Return the share of a text's content words that a quote holds, 0 to 1."""
    wanted, held = _content(text), _held(quote)
    return sum(word in held for word in wanted) / len(wanted) if wanted else 0.0


def _content(text: str) -> list[str]:
    for numeral in reversed(numerals(text)):
        text = text[: numeral.start] + " " + text[numeral.end :]
    return [word for word in dict.fromkeys(content_stems(text)) if word and word not in _LIGHT]


def _held(text: str) -> set[str]:
    found = set(content_stems(text))
    for word in re.findall(r"\w+", text):
        found.add(stem(word))
    return found
