"""Noun phrases of questions and short answers, found without a parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.followups.grammar import (
    ADVERBS,
    AUXILIARIES,
    BEFORE_BASE_VERB,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    WH_WORDS,
    Token,
    is_base_or_present,
    is_function_word,
    is_past,
    is_verb,
    tokens,
)
from assistant.followups.nouns import is_mass_plural, is_person, is_time
from assistant.language.words import stem

_DEMONSTRATIVE = frozenset("this that these those".split())
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at `text[start:end]` of the question or answer it was found in.

    `head` is the head noun's stem, `before` the preposition or auxiliary right before the phrase
    (lower case, or empty).
    """

    text: str
    start: int
    end: int
    head: str
    head_word: str
    before: str = ""

    @property
    def named(self) -> bool:
        """Whether it holds a proper name."""
        return any(word[:1].isupper() for word in self.text.split() if len(word) > 1)

    @property
    def bare(self) -> str:
        """The phrase without its determiner."""
        first, _, rest = self.text.partition(" ")
        return rest if first.lower() in DETERMINERS and rest else self.text

    @property
    def person(self) -> bool:
        """Whether the phrase names one person, as far as its words show."""
        return is_person(self.text.partition(" of ")[0]) and not self.plural

    @property
    def plural(self) -> bool:
        """Whether the phrase stands for several."""
        lower = self.head_word.lower()
        if lower.endswith("ed") and self.text.lower().startswith("the "):
            return True  # "the injured"
        return is_mass_plural(lower) or (
            lower.endswith("s") and not lower.endswith(("ss", "us", "is", "news", "’s", "'s"))
        )

    @property
    def time(self) -> bool:
        """Whether the phrase is a date or a length of time."""
        return is_time(self.text)


def noun_phrases(text: str) -> list[Phrase]:
    """Return the noun phrases of `text` in order; "the base of the army" is one phrase."""
    return list(_phrases(text))


@lru_cache(maxsize=2048)
def _phrases(text: str) -> tuple[Phrase, ...]:
    return tuple(_joined(text, _chunks(text)))


def _chunks(text: str) -> list[Phrase]:
    found: list[Phrase] = []
    run: list[Token] = []
    before = ""
    wants_verb = after_pronoun = False
    all_tokens = tokens(text)
    for position, token in enumerate([*all_tokens, Token(".", len(text), len(text))]):
        lower = token.lower
        previous = all_tokens[position - 1].lower if position else ""
        inside = _goes_on(token, run, previous)
        if previous == "how" and not run:
            before = lower
            continue
        if inside:
            if not run:
                before = previous
            run.append(token)
            continue
        if run:
            found += _split(text, run, before, wants_verb and lower != "of", after_pronoun)
            if lower != "of" and any(not t.closed for t in run):
                wants_verb = after_pronoun = False
            run = []
        if lower in BEFORE_BASE_VERB:
            wants_verb = previous != "who"
            after_pronoun = lower == "to"
        elif lower in AUXILIARIES:
            wants_verb = False
        elif lower in PRONOUNS and lower not in DETERMINERS and wants_verb:
            after_pronoun = True
        following = all_tokens[position + 1] if position + 1 < len(all_tokens) else token
        if _opens(token, previous, following):
            before, run = previous, [token]
    return found


def _opens(token: Token, previous: str, following: Token) -> bool:
    """Return whether a token begins a phrase."""
    if token.lower in DETERMINERS:
        return not (token.lower == "that" and following.capital)
    return token.is_word and not token.closed and not _is_finite(token, previous)


def _goes_on(token: Token, run: list[Token], previous: str) -> bool:
    """Return whether a token belongs to the running phrase, or may open one."""
    lower = token.lower
    if not token.is_word:
        return bool(run) and token.text in "’'" and previous.endswith("s")
    if lower in DETERMINERS:
        return False
    if token.closed:
        return bool(run) and token.capital and run[-1].capital and lower not in AUXILIARIES
    content = [t for t in run if t.lower not in DETERMINERS]
    participle = bool(content) and is_past(token.text) and not token.capital
    return not (participle and not content[-1].text.isdigit())


