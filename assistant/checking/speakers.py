"""Whose words a sentence says they are, against whose words they are."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.saying import Said, is_pronominal, said
from assistant.checking.verdict import Cited, Finding
from assistant.language.names import name_key, same_speaker
from assistant.language.words import stem, words

_DENYING = frozenset(("denied", "denies"))
_NEGATING = frozenset("not no never deny denying rejected dismissed refuted disputed".split())
_CONFIRMED = frozenset("confirm confirming verified acknowledges admitted recognised".split())
_CONFIRMING = frozenset(("confirmed", "confirms", "acknowledged"))


def speakers_of(span: Cited) -> list[str]:
    """Return who says a quote: our attribution, else what the quote itself says."""
    found = [span.speaker] if span.speaker else []
    inside = said(span.quote)
    if inside and not is_pronominal(inside.speaker):
        found.append(inside.speaker)
    return found


def check_speaker(text: str, claim: Said | None, spans: Sequence[Cited]) -> list[Finding]:
    """Return a finding where a sentence names another speaker than its evidence, or none.

    A bare claim where the evidence is somebody's words is partly supported; so is a sentence that
    names a speaker where the article speaks for itself, unless it names the outlet.
    """
    known = [(span, speakers_of(span)) for span in spans]
    if claim is None:
        return _bare(text, known)
    if any(same_speaker(claim.speaker, span.outlet) for span in spans if span.outlet):
        owned = [names for _, names in known if names]
        if owned and len(owned) == len(known):
            return [Finding(f"these are the words of {owned[0][0]}", grave=False)]
        return []
    speakers = [name for _, names in known for name in names]
    if not speakers:
        held = {stem(word) for span in spans for word in words(f"{span.quote} {span.title}")}
        if name_key(claim.speaker) <= held and name_key(claim.speaker):
            return _cue_findings(claim, spans)
        return [Finding(f"nothing shows that these are the words of {claim.speaker}")]
    if is_pronominal(claim.speaker) and not any(_alike(claim.speaker, s) for s in speakers):
        return [Finding(f"it does not name {speakers[0]}", grave=False)]
    if not any(_alike(claim.speaker, name) for name in speakers):
        return [Finding(f"these are the words of {speakers[0]}, not of {claim.speaker}")]
    return _cue_findings(claim, spans)


def _alike(one: str, other: str) -> bool:
    return same_speaker(one, other) or bool(
        name_key(one) and name_key(other) and len(name_key(one) & name_key(other)) >= 2
    )


def _bare(text: str, known: Sequence[tuple[Cited, list[str]]]) -> list[Finding]:
    held = {stem(word) for word in words(text)}
    for _, names in known:
        if names and not any(name_key(name) & held for name in names):
            return [Finding(f"it does not say that these are the words of {names[0]}", grave=False)]
    return []


def _cue_findings(claim: Said, spans: Sequence[Cited]) -> list[Finding]:
    """Return a finding where the sentence says denied of what was confirmed, or the reverse."""
    quotes = {word.lower() for span in spans for word in words(span.quote)}
    for mine, theirs in ((_DENYING, _CONFIRMING), (_CONFIRMING, _DENYING)):
        if claim.cue in mine and quotes & theirs and not quotes & mine:
            return [Finding(f"the cited words do not say “{claim.cue}”")]
    if claim.cue in _DENYING and not quotes & _DENYING and not quotes & _NEGATING:
        return [Finding(f"the cited words do not say “{claim.cue}”")]
    if claim.cue in _CONFIRMING and not quotes & (_CONFIRMING | _CONFIRMED):
        return [Finding(f"the cited words do not say “{claim.cue}”", grave=False)]
    return []
