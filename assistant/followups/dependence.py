"""Whether a question without pronouns still leans on the conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.followups.fragments import is_attribute
from assistant.followups.frames import frame
from assistant.followups.grammar import AUXILIARIES, is_verb, tokens
from assistant.followups.phrases import noun_phrases
from assistant.followups.references import Reference
from assistant.language.names import names
from assistant.language.words import content_stems

_LEANING = re.compile(
    r"\b(?:else|instead|others?|another|same|again|too|as well|either|likewise|similar|besides|"
    r"in that case|the (?:first|second|third|last|former|latter|rest|remaining)|inside|afterwards?|"
    r"earlier|alternatives?|differ\w*)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"^what (?:is|are) (?:an? )?(?P<thing>\w[\w-]*(?: \w[\w-]*)?)$", re.IGNORECASE
)
_MOST_STEMS = 3
_LEAST_OF_NEW = 2


def leans(body: str, found: Sequence[Reference], said: Set[str] = frozenset()) -> bool:
    """Return whether a whole question takes its topic from the conversation.

    It does when it compares with something unsaid ("What else …?", "the second one"), or when it
    names nothing by a proper name and says little about a thing it takes as known ("What did the
    doctors do?", "How many were injured?"). It does not when all such things are new to the
    conversation, whose stems are `said`, and it says more than that about them ("How many people
    died in the flood?").
    """
    if found:
        return False
    plain = body.rstrip("?!. ")
    own = names(plain, skip_first=True)
    if _LEANING.search(plain) and not own:
        return True
    if own or any(letter.isdigit() for letter in plain):
        return False
    stems = content_stems(plain)
    defined = _DEFINES.match(plain)
    if defined and stems and not said & set(stems) and not is_attribute(defined.group("thing")):
        return False  # "What is a trope?" asks for a meaning
    if not any(token.lower in AUXILIARIES or is_verb(token.text) for token in tokens(plain)):
        return len(stems) <= _MOST_STEMS + 1
    if len(stems) > _MOST_STEMS:
        return False
    asked = frame(plain)
    phrases = noun_phrases(plain)
    known = [phrase.text for phrase in phrases if phrase.text.lower().startswith("the ")]
    definite = bool(known)
    if said and known and not said & {stem for text in known for stem in content_stems(text)}:
        return len(stems) < _LEAST_OF_NEW
    counted = asked.wh.lower().endswith(("many", "much"))
    return definite or counted or not phrases or len(stems) <= 1
