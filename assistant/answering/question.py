"""What a question asks for, read from its wording alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.kinds import Kind, kind_of
from assistant.figures import Figure, figures
from assistant.language.calendar import MONTH
from assistant.language.names import names
from assistant.language.words import content_stems, words

__all__ = ["Kind", "Question", "understand"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what its wording tells.

    `claim` is the X of "who said X?"; `speaker` the Y of "what did Y say about X?" or "according
    to Y"; `figures` are the numbers it mentions (a premise unless they are years), `names` its
    capitalised names, `stems` the stems of its content words; `verb_status` is the claim status
    that its verb of saying asks for ("denied"), or empty; `body` is the text without an opening
    "so, …", to which the offsets of `figures` refer; `quoted` are the words it puts in quotation
    marks. Days of a month and clock times are no figures.
    """

    text: str
    kind: Kind
    claim: str = ""
    speaker: str = ""
    figures: tuple[Figure, ...] = ()
    names: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    verb_status: str = ""
    body: str = ""
    quoted: tuple[str, ...] = ()

    @property
    def wants_prose(self) -> bool:
        """Whether whole sentences answer better than a span."""
        return self.kind in (Kind.REASON, Kind.MANNER, Kind.OVERVIEW, Kind.WHAT_SAID)


_STATUS = {
    "denied": r"den(?:y|ied|ies)|refut(?:ed?|es)|reject(?:ed|s)?|disput(?:ed?|es)|dismiss\w*",
    "confirmed": r"confirm(?:ed|s)?|verif(?:y|ied|ies)|acknowledg(?:ed?|es)|admit(?:ted|s)?",
    "claimed": r"claim(?:ed|s)?|alleg(?:ed?|es)",
}
_SAID = (
    r"sa(?:id|ys?)|report(?:ed|s)?|announc(?:ed?|es)|stat(?:ed|es)|warn(?:ed|s)?|insist(?:ed|s)?|"
    r"count(?:ed|s)?|estimat(?:ed?|es)|accus(?:ed?|es)|argu(?:ed?|es)|predict(?:ed|s)?|urg(?:ed?|es)|"
    r"demand(?:ed|s)?|describ(?:ed?|es)|suggest(?:ed|s)?|critici[sz](?:ed?|es)|blam(?:ed?|es)|"
    r"told|tells?|declar(?:ed?|es)|quot(?:ed?|es)|gave|gives?|put|puts|mention(?:ed|s)?|noted?|"
    r"think|thinks|thought|believ(?:ed?|es)|expect(?:ed|s)?|promis(?:ed?|es)|call(?:ed|s)?(?: for)?"
)
_SAYING = "|".join([_SAID, *_STATUS.values()])
_WHO_SAID = re.compile(
    r"^(?:who|which (?:\w+ ){1,3}?|what (?:source|group|body|agency|organi[sz]ation|official|"
    r"outlet|monitor|ministry)\w* ?)\s*"
    r"(?:(?:has|have|had|is|are|was|were|first|also|else|publicly|officially|now)\s+)*"
    rf"(?P<verb>{_SAYING})\b(?P<claim>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WHOSE_WORD = re.compile(
    r"\baccording to (?:whom|who|which \w+)\b|"
    r"^(?:on )?whose (?:word|authority|account|count|figure|claim)s?\b|"
    r"\bby whose (?:count|account)\b|\bwho (?:is|was) the source\b|"
    r"^(?:what(?:'s| is) the )?source (?:of|for)\b",
    re.IGNORECASE,
)
_WHAT_SAID = re.compile(
    r"^(?:what|how) (?:else )?(?:did|does|do|has|have|had|is|was|were)\s+"
    r"(?P<speaker>(?:[^\s?]+\s+){1,6}?)"
    r"(?:say|said|saying|claim|claimed|claiming|report|reported|argue|argued|arguing|announce|"
    r"announced|tell|told|warn|warned|describe|described|demand|demanded|promise|promised|deny|"
    r"denied|confirm|confirmed|declare|declared|predict|predicted|think|believe|suggest|recommend|"
    r"recommended|call for|called for|respond|react|reply|comment)\b(?P<claim>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ACCORDING = re.compile(
    r"(?:,?\s*according to|\bin the (?:view|words|opinion) of|\bas reported by)\s+"
    r"(?P<speaker>[^,?]+?)(?=,|\?|$|\s+(?:how|what|when|where|who|why|which)\b)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:whom|who|which|what|each|both|either|every|all|the (?:two|three)|(?:two|three|several))\b",
    re.IGNORECASE,
)
"""What stands in the place of a speaker and names none, or no single one."""
_OPENING = re.compile(r"^(?:so|ok|well|hi|hello|please|now|and|but)[,\s]+", re.IGNORECASE)
_BEFORE_CLAIM = re.compile(
    r"^\s*(?:(?:that|of|about|on|regarding|concerning|over|to|there (?:were|was|are|is))\s+)+",
    re.IGNORECASE,
)
_MOSTLY_CAPITALS = 0.7
_DATED = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: ?(?:-|–|to|and) ?\d{{1,2}})? {MONTH}(?!\w)|"
    rf"\b{MONTH} \d{{1,2}}\b|\b\d{{1,2}}[:.]\d{{2}}\b|\b\d{{1,2}} ?[ap]\.?m\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"«]([^”\"»]+)[”\"»]")
_QUOTED_WORDS = 2


def understand(text: str) -> Question:
    """Return what the wording of a stand-alone question tells."""
    plain = " ".join(text.split())
    body = _OPENING.sub("", plain)
    kind, claim, speaker, status = _about_saying(body.rstrip("?!. "))
    if not speaker and (match := _ACCORDING.search(body)):
        speaker = match.group("speaker").strip()
    if _NOBODY.match(speaker):
        speaker = ""
    return Question(
        text=plain,
        kind=kind or kind_of(body),
        claim=claim,
        speaker=speaker,
        figures=tuple(_figures(body)),
        names=tuple(names(_without_capitals(body), skip_first=True)),
        stems=tuple(dict.fromkeys(content_stems(body))),
        verb_status=status,
        body=body,
        quoted=tuple(
            found
            for match in _QUOTED.finditer(body)
            if len(words(found := match.group(1))) >= _QUOTED_WORDS
        ),
    )


def _figures(body: str) -> list[Figure]:
    dated = [match.span() for match in _DATED.finditer(body)]
    return [
        figure
        for figure in figures(body)
        if not any(start <= figure.number_start < end for start, end in dated)
    ]


def _about_saying(body: str) -> tuple[Kind | None, str, str, str]:
    """Return kind, claim, speaker and status of a question about who said what."""
    if match := _WHO_SAID.match(body):
        claim = _BEFORE_CLAIM.sub("", match.group("claim")).strip()
        if claim:
            return Kind.WHO_SAID, claim, "", _status_of(match.group("verb"))
    if _WHOSE_WORD.search(body):
        return Kind.WHO_SAID, _WHOSE_WORD.sub(" ", body).strip(" ,"), "", ""
    if match := _WHAT_SAID.match(body):
        claim = _BEFORE_CLAIM.sub("", match.group("claim")).strip()
        return Kind.WHAT_SAID, claim, match.group("speaker").strip(), ""
    return None, "", "", ""


def _status_of(verb: str) -> str:
    return next(
        (name for name, wording in _STATUS.items() if re.fullmatch(wording, verb, re.IGNORECASE)),
        "",
    )


def _without_capitals(body: str) -> str:
    """Return a question typed in capitals in lower case, so that not every word looks a name."""
    letters = [letter for letter in body if letter.isalpha()]
    shouted = letters and sum(map(str.isupper, letters)) > _MOSTLY_CAPITALS * len(letters)
    return body.lower() if shouted else body
