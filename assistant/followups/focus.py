"""What a conversation is about: the things and people that a follow-up may refer back to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.followups.fragments import is_attribute
from assistant.followups.frames import Frame, frame
from assistant.followups.grammar import is_verb
from assistant.followups.nouns import gender, is_organisation, is_person, is_time
from assistant.followups.phrases import Phrase, noun_phrases
from assistant.followups.turns import PastTurn
from assistant.language.words import content_stems, stem

_DECAY = 0.55
_LONGEST_ANSWER = 300
_LONGEST_NAME = 9
_SHORT = 160
_MARKER = re.compile(r"\s*\[\d+\]")
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|said|says|will|would|can|could|did|does|that|because|to)\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"^(?:(?:at least|more than|over|nearly|about|some|just under|just over|up to|almost|around|"
    r"fewer than|less than|no more than|in|on|from|by|until|since)\s+)*"
    r"(?:[$€£]?\d[\d,.]*%?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"\w+teen|"
    r"\w+ty)(?:-\w+)?)\b",
    re.IGNORECASE,
)
_ABSTRACT = frozenset(
    stem(word)
    for word in """
        reason way time day date year month week sort kind type thing number many much part lot
        fact case place person end name percent half word answer question point
    """.split()
)


_LONE = frozenset(
    "best worst make first second third last same main older younger better worse good bad".split()
)


@dataclass(frozen=True, slots=True)
class Entity:
    """Something talked about: its words, how salient it is, and the turn it was last named in."""

    text: str
    head: str
    score: float
    turn: int
    role: str
    person: bool = False
    plural: bool = False
    named: bool = False
    named_head: bool = False
    group: bool = False
    place: bool = False
    gender: str = ""

    @property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return _stems(self.text)


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))


def entities(turns: Sequence[PastTurn], resolved: Sequence[str]) -> list[Entity]:
    """Return what the turns talked about, the most salient first.

    `resolved` holds the stand-alone question of every turn.
    """
    found: list[Entity] = []
    for number, (turn, question) in enumerate(zip(turns, resolved, strict=True)):
        weight = _DECAY ** (len(turns) - 1 - number)
        found += [
            replace(entity, score=entity.score * weight)
            for entity in _of_turn(turn, question, number)
        ]
    return _merged(sorted(found, key=lambda item: -item.score))


def _of_turn(turn: PastTurn, question: str, number: int) -> list[Entity]:
    asked = frame(question)
    answer = _MARKER.sub("", turn.answer[:_LONGEST_ANSWER])
    found = _of_question(asked, number, answered=_names_thing(asked, answer))
    found += _of_answer(asked, answer, turn, number)
    return found


def _of_question(asked: Frame, number: int, *, answered: bool) -> list[Entity]:
    found = []
    main, _, carried = asked.text.partition(", regarding ")
    for phrase in (_unstarted(_bearer(item), keep=False) for item in noun_phrases(main)):
        if phrase.time or _empty(phrase):
            continue
        score, role = 1.0, "mentioned"
        if asked.asked and asked.asked.endswith(phrase.text):
            role = "asked"
            score = 0.4 if answered else 0.9
        elif asked.auxiliary and asked.rest.startswith(phrase.text):
            score, role = 1.25, "subject"
        found.append(_entity(phrase, score + 0.25 * phrase.named, number, role))
    found += [
        _entity(phrase, 0.5, number, "carried")
        for phrase in noun_phrases(carried)
        if not phrase.time
    ]
    return found


def _bearer(phrase: Phrase) -> Phrase:
    """Return what has an attribute: the furnace of "the price of the furnace"."""
    attribute, _, bearer = phrase.text.partition(" of ")
    if not bearer or not is_attribute(attribute):
        return phrase
    return (noun_phrases(bearer) or [phrase])[0]


def _of_answer(asked: Frame, answer: str, turn: PastTurn, number: int) -> list[Entity]:
    found = []
    who = asked.wh.lower().startswith(("who", "whose"))
    thing = _names_thing(asked, answer)
    quoted = answer.lstrip()[:1] in '“"‘'
    phrases = noun_phrases(answer)
    for position, found_phrase in enumerate(phrases):
        if found_phrase.time or _empty(found_phrase):
            continue
        phrase = _unstarted(found_phrase, keep=thing)
        if quoted and not phrase.named:
            continue
        if not position and thing:
            company = _apposition(answer[phrase.end :])
            entity = _entity(phrase, 1.6 if phrase.named or who else 1.3, number, "answer")
            person = is_person(company) if company else entity.person
            found.append(
                replace(
                    entity,
                    person=person,
                    group=entity.group or (bool(company) and not person),
                    gender=entity.gender or gender(company),
                )
            )
        else:
            score = 0.7 if phrase.named else 0.45 if len(answer) < _SHORT else 0.2
            found.append(_entity(phrase, score, number, "answer"))
        found += _owners(phrase, number)
    if turn.speaker:
        spoken = noun_phrases(turn.speaker)
        if spoken:
            found.append(_entity(spoken[0], 0.75, number, "speaker"))
    return found


def _owners(phrase: Phrase, number: int) -> Iterator[Entity]:
    """Yield the named owner inside a phrase: Peder Lanz of "Peder Lanz’s majority"."""
    match = re.match(r"(?P<owner>(?:[A-Z][\w.-]*\s)*[A-Z][\w.-]+)['’]s?\s", phrase.text)
    if match:
        for owner in noun_phrases(match.group("owner")):
            yield _entity(owner, 0.6, number, "owner")


def _unstarted(phrase: Phrase, *, keep: bool) -> Phrase:
    """Return the phrase without the capital that only the start of the answer gave it."""
    words = phrase.text.split()
    if phrase.start > 1 or (keep and len(words) == 1) or not words[0][:1].isupper():
        return phrase
    if any(word[:1].isupper() for word in words[1:]) or words[0].isupper():
        return phrase
    return replace(phrase, text=phrase.text[:1].lower() + phrase.text[1:])


def _names_thing(asked: Frame, answer: str) -> bool:
    """Return whether an answer is a phrase that names a thing or person, no figure or clause."""
    head = re.split(
        r"[,;:“”\"]\s|(?<![A-Z])(?<!\b[A-Z][a-z])\.\s|[.;]$", answer.strip(), maxsplit=1
    )[0]
    if len(head.split()) > _LONGEST_NAME:
        return False
    if not head or is_time(head) or _QUANTITY.match(head):
        return False
    plain = asked.wh.lower() in ("why", "how", "when")
    if plain or (not asked.wh and asked.auxiliary) or answer.strip()[:1] in '“"‘':
        return False
    first = head.split()[0].lower()
    return not _CLAUSE.search(head) and first not in {"yes", "no", "he", "she", "they", "it"}


def _apposition(rest: str) -> str:
    """Return the noun phrase that explains a name: "a private company" of ", a private company"."""
    match = re.match(r"^(?: \([^)]*\))?, ((?:an?|the|its|whose)\s[^,.;]+)", rest)
    if match is None:
        return ""
    if match.group(1).startswith("whose"):
        return ""
    phrases = noun_phrases(match.group(1))
    return phrases[0].text.partition(" of ")[0] if phrases else ""


def _entity(phrase: Phrase, score: float, turn: int, role: str) -> Entity:
    return Entity(
        text=phrase.text,
        head=phrase.head,
        score=score,
        turn=turn,
        role=role,
        person=phrase.person,
        plural=phrase.plural,
        named=phrase.named,
        named_head=phrase.head_word[:1].isupper(),
        group=is_organisation(phrase.text.partition(" of ")[0]),
        place=phrase.before in ("in", "at", "near", "around", "outside", "inside"),
        gender=gender(phrase.text),
    )


def _empty(phrase: Phrase) -> bool:
    """Return whether a phrase names nothing by itself: "the best", "the reason", "others"."""
    head = phrase.head_word.lower()
    lone = len(phrase.bare.split()) == 1
    return (
        not content_stems(phrase.text)
        or phrase.head in _ABSTRACT
        or (lone and (head.endswith("est") or head in _LONE or is_verb(head)))
        or not any(letter.isalpha() for letter in phrase.text)
    )


def _merged(found: list[Entity]) -> list[Entity]:
    """Return the entities with repeats folded into the fullest name, scores of repeats added."""
    kept: list[Entity] = []
    for entity in found:
        for index, known in enumerate(kept):
            within = entity.stems <= known.stems or known.stems <= entity.stems
            if entity.stems and within and entity.head == known.head:
                fuller = entity if len(entity.stems) > len(known.stems) else known
                kept[index] = replace(
                    fuller,
                    score=known.score + 0.3 * entity.score,
                    turn=max(known.turn, entity.turn),
                    role=known.role,
                    person=(known.person or entity.person) and not (known.group or entity.group),
                    group=known.group or entity.group,
                    gender=known.gender or entity.gender,
                )
                break
        else:
            kept.append(entity)
    return sorted(kept, key=lambda item: -item.score)
