"""The thing whose number a question asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from assistant.figures.comparison import counted_heads
from assistant.figures.figure import Figure
from assistant.figures.reading import counted_after, figures, states
from assistant.language.words import content_stems, stem

_COUNTING = re.compile(
    r"\b(?:how many|(?:number|total|count|toll|tally) of(?: the)?)(?=\s)", re.IGNORECASE
)
_ACTS = re.compile(
    r"^(?:did|does|do|got|get|gets|came|come|went|go|left|took|take|lost|lose|know|need|vote|remain|"
    r"froze|(?:drown|perish|escap|remain|attend|starv|surviv|turn|show|vot|work|sign|join|march|"
    r"gather|appli|agre|need)ed)$",
    re.IGNORECASE,
)
"""Verbs that may follow "how many" where the noun is left out: "how many came to the rally"."""
_ANYBODY = frozenset(stem(word) for word in ("people", "persons", "person", "individuals"))
_TOLL = re.compile(r"\b(?:death|casualty) (?:toll|count)\b|\btoll\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedThing:
    """What a question counts: stems of the counted phrase (none for people) and its states."""

    counting: bool
    heads: frozenset[str]
    states: frozenset[str]

    def is_counted_by(self, figure: Figure, sentence: str) -> bool:
        """Return whether a figure of `sentence` counts this thing.

        The figure's state, or where it has none a state of its sentence, must be one that is
        asked for. Where the question counts something particular ("civilians"), the figure must
        count that, or the sentence speak of it and the figure count nothing else; where it counts
        people, the figure must not count some of them ("fighters").
        """
        if self.states and not self.states & ({figure.state} if figure.state else states(sentence)):
            return False
        heads = counted_heads(figure.counted)
        if not self.heads:
            return not heads
        return bool(heads & self.heads) or (
            not heads and bool(self.heads & set(content_stems(sentence)))
        )


def _noun(counted: str) -> str:
    """Return what is counted without what it does: "got hurt" counts people, "sheep drowned" sheep.

    A word of a state ("the dead", "hurt") names people in it.
    """
    words = takewhile(lambda word: not _ACTS.match(word), counted.split())
    return " ".join(word for word in words if not states(word))


_GROUPS = {
    name: frozenset(stem(word) for word in group.split())
    for name, group in {
        "combatants": """
            fighters soldiers troops militants rebels insurgents combatants gunmen militiamen
            servicemen conscripts recruits
        """,
        "civilians": "civilians",
        "children": "children child kids minors boys girls infants toddlers",
        "women": "women woman",
    }.items()
}


def counts_others(asked: str, figure: Figure, sentence: str) -> bool:
    """Return whether a figure counts people other than those asked for, by the words themselves.

    "23 civilians" are no fighters, where fighters are asked for. "Over 200 people" are not either
    unless the sentence has a word for fighters; they may be civilians unless it has one for others.
    """
    wanted = {name for name, group in _GROUPS.items() if group & set(content_stems(asked))}
    if len(wanted) != 1 or figure.unit:
        return False
    counted = {stem(word) for word in figure.counted.split()}
    if held := {name for name, group in _GROUPS.items() if group & counted}:
        return not held & wanted
    if not counted & _ANYBODY:
        return False
    group = _GROUPS[next(iter(wanted))]
    if any(group & {stem(word) for word in other.counted.split()} for other in figures(sentence)):
        return True  # "over 200 people, 121 of them fighters": the fighters have their own figure
    there = {name for name, group in _GROUPS.items() if group & set(content_stems(sentence))}
    return not there & wanted and (bool(there) or wanted != {"civilians"})


def asked_thing(question: str) -> AskedThing:
    """Return the thing whose number `question` asks for; `counting` is false where it is none.

    What follows "the death toll of" is what people died of, and is not counted.
    """
    match = _COUNTING.search(question)
    toll = _TOLL.search(question)
    event = match and toll and toll.start() <= match.start() < toll.end()
    counted = _noun(counted_after(question, match.end())) if match and not event else ""
    named = states(question) or ({"killed"} if toll else set())
    return AskedThing(bool(match or toll), frozenset(counted_heads(counted)), frozenset(named))
