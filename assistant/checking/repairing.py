"""Sentences put right from their evidence."""

from __future__ import annotations

import re

from assistant.checking.markers import with_markers
from assistant.checking.saying import is_pronominal, said
from assistant.checking.speakers import speakers_of
from assistant.checking.verdict import Cited
from assistant.checking.wording import coverage
from assistant.language.words import FUNCTION_WORDS

_ARTICLE = re.compile(r"^(?:The|A|An|His|Her|Its|Their)\b")


def attributed(text: str, speaker: str) -> str:
    """Return a bare claim with its speaker: "According to the mayor, the bridge is safe."."""
    first, _, rest = text.partition(" ")
    if first.lower() in FUNCTION_WORDS and first not in ("I",):
        text = f"{first.lower()} {rest}"
    return f"According to {_inner(speaker)}, {text}"


def quoted(text: str, span: Cited) -> str:
    """Return the sentence of the evidence nearest to `text`, quoted with its speaker and marker."""
    from index.sentences import sentences

    pieces = [span.quote[start:end] for start, end in sentences(span.quote)] or [span.quote]
    best = max(pieces, key=lambda piece: coverage(text, piece))
    line = " ".join(best.split()).strip()
    inside = said(line)
    if inside and not is_pronominal(inside.speaker):
        return with_markers(line, [span.number])
    speakers = speakers_of(span)
    who = _inner(speakers[0]) if speakers else span.outlet or "the article"
    if "“" in line or '"' in line:
        line = line.replace("“", "‘").replace("”", "’").replace('"', "’")
    return with_markers(f"According to {who}: “{line.rstrip('.')}”.", [span.number])


def _inner(name: str) -> str:
    return _ARTICLE.sub(lambda match: match.group().lower(), name)
