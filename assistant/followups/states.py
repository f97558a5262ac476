"""States that one question may swap for another: killed, injured, displaced, missing."""

from __future__ import annotations

import re

_FORMS = {
    "killed": ("killed", "dead", "deaths", "killing"),
    "injured": ("injured", "injured", "injuries", "injuring"),
    "wounded": ("wounded", "wounded", "wounded", "wounding"),
    "displaced": ("displaced", "displaced", "displaced people", "displacing"),
    "missing": ("missing", "missing", "missing people", "missing"),
    "arrested": ("arrested", "arrested", "arrests", "arresting"),
    "detained": ("detained", "detained", "detainees", "detaining"),
    "rescued": ("rescued", "rescued", "rescued people", "rescuing"),
    "evacuated": ("evacuated", "evacuated", "evacuated people", "evacuating"),
    "homeless": ("made homeless", "homeless", "homeless people", "making homeless"),
    "destroyed": ("destroyed", "destroyed", "destroyed", "destroying"),
    "damaged": ("damaged", "damaged", "damage", "damaging"),
}
_WORD = {
    **{form: (name, place) for name, forms in _FORMS.items() for place, form in enumerate(forms)},
    "died": ("killed", 0),
    "dead": ("killed", 1),
    "casualties": ("killed", 2),
    "fatalities": ("killed", 2),
    "hurt": ("injured", 0),
    "injured": ("injured", 0),
    "wounded": ("wounded", 0),
}
_STATE = re.compile(r"\b(" + "|".join(sorted(_WORD, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"^(?:the |any |how many )?(?:" + "|".join(sorted(_WORD, key=len, reverse=True)) + r")"
    r"(?: people| ones)?$",
    re.IGNORECASE,
)


def swapped(question: str, piece: str) -> str:
    """Return the question with its state replaced by the one that `piece` names, or nothing.

    "How many were killed?" with "the injured" becomes "How many were injured".
    """
    if not _WHOLE.match(piece.strip()):
        return ""
    named = _STATE.search(piece)
    there = list(_STATE.finditer(question))
    if named is None or not there:
        return ""
    name, _ = _WORD[named.group().lower()]
    old = there[-1]
    _, place = _WORD[old.group().lower()]
    return question[: old.start()] + _FORMS[name][place] + question[old.end() :]
