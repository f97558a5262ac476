"""A question as the reader was taught to read one: "final turnout?" is "What was the final …?"."""

from __future__ import annotations

import re

from assistant.answering.question import Kind, Question

_ASKS = re.compile(r"\b(?:who|whom|whose|what|when|where|why|how|which)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"^(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|might|must|if|"
    r"and|but|so|or|according|yes|no|true|confirm|compare|explain|describe|summari[sz]e|tell|give|"
    r"show|rank|please|in|on|at|by|from|to|for|after|before|since|as|[“\"'‘(])",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^(?:please )?(?:list|enumerate|name(?= the \w+s\b))\s+(?P<things>.+)$", re.IGNORECASE
)
_NAMED = re.compile(r"^(?:please )?name\s+(?!of\b)(?P<thing>.+)$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"^(?:the|an?|this|that|these|those|his|her|its|their|all|any)\b|^[\w’'-]+[’']s\b",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:said|says|is|was|are|were|has|had|did)\b", re.IGNORECASE)
_TAG = re.compile(
    r"^so\b|[,:] ?(?:right|correct|true|no|yes|please|\w+n[’']t \w+|\w+ we \w+ that)[?.! ]*$",
    re.IGNORECASE,
)
_MOST_WORDS = 14


def for_reading(question: Question) -> str:
    """Return the question in full: a noun phrase or "list the …" becomes a question."""
    body = question.body.strip()
    plain = body.rstrip("?!. ")
    if listed := _LISTED.match(plain):
        return f"What are {listed.group('things')}?"
    if named := _NAMED.match(plain):
        return f"Who or what is {named.group('thing')}?"
    if (
        not plain
        or question.kind is Kind.OVERVIEW
        or _ASKS.search(plain)
        or _OPENS.match(plain)
        or _TAG.search(question.text)
        or (question.kind is Kind.FACT and _FINITE.search(plain))
        or len(plain.split()) > _MOST_WORDS
        or len(plain.split()) < 2
    ):
        return question.text
    article = "" if _DETERMINED.match(plain) else "the "
    return f"What was {article}{plain}?"
