"""The sorts of answer a question can want, and the wordings that ask for each."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """What sort of answer a question wants."""

    WHO_SAID = "who said"
    WHAT_SAID = "what said"
    QUANTITY = "quantity"
    DATE = "date"
    PLACE = "place"
    PERSON = "person"
    REASON = "reason"
    MANNER = "manner"
    LIST = "list"
    COMPARISON = "comparison"
    OVERVIEW = "overview"
    YES_NO = "yes or no"
    FACT = "fact"


_MEASURES = """
    number toll count total percentage share rate price cost figure amount size value margin
    turnout revenue profit loss sum score magnitude fine proportion lead
""".split()
_PLACES = """
    place city cities town towns village villages country countries district province region area
    road highway location neighborhood neighbourhood street base hospital court river constituency
    port beach building airport island
""".split()
_MANY = """
    groups factions countries towns villages places areas organisations organizations parties
    companies people targets sites reasons measures charges figures numbers sources officials
""".split()
_ASKING = r"(?:^|[,;:–—-] ?(?:and |but |so |then )?|^(?:and|but|so|then|exactly) |\b(?:and|but) )"
"""Where a word that asks may stand: "…, but when was it?", not "Who spoke when it fell?"."""
_MORE = "more fewer less higher lower larger bigger greater".split()

# The first kind of which a wording is found is the question's; so the order is part of the rule.
_WORDINGS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        Kind.OVERVIEW,
        (
            r"^(?:please )?(?:(?:can|could) you )?(?:summari[sz]e|outline|brief me|tell me about|"
            r"describe the events)\b",
            r"^(?:please )?give me (?:a|an) (?:summary|overview|timeline)\b",
            r"^(?:timeline|overview|summary)\b",
            r"^what (?:happened|is happening|has happened|do we know)\b(?! to\b)",
            r"^what(?:'s| is) (?:the )?(?:news|situation|"
            r"latest(?! (?:\w+ )?(?:number|toll|count|tally|figure|total|price)\b))\b",
        ),
    ),
    (
        Kind.COMPARISON,
        (
            r"^compare\b",
            r"\bhow (?:do|does|did) .* (?:differ|compare)\b",
            r"\bdifferences? between\b",
            r"\bcompared (?:to|with)\b",
            rf"\b(?:{'|'.join(_MORE)}) than\b.*\bor\b",
            rf"^(?:which|who) (?:\w+ ){{0,4}}(?:{'|'.join(_MORE)}|most|least)\b",
            rf"^(?:did|was|were|is|are) .*\b(?:{'|'.join(_MORE)}) .*than\b",
        ),
    ),
    (
        Kind.QUANTITY,
        (
            r"\bhow (?:many|much|large|big|high|far|long|old|fast|deep|wide|heavy|tall)\b",
            r"\bwhat (?:is|was|were|are)? ?(?:the )?(?:[\w-]+ ){0,3}"
            rf"(?:{'|'.join(_MEASURES)})s?\b",
            r"\bwhat (?:percentage|share|proportion|fraction)\b",
            r"\b(?:death|casualty) toll\b",
            r"^(?:the )?(?:number|total|count|size|amount) of\b",
            rf"^(?!.*\b(?:wh\w+|how|is|are|was|were|did|does|do)\b)(?:.*\b)?(?:{'|'.join(_MEASURES)}|"
            r"deaths|injured|killed|percent|distance|length|depth|height|weight|age|chance|odds)\b",
        ),
    ),
    (
        Kind.DATE,
        (
            rf"{_ASKING}(?:(?:since|until|till|by|from) )?when\b",
            r"\b(?:what|which) (?:date|day|year|month|time|hour|week)s?\b",
            r"^(?:the )?(?:exact )?(?:date|day|year|month|time|hour) (?:of|when|that|at|on|the)\b",
        ),
    ),
    (
        Kind.PLACE,
        (
            rf"{_ASKING}(?:to |from )?where\b",
            rf"\b(?:what|which) (?:\w+ )?(?:{'|'.join(_PLACES)})\b",
        ),
    ),
    (
        Kind.REASON,
        (
            rf"{_ASKING}why\b",
            r"\bwhat (?:is|was|were|are) the (?:reason|cause|motive|grounds?|explanation)s?\b",
            r"\bwhat (?:caused|led to|prompted|triggered)\b",
            r"\bhow come\b",
            r"^(?:the )?reasons? (?!for\b|given\b)",
            r"^what made\b",
            r"\b(?:for|on) what (?:reason|grounds?)\b",
            r"\breasons? (?:for|given)\b",
        ),
    ),
    (
        Kind.LIST,
        (
            rf"^(?:(?:in|to|from|at|on|for|by|with|of) )?(?:which|what) (?:[\w’'-]+ ){{0,3}}?"
            rf"(?:{'|'.join(_MANY)})\b",
            r"^(?:(?:in|to|from|at|on|for|by|with|of) )?(?:which|what) (?:[\w-]+ )?"
            r"[\w-]{3,}[^su\W]s (?:are|were|have|do|did)\b",
            r"^(?:list|name|enumerate)\b",
            r"^who (?:all|are the)\b",
            r"\bwhat (?:kinds?|types|sorts) of\b",
        ),
    ),
    (Kind.PERSON, (r"\bwho\b", r"\bwhom\b", r"\bwhose\b")),
    (
        Kind.MANNER,
        (
            r"^(?:and |but )?how\b",
            r"\bin what way\b",
            r"\b(?:describe|explain)\b",
            r"\bwhat (?:is|was|are|were) .* like\b",
            r"\bwhat (?:is|was) the (?:state|condition|situation)\b",
        ),
    ),
    (
        Kind.YES_NO,
        (
            r"^(?:and |but |so )?(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|"
            r"should)\b",
            r"[,:] ?(?:right|correct|true|is that so|"
            r"\w+n[’']t (?:it|they|he|she|there|we|you))[?.! ]*$",
        ),
    ),
)
_PATTERNS = tuple(
    (kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _WORDINGS
)


def kind_of(wording: str) -> Kind:
    """Return the kind of a question that asks nothing about who said what."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(wording)), Kind.FACT)
