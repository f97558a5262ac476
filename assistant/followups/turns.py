"""Earlier turns of a conversation, and the stand-alone question made from a follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from index.tokens import count_tokens

BUDGET = 2_000
"""Tokens of earlier turns that a follow-up can lean on: some twenty answers with their quotes."""


@dataclass(frozen=True, slots=True)
class PastTurn:
    """An earlier question with what was answered.

    `short` is the shortest exact answer, `speaker` who gave it, `cited` the first cited quote,
    `published` when its article was published, `asked_stand_alone` the stand-alone question that
    was asked in the turn; each is empty (`None`) where it is not known. `abstained` says that the
    turn had no answer: its text then names nothing that was talked about.
    """

    question: str
    answer_text: str = ""
    short: str = ""
    speaker: str = ""
    cited: str = ""
    published: datetime | None = None
    asked_stand_alone: str = ""
    abstained: bool = False

    @property
    def answer(self) -> str:
        """The short answer, else the answer's first line; empty where nothing was answered."""
        if self.abstained:
            return ""
        return self.short or self.answer_text.strip().partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question that can be asked by itself.

    `changed` tells whether it differs from what was typed; `kind` why it was changed ("pronoun",
    "ellipsis", "correction", "who said so", "yes", "topic return", "date", "topic"), empty where
    it was not; `uses` holds the positions in the history (from 0) of the turns it leans on.
    """

    text: str
    changed: bool = False
    kind: str = ""
    uses: tuple[int, ...] = ()

    @property
    def raw_helps(self) -> bool:
        """Whether what was typed is worth searching too: it has content words of its own.

        The words of a fragment ("Price?", "Since when?") find anything.
        """
        return self.changed and self.kind in ("pronoun", "topic", "date")


def past_turns(history: Sequence[PastTurn | tuple[str, str]]) -> list[PastTurn]:
    """Return turns as `PastTurn`s; a plain (question, answer) pair becomes one."""
    return [
        turn if isinstance(turn, PastTurn) else PastTurn(question=turn[0], answer_text=turn[1])
        for turn in history
    ]


def latest(history: Sequence[PastTurn], budget: int = BUDGET) -> list[PastTurn]:
    """Return the last turns that hold at most `budget` tokens, oldest first; one at the least."""
    first = len(history)
    for turn in reversed(history):
        budget -= _tokens(f"{turn.question} {turn.answer_text} {turn.cited}")
        if budget < 0 and first < len(history):
            break
        first -= 1
    return list(history[first:])


@lru_cache(maxsize=1_000)  # a turn is counted again with every question after it
def _tokens(text: str) -> int:
    return count_tokens([text])[0]
