"""From a follow-up and the turns before it to a question that can be asked by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.followups import fragments, moments, moves
from assistant.followups.antecedents import antecedent
from assistant.followups.dependence import leans
from assistant.followups.focus import Entity, entities
from assistant.followups.frames import Frame, as_statement, frame, opened
from assistant.followups.references import Reference, references
from assistant.followups.resolution import definite, last_place, lowered, resolve
from assistant.followups.turns import PastTurn, Standalone, latest, past_turns
from assistant.language.words import content_stems

_MOST_TOPICS = 2


@dataclass(frozen=True)
class _Context:
    """The turns before a follow-up with their stand-alone questions and what they are about."""

    turns: list[PastTurn]
    resolved: list[str]
    today: date | None
    first: int = 0
    genders: tuple[tuple[str, str], ...] = ()

    @property
    def last(self) -> int:
        return len(self.turns) - 1

    @property
    def frame(self) -> Frame:
        """The frame of the last turn's question: of its last sentence that asks something."""
        asked = re.findall(r"[^.!?]+\?", self.resolved[-1])
        return frame(asked[-1] if asked else self.resolved[-1])

    @cached_property
    def entities(self) -> list[Entity]:
        """What was talked about, with the genders that earlier pronouns told."""
        known = dict(self.genders)
        return [
            replace(item, gender=item.gender or known.get(item.head, "") if item.person else "")
            for item in entities(self.turns, self.resolved)
        ]

    @cached_property
    def said(self) -> frozenset[str]:
        """The stems of all that was asked and answered."""
        texts = [text for turn in self.turns for text in (turn.question, turn.answer_text)]
        return frozenset(content_stems(" ".join([*texts, *self.resolved])))

    def until(self, turn: int) -> _Context:
        return replace(self, turns=self.turns[: turn + 1], resolved=self.resolved[: turn + 1])


def stand_alone(
    question: str,
    history: Sequence[PastTurn | tuple[str, str]],
    *,
    today: date | None = None,
) -> Standalone:
    """Return `question` as it can be asked without the turns before it.

    A question that already stands alone is returned byte for byte. `history` are the earlier turns,
    oldest first, or plain (question, answer) pairs; the `latest` are used. `today` is what
    "yesterday" counts from; without it such words are left alone.
    """
    turns = latest(past_turns(history))
    context = _Context([], [], today, len(history) - len(turns))
    for turn in turns:
        text = turn.asked_stand_alone or _stand_alone(turn.question, context).text
        context = replace(
            context,
            turns=[*context.turns, turn],
            resolved=[*context.resolved, text],
            genders=context.genders + tuple(_genders(turn.question, context)),
        )
    return _stand_alone(question, context)


def _genders(question: str, context: _Context) -> Iterator[tuple[str, str]]:
    """Yield the head and gender of everyone that a question's pronouns stood for."""
    everything = context.entities if context.turns else []
    for reference in references(question) if everything else ():
        if reference.sort in ("he", "she") and (entity := antecedent(reference, everything)):
            yield entity.head, "male" if reference.sort == "he" else "female"


def _stand_alone(question: str, context: _Context) -> Standalone:
    if not context.turns or not any(letter.isalnum() for letter in question):
        return Standalone(question)
    plain = " ".join(question.split())
    for attempt in (_return, _source, _agreement, _correction, _bare, _fragment, _whole):
        result = attempt(plain, context)
        if result is not None:
            if content_stems(result.text) == content_stems(plain) and result.kind != "date":
                return Standalone(question)
            return result
    return Standalone(question)


def _return(plain: str, context: _Context) -> Standalone | None:
    """Go back to an earlier topic that the question names, and ask the rest of it there."""
    topic, rest = moves.topic_return(plain)
    stems = set(content_stems(topic))
    if not stems:
        return None
    turn = _turn_about(stems, context)
    if turn is None:
        return None
    earlier = context.until(turn)
    if not rest:
        return _made(context.resolved[turn], "topic return", turn, context)
    result = _stand_alone(rest, earlier)
    text = result.text
    if not stems & set(content_stems(text)):
        text = _with_topics(text, [topic])
    return _made(text, "topic return", turn, context)


def _turn_about(stems: set[str], context: _Context) -> int | None:
    """Return the last turn whose question, else whose answer, speaks of the topic."""
    for texts in (context.resolved, [turn.answer for turn in context.turns]):
        for number in range(context.last, -1, -1):
            if stems & set(content_stems(texts[number])):
                return number
    return None


def _source(plain: str, context: _Context) -> Standalone | None:
    """Ask who stands behind the last answer."""
    if not moves.asks_source(plain):
        return None
    turn = context.turns[-1]
    claim = moves.claim_of(turn.answer)
    if len(claim.split()) < 4 or len(content_stems(claim)) < 3:
        claim = as_statement(context.frame, claim)
    return _made(f"Who said that {lowered(claim)}?", "who said so", context.last, context)


def _agreement(plain: str, context: _Context) -> Standalone | None:
    """Take up what the last answer offered, or ask for more about its subject."""
    agrees = moves.says_yes(plain)
    if not agrees and not moves.wants_more(plain):
        return None
    offer = moves.offered(context.turns[-1].answer_text)
    if agrees and offer:
        return _made(offer, "yes", context.last, context)
    topics = [definite(entity) for entity in _salient(context, "", 3)]
    if not topics:
        return _made(context.resolved[-1], "yes", context.last, context)
    return _made(f"What do we know about {_listed(topics)}?", "yes", context.last, context)


