"""Whether every number, quoted string and speaker of an answer stands in a cited span.

These checks need no gold data and no judge: a figure, a quotation or a name that the cited words
do not hold was made up, or rests on something that is not shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.evaluation.speakers import same_speaker
from assistant.evaluation.squad_metrics import normalize, without_markers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assistant.answer import Answer, Citation

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")
_UNITS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {word: number for number, word in enumerate(_UNITS, 2)} | {
    word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)
}
_SPELLED = re.compile(rf"\b({'|'.join(_TENS)})-(\w+)\b|\b({'|'.join(_WORDS)})\b")


def unsupported_facts(
    answer: Answer, article_text: Callable[[str], str] | None = None
) -> tuple[str, ...]:
    """Return what the answer says without support in a span it cites, in reading order.

    An answer that abstains claims nothing. Numbers are compared by value, so "twenty-three" in an
    answer is borne out by "23" in a citation; "one" is left out, being mostly a pronoun. A
    citation's publication date, title and outlet are facts of its own and bear out numbers and
    quotations too. A citation's speaker may stand in the cited words or, where these say "he" or
    "it", elsewhere in the article, which `article_text` returns for an article's id.
    """
    if answer.abstained:
        return ()
    text = without_markers(answer.text)
    held = "\n".join(_words_of(citation) for citation in answer.citations)
    found = [f"number {n}" for n in _missing_numbers(text, held)]
    if answer.short:
        found += [f"number {n}" for n in _missing_numbers(answer.short, held)]
    found += [f"quotation “{quote}”" for quote in _missing_quotations(text, held)]
    for citation in answer.citations:
        if citation.speaker and not _speaker_stands(citation, article_text):
            found.append(f"speaker {citation.speaker}")
    return tuple(dict.fromkeys(found))


def span_fault(citation: Citation, article_text: str) -> str:
    """Return what is wrong with a citation's offsets, or an empty text.

    The article's text between them must be the quote, and they must not cut a word; either shows
    an offset that is off by as little as one.
    """
    start, end = citation.start, citation.end
    if article_text[start:end] != citation.quote or start >= end:
        return f"citation {citation.number}: its offsets do not hold its quote"
    for edge in (start, end):
        before, after = article_text[max(edge - 1, 0) : edge], article_text[edge : edge + 1]
        if _in_word(before) and _in_word(after):
            return f"citation {citation.number}: its span cuts a word"
    return ""


def _in_word(character: str) -> bool:
    """Return whether a character is part of a word in a script that parts words with spaces."""
    return character.islower() or character.isupper() or character.isdigit()


def numbers(text: str) -> list[str]:
    """Return the values of a text's numbers as digits: "1,200" as 1200, "twenty-three" as 23."""
    found = [(match.start(), _digits(match[0])) for match in _NUMBER.finditer(text)]
    for match in _SPELLED.finditer(text.lower()):
        if match[3]:
            found.append((match.start(), str(_WORDS[match[3]])))
        else:
            unit = 1 if match[2] == "one" else _WORDS.get(match[2], 0)
            found.append((match.start(), str(_WORDS[match[1]] + unit)))
    return [value for _, value in sorted(found, key=lambda pair: pair[0])]


def _digits(number: str) -> str:
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", number):
        number = number.replace(",", "")
    whole, _, decimals = number.partition(".")
    return f"{whole.lstrip('0') or '0'}{'.' + decimals if decimals else ''}"


def _words_of(citation: Citation) -> str:
    published = citation.published
    date = f"{published.isoformat()} {published:%-d %B %Y %H:%M}" if published else ""
    date = date.replace("-", " ").replace("T", " ").replace(":", " ")
    return "\n".join((citation.quote, date, citation.title, citation.outlet))


def _missing_numbers(text: str, held: str) -> Iterable[str]:
    known = set(numbers(held))
    return (value for value in numbers(text) if value not in known)


def _missing_quotations(text: str, held: str) -> Iterable[str]:
    known = f" {normalize(held)} "
    for match in _QUOTED.finditer(text):
        quote = match[1] or match[2] or match[3]
        pieces = [normalize(piece) for piece in re.split(r"…|\.\.\.", quote)]
        if any(f" {piece} " not in known for piece in pieces if piece):
            yield quote


def _speaker_stands(citation: Citation, article_text: Callable[[str], str] | None) -> bool:
    speaker = normalize(citation.speaker)
    if f" {speaker} " in f" {normalize(citation.quote)} ":
        return True
    if same_speaker(citation.speaker, citation.outlet):
        return True
    if article_text is None:
        return f" {speaker} " in f" {normalize(citation.context)} "
    return f" {speaker} " in f" {normalize(article_text(citation.article_id))} "
