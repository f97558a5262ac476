"""Who a sentence says its words are from: "The mayor said …", "…, according to the mayor"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERBS = (
    r"said|says|say|reported|reports|announced|announces|told|tells|warned|warns|added|adds|"
    r"claimed|"
    r"claims|confirmed|confirms|denied|denies|estimated|estimates|stated|states|insisted|insists|"
    r"acknowledged|argued|argues|noted|predicted|wrote|writes|alleged|recalled|explained|"
    r"concluded|believes|thinks|maintained|conceded|declared|testified|asserted|put it"
)
_BEFORE_VERB = r"(?:(?:has|have|had|also|later|then|earlier|publicly|repeatedly|now)\s+)*"
_SPEAKER = r"(?P<speaker>[^,;:“”\"]{2,90}?)"
_TAIL = (
    r"(?:\s+(?:on|in|late|early|at|to|during|by|this|last|when|before|after|yesterday|today|and)\b"
    r"[^“”]*)?"
)
_FORMS = (
    re.compile(
        rf"^(?:according to|in the words of|in the view of)\s+{_SPEAKER}[,:]\s*(?P<content>.+)$",
        re.I,
    ),
    re.compile(rf"^(?P<content>.+?),?\s+according to\s+{_SPEAKER}(?:,[^,]*)?$", re.I),
    re.compile(
        rf"^(?P<content>[“\"].+?[”\"]),?\s+(?:{_SPEAKER}\s+{_BEFORE_VERB}(?P<cue>{_VERBS})|"
        rf"(?P<cue2>said|says)\s+(?P<speaker2>[^,;:“”\"]+?)){_TAIL}(?:,.*)?$",
        re.I,
    ),
    re.compile(
        rf"^{_SPEAKER}(?:,[^,]+,)?\s+{_BEFORE_VERB}(?P<cue>{_VERBS})(?:\s+(?:on|in|late|early)\s+"
        r"[^,“”]{2,30}?)?(?:\s+that\b|[,:])?\s+(?P<content>.+)$",
        re.I,
    ),
    re.compile(
        rf"^(?P<content>.+),\s+(?:{_SPEAKER}\s+{_BEFORE_VERB}(?P<cue>{_VERBS})|(?P<cue2>said|"
        rf"says)\s+"
        rf"(?P<speaker2>[^,;:“”\"]+?)){_TAIL}(?:,.*)?$",
        re.I,
    ),
)
_NO_SPEAKER = re.compile(
    r"\b(?:is|was|were|are|been|be|which|that|who|not|to|nobody|no one|what|when|if|and then)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """The speaker, the cue ("said", "according to") and the content of a sentence.

    `body` is the whole sentence without the words that name the speaker.
    """

    speaker: str
    content: str
    cue: str = "according to"
    body: str = ""


def said(sentence: str) -> Said | None:
    """Return who a sentence says its words are from, or `None` where it speaks for itself."""
    plain = sentence.strip().rstrip(".!? ")
    for form in _FORMS:
        match = form.match(plain)
        if match is None:
            continue
        groups = match.groupdict()
        speaker = (groups.get("speaker") or groups.get("speaker2") or "").strip(" ,")
        if not speaker or _NO_SPEAKER.search(speaker) or len(speaker.split()) > 12:
            continue
        cue = (groups.get("cue") or groups.get("cue2") or "according to").lower()
        place = match.span("speaker" if groups.get("speaker") else "speaker2")
        body = f"{plain[: place[0]]}{plain[place[1] :]}".strip(" ,")
        return Said(speaker, groups["content"].strip(" ,"), cue, body)
    return None


def is_pronominal(speaker: str) -> bool:
    """Return whether a speaker is only pointed at ("he", "the group", "a spokesman")."""
    return not any(word[:1].isupper() for word in speaker.split()[1:]) and (
        speaker.split(maxsplit=1)[0].lower() in _POINTING
    )


_POINTING = frozenset("he she they it the a an its his her their one another both".split())
