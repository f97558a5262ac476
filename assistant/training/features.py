"""Questions as padded tensors: a window of the passage, and where the answer lies in it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import torch
from tokenizers import Tokenizer

from assistant.reading.windows import (
    SpecialTokens,
    TextTokens,
    question_tokens,
    tokenize,
    window,
)
from assistant.training.questions import Question


@dataclass(frozen=True, slots=True)
class ReaderFeature:
    """One encoded question; `start` and `end` are token places, both 0 ([CLS]) without answer."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    text_from: int
    start: int
    end: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class ReaderGroup:
    """A question of one passage, or of several of which only the first answers it."""

    members: tuple[ReaderFeature, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """The token numbers of the longest member."""
        return max((member.ids for member in self.members), key=len)


class ReaderEncoder:
    """Encodes questions for training, remembering the tokens of passages seen before."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Keep the tokenizer; `encode` does the work."""
        self._tokenizer = tokenizer
        self._separator = SpecialTokens.of(tokenizer).separator
        self._passages: dict[str, TextTokens] = {}

    def _text(self, passage: str) -> TextTokens:
        if passage not in self._passages:
            self._passages[passage] = tokenize(self._tokenizer, passage)
        return self._passages[passage]

    def encode(
        self, question: Question, length: int, chance: random.Random, weight: float = 1.0
    ) -> ReaderFeature:
        """Show a window of at most `length` tokens, placed at random around the answer."""
        head = question_tokens(self._tokenizer, question.question, question.history)
        text = self._text(question.passage)
        room = max(length - len(head) - 1, 16)
        answer = None
        if question.answerable:
            pick = chance.randrange(len(question.answers))
            begin = question.starts[pick]
            answer = token_span(text, begin, begin + len(question.answers[pick]))
        size = len(text.ids)
        first = 0
        if size > room:
            low, high = 0, size - room
            if answer is not None:
                low = max(0, min(answer[1] - room + 1, answer[0]))
                high = max(low, min(answer[0], size - room))
            first = chance.randint(low, high)
        shown = window(head, text, first, min(first + room, size), self._separator)
        start = end = 0
        if answer is not None:
            last = shown.first_text_token + len(shown.offsets) - 1
            start = min(shown.first_text_token + answer[0] - first, last)
            end = min(shown.first_text_token + answer[1] - first, last)
        return ReaderFeature(shown.ids, shown.types, shown.first_text_token, start, end, weight)


def token_span(text: TextTokens, start: int, end: int) -> tuple[int, int] | None:
    """Return the first and last token that overlap code points `start:end`, or None."""
    inside = [i for i, (a, b) in enumerate(text.offsets) if a < end and b > start]
    return (inside[0], inside[-1]) if inside else None


@dataclass(frozen=True, slots=True)
class ReaderBatch:
    """Padded features: ids, mask and types are (batch, tokens); the rest is (batch,).

    `choices` are the rows of each question that was asked of several passages, the one that
    answers first.
    """

    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor
    span_mask: torch.Tensor
    start: torch.Tensor
    end: torch.Tensor
    weight: torch.Tensor
    choices: tuple[slice, ...] = ()


def pad(sequences: Sequence[Sequence[int]], fill: int = 0) -> torch.Tensor:
    """Pad integer sequences on the right to a (batch, longest) tensor."""
    longest = max(len(sequence) for sequence in sequences)
    return torch.tensor(
        [[*sequence, *([fill] * (longest - len(sequence)))] for sequence in sequences]
    )


def reader_batch(groups: Sequence[ReaderGroup]) -> ReaderBatch:
    """Stack the members; `span_mask` allows [CLS] and passage tokens, not the question."""
    features = [member for group in groups for member in group.members]
    ends = list(accumulate(len(group.members) for group in groups))
    ids = pad([feature.ids for feature in features])
    mask = pad([[1] * len(feature.ids) for feature in features])
    allowed = pad(
        [
            [1, *([0] * (f.text_from - 1)), *([1] * (len(f.ids) - f.text_from - 1)), 0]
            for f in features
        ]
    )
    return ReaderBatch(
        ids=ids,
        mask=mask,
        types=pad([feature.types for feature in features]),
        span_mask=allowed.bool(),
        start=torch.tensor([feature.start for feature in features]),
        end=torch.tensor([feature.end for feature in features]),
        weight=torch.tensor([feature.weight for feature in features]),
        choices=tuple(
            slice(end - len(group.members), end)
            for group, end in zip(groups, ends, strict=True)
            if len(group.members) > 1
        ),
    )
