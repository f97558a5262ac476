"""The words of a question that refer back: pronouns, "that account", "there", "then"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.followups.grammar import (
    AUXILIARIES,
    CONJUNCTIONS,
    PREPOSITIONS,
    WH_WORDS,
    Token,
    is_function_word,
    is_past,
    is_verb,
    tokens,
)
from assistant.followups.nouns import is_person
from assistant.followups.phrases import noun_phrases
from assistant.language.words import stem

_SUBJECT = {"he": "he", "she": "she", "it": "it", "they": "they"}
_OBJECT = {"him": "he", "her": "she", "it": "it", "them": "they"}
_POSSESSIVE = {"his": "he", "her": "she", "its": "it", "their": "they"}
_PRONOUNS = {*_SUBJECT, *_OBJECT, *_POSSESSIVE, "hers", "theirs"}
_SAYING = frozenset(
    stem(word)
    for word in """
        say said report claim confirm deny think believe know show mean suggest state announce warn
        fear hope find agree argue admit expect insist hear
    """.split()
)
_IDLE_IT = re.compile(
    r"^it (?:is |was |be |really |been )?(?:true|false|possible|likely|unlikely|clear|known|"
    r"safe to|"
    r"hard to|easy to|legal to|worth|raining|snowing|rain|snow|take to|take for|cost to|matter)\b|"
    r"^it (?:take|takes|took|cost|costs) (?:\w+ )?to\b|"
    r"^it (?:is |was |be |really |been )?(?:necessary|important|normal|common|usual|difficult|"
    r"better|best|fair|right|advisable|illegal|required|allowed) (?:to|that|for)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"\b(?:since|when|before|after|while|because|if|until|that|whether|and)\s+$|"
    r"\b(?:and|but|or) (?:why|how|when|where|what) [^,;.?!]*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:that|when|who|which|and|but|if|because|after|before|since|while|whether|as|to|how|what|"
    r"where|why)\s",
    re.IGNORECASE,
)
_OF_NOW = frozenset("week month year morning afternoon evening time day weekend season".split())
_AFTER_THOSE = frozenset("who whom whose in of with without from at on under for to".split())


@dataclass(frozen=True, slots=True)
class Reference:
    """A referring expression at `text[start:end]`.

    `sort` is "he", "she", "it", "they" for pronouns, "noun" for "that account" (its head's stem in
    `head`), "event" for a bare "that" or "this", "place" for "there", "time" for "then", "one" for
    "one" and "ones". `part` marks "of them" and "among them", which count parts of something.
    """

    start: int
    end: int
    text: str
    sort: str
    possessive: bool = False
    head: str = ""
    part: bool = False


def references(question: str) -> list[Reference]:
    """Return the words of a question that refer back to something before it, in order.

    Expletives ("is it true that", "were there any"), "that" that opens a clause, and pronouns
    whose antecedent stands earlier in the same question are left out.
    """
    words = tokens(question)
    found = []
    for index, token in enumerate(words):
        before = words[index - 1] if index else None
        after = words[index + 1] if index + 1 < len(words) else None
        reference = _reference(question, token, before, after, words[index + 1 :])
        if reference and not _bound(question, reference):
            found.append(reference)
    return found


def _reference(
    question: str, token: Token, before: Token | None, after: Token | None, rest: list[Token]
) -> Reference | None:
    word = token.lower
    if word in _PRONOUNS and not (token.text.isupper() and len(word) > 1 and word == "it"):
        return _pronoun(question, token, before, after)
    if word in ("this", "these", "those", "that"):
        return _demonstrative(token, before, after, rest)
    if word == "there" and _refers_there(before, after):
        return Reference(token.start, token.end, token.text, "place")
    if word == "then" and before is not None:
        return Reference(token.start, token.end, token.text, "time")
    plain_one = before is not None and before.lower in ("the", "which", "other", "another", "that")
    if word == "ones" or (word == "one" and plain_one):
        return Reference(token.start, token.end, token.text, "one")
    return None


def _pronoun(
    question: str, token: Token, before: Token | None, after: Token | None
) -> Reference | None:
    word = token.lower
    if word == "it" and _IDLE_IT.match(question[token.start :]):
        return None
    possessive = word in _POSSESSIVE
    if word == "her" and (after is None or not after.is_word or is_function_word(after.lower)):
        possessive = False
    sort = _POSSESSIVE.get(word) or _SUBJECT.get(word) or _OBJECT.get(word)
    if sort is None:
        sort, possessive = ("she" if word == "hers" else "they"), True
    part = word == "them" and before is not None and before.lower in ("of", "among", "amongst")
    return Reference(token.start, token.end, token.text, sort, possessive, part=part)


def _demonstrative(
    token: Token, before: Token | None, after: Token | None, rest: list[Token]
) -> Reference | None:
    word = token.lower
    noun = _noun_after(rest)
    if noun and noun[-1].lower in _OF_NOW and word in ("this", "these"):
        return None
    beyond = rest[len(noun)] if len(rest) > len(noun) else None
    clause = beyond is not None and (beyond.lower in AUXILIARIES or is_verb(beyond.text))
    plain = bool(noun) and not (clause or is_verb(noun[0].text) or is_past(noun[0].text))
    if word == "that" and not _is_pronoun_that(before, after, plain):
        return None
    if word == "those" and after is not None:
        aux_before = before is not None and before.lower in AUXILIARIES
        if after.lower in _AFTER_THOSE or (is_past(after.text) and not aux_before):
            return None
    verb_next = after is not None and (is_verb(after.text) or _base(after, before))
    if noun and not verb_next:
        end = noun[-1].end
        return Reference(token.start, end, "", "noun", head=stem(noun[-1].text))
    sort = "they" if word in ("these", "those") else "event"
    return Reference(token.start, token.end, token.text, sort)


def _base(after: Token, before: Token | None) -> bool:
    """Return whether "did those SPLIT" has its verb right after the pronoun."""
    return before is not None and before.lower in ("did", "do", "does") and after.lower.isalpha()


def _noun_after(rest: list[Token]) -> list[Token]:
    found: list[Token] = []
    for token in rest:
        if not token.is_word or is_function_word(token.lower) or (found and is_past(token.text)):
            break
        found.append(token)
    return found


def _is_pronoun_that(before: Token | None, after: Token | None, noun: bool) -> bool:
    """Return whether "that" refers back, rather than opening a clause."""
    if before is None:
        return True
    last = after is None or not after.is_word
    previous = before.lower
    if previous in PREPOSITIONS or previous in CONJUNCTIONS or not before.is_word:
        return last or noun or (after is not None and after.lower in AUXILIARIES | PREPOSITIONS)
    if previous in AUXILIARIES or previous in ("all", "about", "what", "why", "how", "does"):
        return True
    if stem(before.text) in _SAYING:
        return last
    return last or noun


def _refers_there(before: Token | None, after: Token | None) -> bool:
    if before is None:
        return False
    existential = before.lower in AUXILIARIES or (after is not None and after.lower in AUXILIARIES)
    last = after is None or not after.is_word
    return not existential or (last and before.lower not in ("is", "are"))


def _bound(question: str, reference: Reference) -> bool:
    """Return whether the question itself names what a pronoun stands for, before it."""
    if reference.sort not in ("he", "she", "it", "they"):
        return False
    if reference.text.lower() in ("him", "them", "her", "it") and not reference.possessive:
        clause = list(_CLAUSE.finditer(question, 1, reference.start))
        if not clause:
            return False  # an object is never its own clause's subject
    for phrase in noun_phrases(question[: reference.start]):
        if phrase.time or phrase.text.split()[0].lower() in _PRONOUNS:
            continue
        if reference.sort in ("he", "she") and is_person(phrase.text) and phrase.named:
            return True
        if reference.sort == "they" and (phrase.plural and phrase.before not in PREPOSITIONS):
            return True
        if reference.sort == "it" and not phrase.plural and not is_person(phrase.text):
            own = phrase.before in WH_WORDS or phrase.text.lower().startswith(("a ", "an "))
            if own or _SUBORDINATE.search(question[: reference.start]):
                return True
    return False
