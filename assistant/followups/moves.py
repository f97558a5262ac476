"""Whole follow-ups that are moves in a conversation: corrections, "who said so?", "more", "yes"."""

from __future__ import annotations

import re

from assistant.language.words import content_stems

_CORRECTION = re.compile(
    r"^(?:(?:no|nope|sorry|wait|actually|oops|oh|hmm|ok(?:ay)?|but|well|not that|"
    r"that's not (?:it|what i "
    r"(?:meant|asked))|that was not my question|you misunderstood(?: me)?)\b[\s,.!:;—–-]*)*"
    r"(?:i (?:meant|mean|was (?:asking|talking|thinking) (?:about|of)|am (?:asking|"
    r"talking) about|'m "
    r"(?:asking|talking) about|asked (?:about|for))|i'm (?:asking|talking) about|make that|rather|"
    r"i said)\b[\s,:]*(?P<meant>.+)$",
    re.IGNORECASE,
)
_NOT_BUT = re.compile(
    r"^(?:no[,.]?\s+)?(?:not|no,? not)\s+(?P<wrong>[^,;:.]+?)[,;:.—–]\s*(?:but\s+)?(?P<meant>.+)$",
    re.IGNORECASE,
)
_NO_PLAIN = re.compile(r"^(?:no|sorry)[,.—–\s]+(?P<meant>(?:the|in|on|at|for)\s.+)$", re.IGNORECASE)
_NOT_THE = re.compile(r"[,;]?\s+(?:and\s+)?not\s+(?:the\s+)?[^,;]+$", re.IGNORECASE)
_MORE = re.compile(
    r"^(?:(?:yes|yeah|yep|sure|ok(?:ay)?|please|and)[\s,.!]*)*(?:(?:tell me |say |anything |"
    r"something |"
    r"what |some |give me )?(?:more|else)(?: about (?:it|that|this|them|him|her)| details?| on "
    r"(?:that|this|it))?|go on|continue|and|and then|what (?:else|then|next|happened (?:next|"
    r"then))|"
    r"any (?:more|further|other)? ?(?:details?|information|info|news)|elaborate|expand|details|"
    r"more|keep going|tell me(?: more)?|do tell)\b(?:[\s,]*please)?[\s?!.…]*$",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:yes|yeah|yep|sure|ok(?:ay)?|please|please do|of course|definitely|absolutely|y|do that|"
    r"that one|go ahead|yes please|sounds good)[\s,.!]*(?:please|do|go ahead)?[\s.!?]*$",
    re.IGNORECASE,
)
_WHO_SAID_SO = re.compile(
    r"^(?:and |but |so )?(?:who (?:says?|said|reported|claimed|claims|told (?:you|them)|gave|"
    r"counted|"
    r"confirmed|reports)(?: (?:so|that|this|it|them|those|that number|that figure|the number))?|"
    r"says who|said by who(?:m)?|according to (?:who|whom|which \w+)|(?:what(?:'s| is) (?:the|"
    r"your) )?"
    r"sources?|who (?:is|was|are) (?:the|your|that|its) sources?(?: for (?:that|this|it))?|whose "
    r"(?:figure|number|count|word|claim|estimate|account)s?(?: (?:is|are|was|were) (?:that|this|it|"
    r"those))?|by whose (?:count|account)|how do (?:you|we|they) know(?: that| this)?|"
    r"where (?:does|did) "
    r"(?:that|this|the) (?:number|figure|information|claim)? ?(?:come|came) from|"
    r"on whose (?:authority|"
    r"word))[\s?!.]*$",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"^(?:(?:so|ok(?:ay)?|well|and|but|now|anyway|let's)[\s,]+)*(?:(?:go(?:ing)?|coming?|"
    r"turn(?:ing)?|get(?:"
    r"ting)?)?\s*back to|return(?:ing)? to|about|speaking of|talking about|you (?:also )?mentioned|"
    r"on the (?:subject|topic) of|regarding|as (?:for|to)|concerning)\s+(?P<topic>[^,:;.?]+?)"
    r"(?: (?:again|earlier|before|you mentioned))*\s*[,:;.–—-]\s+(?P<question>.+)$",
    re.IGNORECASE,
)
_BARE_RETURN = re.compile(
    r"^(?:(?:so|ok(?:ay)?|well|and|but|now|anyway|let's|let us)[\s,]+)*(?:(?:go(?:ing)?|come|"
    r"coming|get) "
    r"back to|return(?:ing)? to|back to)\s+(?P<topic>[^,:;?]+?)[\s?.!]*$",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"(?:They do answer:|Did you mean:?|You could ask:?)\s*(?P<question>[^\n]+\?)"
)
_ATTRIBUTED = re.compile(
    r",?\s+(?:according to|as\s+.+\s+(?:claimed|confirmed|said)|.+\s+(?:said|reported|says|reports|"
    r"estimated|has estimated|claimed|announced)$).*$",
    re.IGNORECASE,
)
_MARKER = re.compile(r"\s*\[\d+\]")


def correction(body: str) -> tuple[str, str]:
    """Return what a correction means and what it rejects ("" where it does not say), or two "".

    "No, I meant the strikes" means "the strikes"; "not Idlib, Aleppo" rejects "Idlib".
    """
    plain = body.strip().rstrip("?!. ")
    if match := _CORRECTION.match(plain):
        meant = match.group("meant")
        cut = _NOT_THE.sub("", meant)
        wrong = re.sub(r"^[,;]?\s+(?:and\s+)?not\s+", "", meant[len(cut) :], flags=re.IGNORECASE)
        return cut.strip(" ,"), wrong.strip()
    if match := _NOT_BUT.match(plain):
        return match.group("meant").strip(), match.group("wrong").strip()
    if match := _NO_PLAIN.match(plain):
        return match.group("meant").strip(), ""
    return "", ""


def wants_more(body: str) -> bool:
    """Return whether a follow-up asks only to go on ("more", "and?", "tell me more about it")."""
    return bool(_MORE.match(body.strip()))


def says_yes(body: str) -> bool:
    """Return whether a follow-up only agrees ("yes", "sure, go ahead")."""
    return bool(_YES.match(body.strip()))


def asks_source(body: str) -> bool:
    """Return whether a follow-up asks who stands behind the last answer ("Who said so?")."""
    return bool(_WHO_SAID_SO.match(body.strip()))


def topic_return(body: str) -> tuple[str, str]:
    """Return the topic that a follow-up goes back to and what it asks of it, or two ""."""
    if match := _RETURN.match(body.strip()):
        return match.group("topic").strip(), match.group("question").strip()
    if match := _BARE_RETURN.match(body.strip()):
        return match.group("topic").strip(), ""
    return "", ""


def offered(answer_text: str) -> str:
    """Return the question that an answer offered, or an empty text."""
    match = _OFFERED.search(answer_text)
    return match.group("question").strip() if match else ""


def claim_of(statement: str) -> str:
    """Return a statement without markers, quotation, attribution and final stop."""
    line = _MARKER.sub("", statement.strip().partition("\n")[0]).rstrip(". ")
    cut = _ATTRIBUTED.sub("", line)
    return cut if len(content_stems(cut)) >= 1 and cut else line
