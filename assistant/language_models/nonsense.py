"""Replies that are no answer, told apart without looking at what they claim."""

from __future__ import annotations

import re

from assistant.language.words import content_stems
from index.languages import language_of

REFUSAL = "The articles do not answer this"
"""The phrase a prompt asks for where the passages do not answer."""

_LINK = re.compile(r"(?:https?://|www\.)[^\s)\]>]+", re.IGNORECASE)
_ECHO = re.compile(r"[(\W]*(?:invalid|question|example|rules?|passage \d+)\b\s*:|</?passage", re.I)
_NEAR = 3
_SHARED = 0.6


def refuses(sentence: str) -> bool:
    """Return whether the model says that the passages do not answer."""
    return sentence.lower().startswith(REFUSAL.lower())


def echoes_prompt(sentence: str) -> bool:
    """Return whether the model has gone on to write the prompt's own parts."""
    return _ECHO.match(sentence) is not None


def other_language(sentence: str, question: str, evidence: str) -> bool:
    """Return whether a sentence is written in another language than it should be.

    It should be in the question's; a question too short to tell may be in the evidence's as well.
    Sentences of less than 40 letters are not judged.
    """
    if not language_of(sentence):
        return False
    import py3langid

    wanted = {str(py3langid.classify(question)[0])}
    found = language_of(evidence)
    if not language_of(question):
        wanted.add(found)
    stems, known = set(content_stems(sentence)), set(content_stems(evidence))
    if found in wanted and len(stems & known) >= _SHARED * len(stems):
        return False  # many foreign names, perhaps, but the evidence's own words
    # related languages are mixed up on one sentence, so the first few guesses count
    return not any(code in wanted for code, _ in py3langid.rank(sentence)[:_NEAR])


def invented_link(sentence: str, evidence: str) -> bool:
    """Return whether a sentence holds a web address that no passage holds."""
    return any(match[0] not in evidence for match in _LINK.finditer(sentence))
