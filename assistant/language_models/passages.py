"""The evidence of an answer as a prompt quotes it: fenced, numbered, within a token budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Conflict
from assistant.language.calendar import day
from assistant.language_models.instructions import orders_in, without
from index.tokens import count_tokens

BUDGET = 1_000
"""Tokens of evidence in a prompt: what a small model on a processor reads in some ten seconds."""

_BRACKETS = str.maketrans({"<": "‹", ">": "›", "\0": " "})


def quoted(text: str) -> str:
    """Return text of others on one line, unable to close its fence or to imitate a chat's marks."""
    return " ".join(text.translate(_BRACKETS).split())


def fenced(citations: Sequence[Citation], budget: int = BUDGET) -> str:
    """Return one `<passage>` element a citation, its number as id, within `budget` tokens.

    Only the cited words are given, since only they may be cited; where they are too many, each
    citation has an equal share at least. Sentences that order a machine about are left out, and
    a citation that holds nothing else with them.
    """
    plain = [_without_orders(citation) for citation in citations]
    plain = [citation for citation in plain if citation.quote]
    return "\n".join(
        f"<passage {_attributes(citation)}>\n{text}\n</passage>"
        for citation, text in zip(plain, _own_words(plain, budget), strict=True)
    )


def accounts(conflicts: Sequence[Conflict]) -> str:
    """Return the sides of the conflicts, one a line, or "" where the reports agree."""
    lines = []
    for conflict in conflicts:
        lines.append(f"The accounts of {quoted(conflict.about)} differ:")
        for side in conflict.sides:
            counted = f" {side.counted}" if side.counted not in side.figure else ""
            when = f", {day(side.as_of)}" if side.as_of else ""
            ids = "".join(f"[{number}]" for number in side.citations)
            lines.append(f"- {quoted(side.speaker)}{when}: {quoted(side.figure + counted)} {ids}")
    return "\n".join(lines)


def _without_orders(citation: Citation) -> Citation:
    orders = orders_in(citation.context or citation.quote)
    if not orders:
        return citation
    return replace(citation, quote=without(citation.quote, orders))


def _attributes(citation: Citation) -> str:
    known = {
        "id": str(citation.number),
        "outlet": citation.outlet or citation.title,
        "date": day(citation.published),
        "speaker": citation.speaker,
    }
    return " ".join(
        f'{name}="{quoted(value).replace(chr(34), chr(39))}"'
        for name, value in known.items()
        if value
    )


def _own_words(citations: Sequence[Citation], budget: int) -> list[str]:
    """Return each citation's quote; those over an equal share of the budget are cut at a word."""
    quotes = [quoted(citation.quote) for citation in citations]
    counts = count_tokens(quotes)
    if sum(counts) <= budget:
        return quotes
    share = budget // max(1, len(quotes))
    return [
        quote if count <= share else _clip(quote, share)
        for quote, count in zip(quotes, counts, strict=True)
    ]


def _clip(text: str, tokens: int) -> str:
    words = text.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = count_tokens([" ".join(words[:middle]) + " …"])[0] <= tokens
        low, high = (middle, high) if fits else (low, middle - 1)
    return " ".join(words[:low]) + " …"