def _split(
    text: str,
    run: list[Token],
    before: str,
    wants_verb: bool,
    after_pronoun: bool,
) -> list[Phrase]:
    """Return the phrases of a run of words that may hold a verb."""
    words = [t for t in run if t.lower not in DETERMINERS or t is run[0]]
    content = [t for t in words if not (t is run[0] and t.lower in DETERMINERS)]
    if not content:
        return []
    opens_with_determiner = content[0] is not run[0]
    pointing = opens_with_determiner and run[0].lower in _DEMONSTRATIVE and len(content) == 1
    if pointing and (is_past(content[0].text) or is_verb(content[0].text)):
        return []
    verb = None
    if wants_verb and not (opens_with_determiner and after_pronoun):
        verb = _base_verb(content, after_pronoun)
    elif (not opens_with_determiner and before in WH_WORDS) and (
        is_verb(content[0].text) or before in ("who", "whom")
    ):
        verb = content[0]
    noun_place = opens_with_determiner and not wants_verb
    if verb is None:
        verb = next(
            (
                token
                for known, token in pairwise(content)
                if not token.capital
                and is_verb(token.text)
                and (_finite(token) or known.capital)
                and not (
                    is_base_or_present(token.text)
                    and (before in PREPOSITIONS or (noun_place and not known.capital))
                )
            ),
            None,
        )
    if verb is None and not opens_with_determiner and _lone_verb(content[0], before):
        verb = content[0]
    if verb is None:
        return _phrase(text, run, before)
    index = run.index(verb)
    return _phrase(text, run[:index], before) + _phrase(text, run[index + 1 :], "")


def _is_finite(token: Token, previous: str) -> bool:
    """Return whether a past form follows a noun or number as its verb or participle."""
    after_noun = bool(previous) and previous[0].isalnum() and not is_function_word(previous)
    return after_noun and is_past(token.text) and not token.capital


def _finite(token: Token) -> bool:
    return not token.lower.endswith("ing")


def _lone_verb(token: Token, before: str) -> bool:
    """Return whether a word without determiner is a participle or verb rather than a noun."""
    if token.capital:
        return False
    if before in AUXILIARIES or before in PRONOUNS or before in ADVERBS:
        return is_past(token.text) or is_verb(token.text) or token.lower.endswith("ing")
    return not before and is_verb(token.text)


def _base_verb(content: list[Token], after_pronoun: bool) -> Token | None:
    """Return the base verb of "did SUBJECT VERB OBJECT", guessed from form and place."""
    if after_pronoun:
        return None if content[0].capital else content[0]
    if len(content) == 1:
        return None
    for token in content[1:]:
        if not token.capital and is_verb(token.text):
            return token
    for before, token in pairwise(content):
        if before.capital and not token.capital:
            return token
    return None if content[-1].capital else content[-1]


def _phrase(text: str, run: list[Token], before: str) -> list[Phrase]:
    while run and (run[-1].lower in DETERMINERS or not run[-1].is_word):
        run = run[:-1]
    while run and (run[0].lower in ADVERBS or run[0].lower in _DEMONSTRATIVE):
        run = run[1:]
    if not run or all(t.closed for t in run):
        return []
    start, end = run[0].start, run[-1].end
    end -= len(text[start:end]) - len(_POSSESSIVE.sub("", text[start:end]))
    head = _POSSESSIVE.sub("", run[-1].text)
    return [Phrase(text[start:end], start, end, stem(head), head, before)]


def _joined(text: str, chunks: list[Phrase]) -> list[Phrase]:
    """Join "X" + of + "Y" into one phrase whose head is X's."""
    found: list[Phrase] = []
    for chunk in chunks:
        last = found[-1] if found else None
        if last and re.fullmatch(r"\s+of\s+", text[last.end : chunk.start]):
            found[-1] = Phrase(
                text[last.start : chunk.end],
                last.start,
                chunk.end,
                last.head,
                last.head_word,
                last.before,
            )
        else:
            found.append(chunk)
    return found


__all__ = ["PREPOSITIONS", "Phrase", "noun_phrases"]
