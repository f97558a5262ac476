"""Figures in news text: the number, how exact it is, what is counted, and what became of it."""

from assistant.figures.asked import AskedThing, asked_thing, counts_others
from assistant.figures.comparison import agree, same_thing
from assistant.figures.figure import Figure
from assistant.figures.reading import figures, states

__all__ = [
    "AskedThing",
    "Figure",
    "agree",
    "asked_thing",
    "counts_others",
    "figures",
    "same_thing",
    "states",
]
