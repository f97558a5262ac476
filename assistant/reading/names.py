"""Names in an article, by their capitals, and which are short for which. No list of names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.calendar import MONTHS, WEEKDAYS

_CAPITAL = r"[A-Z][\w&’'.-]*\w|[A-Z]"
_LINKS = r"(?:(?:of|for|the|and|de|del|al|bin|van|von|la)[ \u00a0]){0,2}"
_NAME = re.compile(rf"(?:{_CAPITAL})(?:[ \u00a0]{_LINKS}(?:{_CAPITAL}))*")
_BRACKETED = re.compile(r"[ \u00a0]\((?:the )?([A-Z][A-Za-z.&-]{1,9})\)")
_POSSESSIVE = re.compile(r"['’]s?$")
HONORIFICS = frozenset(
    "mr mrs ms miss dr sir prof professor president senator sen rep gov governor mayor minister "
    "secretary general gen col colonel captain capt judge justice king queen prince princess "
    "lord lady pope chancellor ambassador congressman congresswoman representative speaker".split()
)
_FUNCTION = frozenset(
    "a an the this that these those it its he she his her they their we our you your i my in on "
    "at by for from to of with as but and or if when while after before since because although "
    "though however there here then what who why how where which not no yes so now also still "
    "some many most all both one two three several according meanwhile earlier later today "
    "mr mrs ms".split()
).union(WEEKDAYS, MONTHS)
_BODY = re.compile(
    r"\b(?:ministry|agency|group|party|council|committee|commission|university|institute|"
    r"company|corporation|inc|association|organi[sz]ation|union|department|office|bureau|court|"
    r"army|force|forces|police|news|times|post|journal|press|observatory|foundation|fund|bank|"
    r"board|network|campaign|government|congress|senate|parliament|house|administration|center|"
    r"centre|nations|society|federation|authority|service|services|movement|team|club|coalition|"
    r"front|league|alliance|report|survey|poll|hospital|school|college)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `start:end` of the article, without a possessive ending."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name without honorifics and articles, lower case."""
        split = (word.strip(".,").lower() for word in self.text.split())
        return tuple(w for w in split if w not in HONORIFICS and w not in {"the", "and"})


def find_names(text: str) -> list[Name]:
    """Return the capitalised names of a text, in order, function words cut off in front."""
    made = []
    for match in _NAME.finditer(text):
        start, shown = match.start(), match.group()
        while shown and shown.split()[0].strip(".,").lower() in _FUNCTION:
            rest = shown.split(maxsplit=1)
            if len(rest) < 2 or shown.split()[0].strip(".").lower() in {"mr", "mrs", "ms"}:
                shown = shown if len(rest) > 1 else ""
                break
            start += shown.index(rest[1], len(rest[0]))
            shown = rest[1]
        shown = _POSSESSIVE.sub("", shown)
        if len(shown) > 1:
            made.append(Name(start, start + len(shown), shown))
    return made


def is_body(name: str) -> bool:
    """Whether a name reads as an organisation rather than a person."""
    words = name.split()
    return (
        bool(_BODY.search(name))
        or (len(words) == 1 and name.isupper())
        or " of " in name
        or (" for " in name)
    )


def is_acronym_of(short: str, name: str) -> bool:
    """Whether the letters of `short` are the initials of the name's weighty words."""
    letters = [c for c in short if c.isalpha()]
    split = re.split(r"[\s-]+", name)
    weighty = [w[0].upper() for w in split if w and w[0].isupper()]
    every = [w[0].upper() for w in split if w and w[0].isalpha()]
    upper = [c.upper() for c in letters]
    return len(upper) > 1 and upper in (weighty, every)


def acronyms(text: str, names: Sequence[Name]) -> dict[str, str]:
    """Return short forms introduced in brackets, or spelt by initials, with their full names."""
    made: dict[str, str] = {}
    for match in _BRACKETED.finditer(text):
        before = [n for n in names if n.end <= match.start() and match.start() - n.end <= 1]
        if before:
            full = _tail_for(match.group(1), before[-1].text)
            if full and len(full) > len(match.group(1)):
                made[match.group(1)] = full
    shorts = {n.text for n in names if n.text.isupper() and 2 <= len(n.text) <= 8}
    for short in sorted(shorts - set(made)):
        fits = [n.text for n in names if " " in n.text and is_acronym_of(short, n.text)]
        if fits:
            made[short] = max(fits, key=len)
    return made


def _tail_for(short: str, name: str) -> str | None:
    """Return the end of a name whose initials are `short`, or the name where none fits."""
    words = name.split()
    for number in range(len(words)):
        tail = " ".join(words[number:])
        if is_acronym_of(short, tail):
            return tail
    return name


def fullest(mention: str, names: Sequence[Name], before: int) -> str | None:
    """Return the longest name that contains every word of a mention and ends alike.

    Where several people share a surname, the one named last before `before` is meant.
    """
    words = Name(0, 0, mention).words
    if not words:
        return None
    fits = [
        n
        for n in names
        if len(n.words) > len(words)
        and len(n.words) <= 6
        and (n.words[-len(words) :] == words or (is_body(n.text) and set(words) <= set(n.words)))
    ]
    if not fits:
        return None
    nearest = max([n for n in fits if n.start < before] or fits[:1], key=lambda n: n.start)
    alike = [n for n in fits if n.words[0] == nearest.words[0]]
    return max(alike, key=lambda n: len(n.text)).text
