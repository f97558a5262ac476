"""The extractive reader: exact answers out of passages, or the word that there is none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from tokenizers import Tokenizer

from assistant.reading.calibration import ReaderCalibration, logit
from assistant.reading.candidates import Candidate, PassageScores, passage_scores
from assistant.reading.session import Session, read_settings
from assistant.reading.windows import (
    MODEL_FOLDER,
    SpecialTokens,
    continuation_ids,
    load_tokenizer,
    question_tokens,
    tokenize,
    windows,
)
from index.recent import Recent

_KEPT = 4_000_000
"""Characters of passages whose readings are kept: those of the latest hundred questions or so."""
_EACH = 500
"""What a kept reading weighs beside its passage's characters."""


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """An answer: `passage[start:end] == text` (code points), and P(it is the answer)."""

    start: int
    end: int
    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers of one passage, best first, none overlapping; P(it holds no answer)."""

    spans: tuple[ReadSpan, ...]
    no_answer: float


NOTHING = Reading((), 1.0)


class Reader:
    """Reads passages for the answer to a question.

    Example:
        >>> reading, = Reader.load().read("Who won?", ["The mayor said Ana Silva had won."])
        >>> reading.spans[0].text
        'Ana Silva'
    """

    def __init__(
        self, session: Session, tokenizer: Tokenizer, calibration: ReaderCalibration
    ) -> None:
        """Put the parts together; `load` finds them."""
        self._session = session
        self._tokenizer = tokenizer
        self._calibration = calibration
        self._separator = SpecialTokens.of(tokenizer).separator
        self._continuations = continuation_ids(tokenizer)
        self._kept: Recent[tuple[tuple[int, ...], str, int], Reading] = Recent(_KEPT)

    @classmethod
    def load(cls, *, threads: int | None = None) -> "Reader":
        """Load the shipped model; `threads` limits the cores that one call uses.

        Raises:
            FileNotFoundError: the package lacks its model files.
        """
        return cls(
            Session(MODEL_FOLDER / "reader.onnx", threads=threads),
            load_tokenizer(),
            ReaderCalibration.read(read_settings(MODEL_FOLDER / "reader.json")),
        )

    def knows(self, word: str) -> bool:
        """Return whether a lower-case word is one piece of the model's vocabulary."""
        return self._tokenizer.token_to_id(word) is not None

    def read(
        self,
        question: str,
        passages: Sequence[str],
        *,
        history: Sequence[tuple[str, str]] = (),
        top_k: int = 3,
    ) -> list[Reading]:
        """Read every passage for the answer to a question.

        A reading depends on question, history and passage alone, so that the latest ones are kept
        for a question that is asked again, perhaps with other filters.

        Args:
            question: the question, at most 48 word pieces of which are used.
            passages: texts of any length; long ones are read in overlapping windows.
            history: earlier (question, answer) turns, oldest first.
            top_k: how many spans a passage to return at most.

        Returns:
            One reading a passage, in order.
        """
        head = question_tokens(self._tokenizer, question, history)
        found = {text: self._kept.get((head, text, top_k)) for text in passages}
        new = [text for text, known in found.items() if known is None]
        for text, scored in zip(new, self.scores(question, new, history=history), strict=True):
            made = NOTHING if scored is None else self.reading(text, scored, top_k)
            self._kept.put((head, text, top_k), made, len(text) + _EACH)
            found[text] = made
        return [found[text] or NOTHING for text in passages]

    def scores(
        self, question: str, passages: Sequence[str], *, history: Sequence[tuple[str, str]] = ()
    ) -> list[PassageScores | None]:
        """Return the raw candidates of every passage; None for one without any text."""
        head = question_tokens(self._tokenizer, question, history)
        cut = [
            windows(head, tokenize(self._tokenizer, passage), self._separator)
            for passage in passages
        ]
        scored = self._session.run([window for made in cut for window in made])
        ends = accumulate((len(made) for made in cut), initial=0)
        return [passage_scores(scored[a:b], self._continuations) for a, b in pairwise(ends)]

    def reading(self, passage: str, scored: PassageScores, top_k: int) -> Reading:
        """Turn a passage's raw candidates into at most `top_k` answers with probabilities."""
        calibration = self._calibration
        answerable = calibration.answerable(scored.candidates[0].margin, scored.head)
        spans = []
        for candidate, share in shares(scored.candidates, calibration.temperature)[:top_k]:
            probability = calibration.span(logit(answerable), logit(share))
            spans.append(
                ReadSpan(
                    candidate.start,
                    candidate.end,
                    passage[candidate.start : candidate.end],
                    min(probability, answerable),
                )
            )
        return Reading(tuple(spans), 1.0 - answerable)


def shares(candidates: Sequence[Candidate], temperature: float) -> list[tuple[Candidate, float]]:
    """Keep candidates that do not overlap a better one, with their share of probability.

    A candidate's share is its softmax weight and that of the worse candidates it overlaps.
    """
    best = candidates[0].margin
    weights = [math.exp((c.margin - best) / temperature) for c in candidates]
    kept: list[tuple[Candidate, float]] = []
    for candidate, weight in zip(candidates, weights, strict=True):
        for number, (other, share) in enumerate(kept):
            if candidate.start < other.end and other.start < candidate.end:
                kept[number] = (other, share + weight)
                break
        else:
            kept.append((candidate, weight))
    total = sum(weights)
    return [(candidate, share / total) for candidate, share in kept]
