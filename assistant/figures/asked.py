"""The thing whose number a question asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.figures.comparison import counted_heads
from assistant.figures.figure import Figure
from assistant.figures.reading import counted_after, states
from assistant.language.words import content_stems

_COUNTING = re.compile(
    r"\b(?:how many|(?:number|total|count|toll|tally) of(?: the)?)(?=\s)", re.IGNORECASE
)
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


def asked_thing(question: str) -> AskedThing:
    """Return the thing whose number `question` asks for; `counting` is false where it is none."""
    match = _COUNTING.search(question)
    toll = _TOLL.search(question)
    counted = counted_after(question, match.end()) if match else ""
    named = states(question) or ({"killed"} if toll else set())
    return AskedThing(bool(match or toll), frozenset(counted_heads(counted)), frozenset(named))
