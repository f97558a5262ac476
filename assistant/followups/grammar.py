"""The closed word classes of English and the few verbs that questions are made with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.language.words import stem

_TOKEN = re.compile(
    r"\b(?:what|who|where|when|how|why|it|he|she|that|there|here)(?=['’](?:s|re|d|ll)\b)|"
    r"['’](?:s|re|d|ll)\b|"
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|St|Sen|Gov|Rev|[A-Z])\.|"
    r"[^\W_]+(?:[.,]\d+|['’&-][^\W_]+|\.(?=[^\W_]))*%?|[^\w\s]",
    re.IGNORECASE,
)

DETERMINERS = frozenset(
    """
        a an the this that these those my your his her its our their some any each every no both
        all another such
    """.split()
)
WH_WORDS = frozenset("who whom whose what which when where why how".split())
AUXILIARIES = frozenset(
    """
        is are was were be been being am do does did has have had will would shall should can could
        may might must 's 're 'd 'll isn't aren't wasn't weren't don't doesn't didn't hasn't
        haven't hadn't
        won't wouldn't can't couldn't
    """.split()
)
BEFORE_BASE_VERB = frozenset(
    "do does did will would shall should can could may might must to".split()
)
PREPOSITIONS = frozenset(
    """
        of in on at by for from to with without within into onto upon over under about above below
        between among through during before after since until till against across along around
        behind beside besides near off out up down as than like per despite amid towards toward
        inside outside throughout regarding concerning via beyond
    """.split()
)
PRONOUNS = frozenset(
    """
        i me we us you he him she her it they them this that these those there here one ones himself
        herself itself themselves someone anyone everyone nobody something anything nothing
        mine yours hers ours theirs
    """.split()
)
CONJUNCTIONS = frozenset(
    "and or but nor so yet if then because while whereas although though unless".split()
)
ADVERBS = frozenset(
    """
        not also just only even still too already again ever never else really exactly actually
        very much more most less least further then now today later earlier yet soon once instead
        currently finally first far ago apiece aside alive abroad away due mostly partly simply
        nearly almost according alone please so long often there here together back up yes okay
        ok thanks
    """.split()
)
_VERBS = """
    accept achieve admit advise affect agree aim allow announce appear apply approve argue arrest
    arrive ask attend avoid become begin believe belong bring build buy carry catch cause choose
    claim collapse come compare conclude condemn confirm consider contain continue contribute cover
    create deal decide declare defend demand deny depend describe destroy detain develop die differ
    discover discuss drive earn eat elect enter escape estimate exist expect explain face fall feel
    fight find finish flee fly follow found gain get give go govern grow happen hear help hold
    hurt identify improve include increase injure intend invest investigate join keep kill know
    launch lead learn leave let lie live lose maintain make manage mean meet mention move need
    negotiate occur offer open operate own pay perform play pledge pose prepare prevent prove
    provide publish push put raise reach read receive recommend recover reduce refuse reject release
    rely remain remove replace require resign respond retire return reveal rise run say see seek
    seem sell send serve set sign sit sleep speak spend spread stand start stay stop suffer suggest
    support survive take talk teach tell testify think threaten treat try turn understand use visit
    wait walk want warn wear win withdraw work write want got came went made took said told gave
    found left held lost won paid sold sent built fell rose grew knew thought ran began became broke
    chose drove flew fled met saw spoke stood wrote meant kept led brought caught fought taught
    bought killed wounded cook eat eaten attract eliminate adapt digest absorb
    celebrate smoke spot steal chase arrange divide obtain suspect adopt impose achieve injured
    displaced
""".split()
_BASE_VERBS = frozenset(_VERBS)
_NOUN_ENDING = re.compile(r"(?:or|er|ion|ment|ance|ence|al|ity|ive|able|ist|y)s?$")
_VERB_STEMS = frozenset(stem(word) for word in _VERBS)

_IRREGULAR = {
    stem(word)
    for word in """
        got came went made took said told gave found left held lost won paid sold sent built fell
        rose grew knew thought ran began became broke chose drove flew fled met saw spoke stood
        wrote meant kept led brought caught fought taught bought done gone given taken seen known
        written driven broken chosen fallen risen grown shown spoken been born hit struck
    """.split()
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or punctuation mark at `text[start:end]`."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is no punctuation."""
        return self.text[0].isalnum() or len(self.text) > 1

    @property
    def closed(self) -> bool:
        """Whether it is a function word or an adverb in -ly."""
        adverb = self.text.endswith("ly") and self.text.islower() and len(self.text) > 4
        return is_function_word(self.lower) or (adverb and self.text not in _NOUNS_IN_LY)

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital first letter."""
        return self.text[:1].isupper()


def tokens(text: str) -> list[Token]:
    """Return the words and punctuation marks of `text`."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def is_function_word(word: str) -> bool:
    """Return whether a lower-case word is of a closed class or a contraction."""
    return word in _CLOSED or bool(_CONTRACTION.search(word))


_CONTRACTION = re.compile(r"(?:n't|'m|'ve|'re|'ll|'d|^let's)$")
_NOUNS_IN_LY = frozenset(
    "family reply supply assembly italy july monopoly anomaly rally bully belly fly ally".split()
)


def is_verb(word: str) -> bool:
    """Return whether a word is an inflection of a common verb that is seldom a noun."""
    lower = word.lower()
    if lower in _BASE_VERBS:
        return True
    if _NOUN_ENDING.search(lower):
        return False
    return stem(word) in _VERB_STEMS or stem(word) in _IRREGULAR


def is_base_or_present(word: str) -> bool:
    """Return whether a verb's form could as well be a noun ("offer", "works")."""
    return not word.lower().endswith(("ed", "ing")) and stem(word) not in _IRREGULAR


def is_past(word: str) -> bool:
    """Return whether a word looks like a past form or participle."""
    lower = word.lower()
    return (lower.endswith("ed") and not lower.endswith("eed") and len(lower) > 3) or stem(
        lower
    ) in _IRREGULAR


_CLOSED = DETERMINERS | WH_WORDS | AUXILIARIES | PREPOSITIONS | PRONOUNS | CONJUNCTIONS | ADVERBS