def _correction(plain: str, context: _Context) -> Standalone | None:
    """Ask the last question again with what was meant in the place of what was understood."""
    meant, wrong = moves.correction(plain)
    if not meant:
        return None
    last = context.resolved[-1].rstrip("?!. ")
    if wrong:
        core = re.sub(r"^(?:the|a|an|in|on|at)\s+", "", wrong, flags=re.IGNORECASE)
        at = last.lower().find(core.lower())
        if at >= 0:
            new = re.sub(r"^(?:the|a|an|in|on|at)\s+", "", meant, flags=re.IGNORECASE)
            text = f"{last[:at]}{new}{last[at + len(core) :]}"
            return _made(f"{text}?", "correction", context.last, context)
    if not fragments.fragment(meant):
        return _made(_stand_alone(meant, context).text, "correction", context.last, context)
    text = fragments.merged(meant, context.frame) or _with_topics(last, [meant])
    return _made(f"{text}?", "correction", context.last, context)


def _bare(plain: str, context: _Context) -> Standalone | None:
    """Complete bare question words ("Since when?") from what the last turn established."""
    body = opened(plain)[0]
    words, other = fragments.bare_question_words(body)
    if not words:
        return None
    text = (
        ""
        if other == "else"
        else fragments.asked_anew(words, context.frame, context.turns[-1].answer)
    )
    if not text:
        topics = [definite(entity) for entity in _salient(context, body, _MOST_TOPICS)]
        if not topics:
            return None
        subject = re.match(r"how (?:old|big|large|far|high|long|deep)", words, re.IGNORECASE)
        text = (
            f"{words} is {topics[0]}?"
            if subject
            else _with_topics(body.rstrip("?!. "), topics) + "?"
        )
    return _made(text, "ellipsis", context.last, context)


def _fragment(plain: str, context: _Context) -> Standalone | None:
    """Put a fragment into the place of the last question that it replaces."""
    piece = fragments.fragment(plain)
    if not piece:
        return None
    found = references(piece)
    if found:
        piece = resolve(piece, found, context.entities, "").text
    dated = moments.resolved(piece, context.turns, context.today)
    text = fragments.merged(dated, context.frame)
    if not text:
        text = _named_part(dated, context)
    return _made(f"{text.rstrip('?')}?", "ellipsis", context.last, context)


def _named_part(piece: str, context: _Context) -> str:
    """Return a question for a bare noun: "Price?" becomes "What is the price of the furnace?"."""
    salient = _salient(context, piece, _MOST_TOPICS)
    bare = piece.strip().rstrip("?!. ")
    if fragments.is_attribute(bare):
        salient.sort(key=lambda item: not (item.role == "answer" and item.turn == context.last))
    topics = [definite(entity) for entity in salient]
    if not topics:
        return bare
    if fragments.is_attribute(bare):
        core = re.sub(r"^the ", "", bare.lower())
        return _with_topics(f"What is the {core} of {topics[0]}", topics[1:])
    return _with_topics(f"What about {bare}", topics)


def _whole(plain: str, context: _Context) -> Standalone | None:
    """Fill the references of a whole question in, and name its topic where it takes it as known."""
    body, opening = opened(plain)
    found = references(body)
    dated = body
    if moments.is_relative(body):
        dated = moments.resolved(body, context.turns, context.today)
        found = references(dated)
    resolution = resolve(dated, found, context.entities, last_place(context.entities, context.last))
    text = resolution.text
    kind = "pronoun" if text != dated else "date" if dated != body else ""
    open_ones = [item for item in resolution.unfilled if item.sort != "time"]
    if (
        opening
        or open_ones
        or leans(body, found, context.said)
        or _thin(body, resolution.filled, found)
    ):
        topics = [definite(entity) for entity in _salient(context, text, _MOST_TOPICS)]
        if topics:
            text = _with_topics(text.rstrip("?!. "), topics) + "?"
            kind = kind or "topic"
    if not kind:
        return None
    return _made(text, kind, context.last, context, resolution.filled)


def _thin(body: str, filled: Sequence[Entity], found: Sequence[Reference]) -> bool:
    """Return whether a question with pronouns says so little that its topic should be named."""
    return bool(found) and len(content_stems(body)) <= 3 and len(filled) <= 1


def _salient(context: _Context, text: str, most: int) -> list[Entity]:
    """Return the most salient entities that `text` does not name, of one clear ranking."""
    there = set(content_stems(text))
    found: list[Entity] = []
    for entity in context.entities:
        named = {stem for item in found for stem in item.stems} | there
        if not entity.stems or entity.stems <= named or entity.text[:1].isdigit():
            continue
        if found and entity.score < 0.4 * found[0].score:
            break
        found.append(entity)
        if len(found) == most:
            break
    return found


def _with_topics(text: str, topics: Sequence[str]) -> str:
    question = text.rstrip("?!. ")
    if not topics:
        return question
    return f"{question}, regarding {_listed(topics)}"


def _listed(topics: Sequence[str]) -> str:
    return " and ".join(dict.fromkeys(topics))


def _made(
    text: str,
    kind: str,
    turn: int,
    context: _Context,
    filled: Sequence[Entity] = (),
) -> Standalone:
    whole = " ".join(text.split())
    whole = whole[:1].upper() + whole[1:]
    if whole and whole[-1] not in "?!.":
        whole += "?"
    used = {turn, *(entity.turn for entity in filled)}
    return Standalone(whole, True, kind, tuple(sorted(number + context.first for number in used)))
