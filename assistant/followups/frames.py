"""The frame of a question: its question words, auxiliary, and what is asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.followups.grammar import AUXILIARIES, is_function_word, tokens
from assistant.followups.phrases import Phrase, noun_phrases

_OPENING = re.compile(
    r"^(?:(?:so|ok(?:ay)?|well|and|but|then|now|also|plus|or|hmm+|ah|oh|right|great|thanks|"
    r"thank you|"
    r"interesting|i see|got it|sure|alright|wow|please|yes|cool|hi|hello|never mind|fair enough|"
    r"anyway|"
    r"(?:that|it)(?:['’]s| is| sounds?) (?:\w+ )?(?:cool|interesting|great|nice|good|bad|sad|"
    r"amazing|"
    r"terrible|fine|all|enough)|(?:good|nice) to know|of course)\b[\s,.!:;…-]*)+(?=\w)",
    re.IGNORECASE,
)
_LEANING = re.compile(r"\b(?:and|but|so|then|or|also|plus)\b", re.IGNORECASE)
_WH = re.compile(
    r"^(?P<prep>(?:until|since|from|to|in|on|at|by|for|with|of|under|after|before|about|against|"
    r"over|"
    r"through|within|into|near|during)\s+)?(?P<wh>who|whom|whose|what|which|when|where|why|how)\b"
    r"(?:\s+(?P<degree>many|much|long|old|far|big|large|high|fast|deep|often|soon|bad|come|"
    r"heavy|tall|"
    r"wide|hot|cold|strong|likely|early|late|small)\b)?",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"^(?:(?:can|could|would) you (?:please )?)?(?:please )?(?:tell|show|give|describe|explain|"
    r"summari[sz]e|list|name|compare|outline|discuss|i(?:'d| would) like to know|i want to know)\b"
    r"(?: (?:me|us))?(?: more| a bit| something)?(?: about| on| of)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A question cut at its joints.

    `wh` is its question words ("how many", "which"), empty for a question of yes or no; `asked`
    the noun phrase they ask for ("civilians"); `auxiliary` the verb before the subject, empty
    where the question words are the subject; `rest` everything after; `request` is "tell me about"
    and its kin.
    """

    text: str
    wh: str = ""
    asked: str = ""
    auxiliary: str = ""
    rest: str = ""
    request: str = ""

    @property
    def phrases(self) -> list[Phrase]:
        """The noun phrases of the whole question."""
        return noun_phrases(self.text)


def opened(question: str) -> tuple[str, bool]:
    """Return the question without "And", "OK, thanks." and the like, and whether it leaned on it.

    Only a conjunction says that the question goes on from the last one.
    """
    match = _OPENING.match(question)
    if match is None:
        return question, False
    return question[match.end() :], bool(_LEANING.search(match.group()))


def frame(question: str) -> Frame:
    """Return the frame of a question."""
    body = opened(" ".join(question.split()))[0].rstrip("?!. ")
    if match := _WH.match(body):
        wh = match.group().strip()
        rest = body[match.end() :]
        asked, auxiliary, rest = _asked(rest)
        return Frame(body, wh=wh, asked=asked, auxiliary=auxiliary, rest=rest)
    if match := _REQUEST.match(body):
        return Frame(body, rest=body[match.end() :].strip(), request=match.group().strip())
    words = tokens(body)
    if words and words[0].lower in AUXILIARIES:
        return Frame(body, auxiliary=words[0].text, rest=body[words[0].end :].strip())
    return Frame(body, rest=body)


def _asked(rest: str) -> tuple[str, str, str]:
    """Return what is asked for, the auxiliary after it, and the rest."""
    words = tokens(rest)
    for index, token in enumerate(words):
        if token.lower in AUXILIARIES:
            after = re.sub(r"^it that\s+", "", rest[token.end :].strip())
            return rest[: token.start].strip(), token.text, after
        if index and is_function_word(token.lower) and token.lower != "of":
            break
    phrases = noun_phrases(rest)
    if phrases and phrases[0].start <= 1:
        return phrases[0].text, "", rest[phrases[0].end :].strip()
    return "", "", rest.strip()


def as_statement(earlier: Frame, answer: str) -> str:
    """Return what an answered question established: its answer put where the question words were.

    "How many civilians were killed?" with "23" becomes "23 civilians were killed"; where the
    question words are not the subject, the answer is put last.
    """
    answer = answer.strip().rstrip(".")
    if not earlier.wh:
        return earlier.rest
    counted = earlier.asked if earlier.wh.lower().endswith(("many", "much")) else ""
    if counted and counted.lower() not in answer.lower():
        answer = f"{answer} {counted}"
    subject = _subject(earlier.rest)
    if not earlier.auxiliary or not subject or _passive(earlier):
        return " ".join(part for part in (answer, earlier.auxiliary, earlier.rest) if part)
    auxiliary = "" if earlier.auxiliary.lower() in ("do", "does", "did") else earlier.auxiliary
    after = earlier.rest[len(subject) :].strip()
    return " ".join(part for part in (subject, auxiliary, after, answer) if part)


def _subject(rest: str) -> str:
    phrases = noun_phrases(rest)
    if phrases and phrases[0].start == 0:
        return rest[: phrases[0].end]
    word = tokens(rest)[:1]
    pronoun = word and word[0].lower in {"he", "she", "it", "they", "we", "there"}
    return word[0].text if pronoun else ""


def _passive(earlier: Frame) -> bool:
    """Return whether what is asked for is the subject: "how many people | were | killed in X"."""
    first = tokens(earlier.rest)[:1]
    return bool(earlier.asked) and bool(first) and not _subject(earlier.rest)
