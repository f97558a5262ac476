"""A follow-up made to stand alone by a language model, kept only where it adds nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence

from assistant.followups import PastTurn
from assistant.language.words import content_stems
from assistant.language_models.errors import LanguageModelError
from assistant.language_models.model import LanguageModel, Message
from assistant.language_models.nonsense import other_language
from assistant.language_models.passages import quoted
from assistant.language_models.patience import patiently
from index.tokens import count_tokens
from prompts import load

BUDGET = 400
"""Tokens of conversation, the latest turns first."""

LONGEST_QUESTION = 60
"""Tokens of a reply."""

_MOST_CHARACTERS = 400
_KEPT = 0.5
_FREE = frozenset(content_stems("about regarding happened happen report number time"))


def condense(
    model: LanguageModel,
    question: str,
    history: Sequence[PastTurn],
    *,
    otherwise: str,
    within: float,
) -> str:
    """Return the follow-up as a question that stands alone, or `otherwise`.

    The model's question is taken only where every word of content stands in the question or the
    conversation, it keeps what the question itself says, and it is one question in the same
    language; a model that is slow, down or chatty costs `within` seconds at the most.
    """
    if not history:
        return otherwise
    turns = _latest(history)
    filled = load("condense").fill(conversation=turns, question=quoted(question))
    messages = [Message(role, content) for role, content in filled]
    reply, end = "", time.monotonic() + within
    try:
        for piece in patiently(
            lambda: model.stream(messages, longest=LONGEST_QUESTION),
            name=model.name,
            silence=within,
            cancelled=lambda: time.monotonic() > end,
        ):
            reply += piece
            if len(reply) > _MOST_CHARACTERS or "\n" in reply.strip():
                break
    except LanguageModelError:
        return otherwise  # the linguistic question is complete in itself
    wording = " ".join(reply.strip().partition("\n")[0].removeprefix("Stand-alone:").split())
    return wording if _holds(wording, question, turns) else otherwise


def _latest(history: Sequence[PastTurn]) -> str:
    """Return the last turns that fit the budget, oldest first."""
    kept: list[str] = []
    left = BUDGET
    for turn in reversed(history):
        asked = turn.asked_stand_alone or turn.question
        said = f"{turn.answer} ({turn.speaker})" if turn.speaker else turn.answer
        text = f"Question: {quoted(asked)}\nAnswer: {quoted(said)}"
        left -= count_tokens([text])[0]
        if left < 0 and kept:
            break
        kept.insert(0, text)
    return "\n".join(kept)


def _holds(wording: str, question: str, turns: str) -> bool:
    if not wording.endswith("?") or wording.count("?") > 1 or len(wording) > _MOST_CHARACTERS:
        return False
    own, asked = set(content_stems(wording)), set(content_stems(question))
    if own - asked - set(content_stems(turns)) - _FREE:
        return False
    if len(own & asked) < _KEPT * len(asked):
        return False
    return not other_language(wording, question, turns)
