"""What a noun phrase stands for, judged by its words: a person, several, a time."""

from __future__ import annotations

import re

_MALE = frozenset(
    """
        mr man men boy boys father son brother husband king prince lord sir uncle grandfather
        spokesman chairman policeman postman fireman fisherman headmaster widower nephew
    """.split()
)
_FEMALE = frozenset(
    """
        mrs ms miss woman women girl girls mother daughter sister wife queen princess lady aunt
        grandmother spokeswoman chairwoman policewoman headmistress widow niece
    """.split()
)
_PERSON_WORDS = frozenset(
    """
        dr prof professor general colonel major captain lieutenant sergeant minister president
        chairman chair governor senator judge justice mayor director chief head spokesperson analyst
        commander secretary ambassador officer pope bishop priest doctor nurse surgeon lawyer
        engineer teacher student scientist author owner operator witness victim leader rebel
        candidate chancellor premier deputy accountant researcher survivor driver pilot farmer
        resident economist editor reporter journalist person boss founder executive prosecutor
        player coach singer actor actress artist writer poet composer inventor
    """.split()
)
_PLURAL = frozenset(
    """
        people police men women children troops forces families rebels staff crew public media
        militants personnel cattle
    """.split()
)
_ORGANISATION = frozenset(
    """
        inc ltd plc corp co company group bank union ministry commission agency office university
        party army court council committee authority association institute hospital hospitals forces
        observatory times post gazette news agency department service board club college church
        federation alliance movement foundation fund programme program house
    """.split()
)
MONTHS = (
    "january february march april may june july august september october november december"
).split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_TIME = re.compile(
    r"\b(?:(?:" + "|".join(DAYS) + r")s?|"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(m for m in MONTHS if m != 'may')}|(?<=\d )may)"
    r"(?: \d{1,2}\b)?|(?:19|20)\d\d|(?:last|this|next) (?:week|month|year|night|spring|summer|"
    r"autumn|winter)|today|yesterday|tomorrow|tonight|(?:days?|weeks?|months?|years?|hours?) "
    r"(?:later|earlier|before|after|ago)|(?:the )?(?:next|same|following|previous|other) (?:day|"
    r"morning|evening|night|week|month|year))\b",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"^[^\W\d_a-z][\w'’.-]*$")


def gender(text: str) -> str:
    """Return "male", "female" or "" for what a phrase's own words say."""
    words = {word.lower().strip(".,") for word in text.split()}
    if words & _MALE:
        return "male"
    return "female" if words & _FEMALE else ""


def is_person(text: str) -> bool:
    """Return whether a phrase names one person: a title, a role, or a name of two or three words.

    A name preceded by "the" or holding a word for an organisation is none.
    """
    words = [word.strip(",.") for word in text.split()]
    lower = [word.lower().rpartition("-")[2] for word in words]
    if not words or lower[-1] in _ORGANISATION:
        return False
    if {*lower} & (_MALE | _FEMALE) or lower[-1] in _PERSON_WORDS or lower[0] in _PERSON_WORDS:
        return True
    names = [word for word in words if _NAME_WORD.match(word) and not word.isupper()]
    if lower[0] in ("the", "a", "an") or set(lower) & _ORGANISATION:
        return False
    return 2 <= len(names) <= 4 and len(names) == len(words) and not is_time(text)


def is_organisation(text: str) -> bool:
    """Return whether a phrase names a body of people."""
    words = [word.lower().strip(",.") for word in text.split()]
    return bool(set(words) & _ORGANISATION)


def is_mass_plural(word: str) -> bool:
    """Return whether a noun is plural without an s."""
    return word in _PLURAL


def is_time(text: str) -> bool:
    """Return whether a phrase is a date, a weekday or a length of time before or after."""
    return bool(_TIME.search(text))


def time_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the dates, weekdays and relative times of `text`."""
    return [match.span() for match in _TIME.finditer(text)]
