"""Token windows over a question and a passage, shared by training and run time."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

MODEL_FOLDER = Path(__file__).resolve().parent.parent / "models"
MAX_QUESTION_TOKENS = 48
MAX_HISTORY_TOKENS = 48


@dataclass(frozen=True, slots=True)
class Window:
    """One model input: token ids, token types, and where its text tokens lie.

    `offsets[i]` is the code-point span of token `first_text_token + i` in the text; `first_text`
    counts text tokens before this window, so windows of one text can be laid over each other.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first_text_token: int
    offsets: tuple[tuple[int, int], ...]
    first_text: int


@dataclass(frozen=True, slots=True)
class TextTokens:
    """The word pieces of a text and their code-point spans."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


def load_tokenizer(path: Path | None = None) -> Tokenizer:
    """Load the shared word-piece tokenizer without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(path or MODEL_FOLDER / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenize(tokenizer: Tokenizer, text: str) -> TextTokens:
    """Cut `text` into word pieces; pieces with no width in the text are dropped."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    kept = [
        (token, span)
        for token, span in zip(encoding.ids, encoding.offsets, strict=True)
        if span[1] > span[0]
    ]
    return TextTokens(tuple(token for token, _ in kept), tuple(span for _, span in kept))


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """Ids of the marks that frame a model input."""

    start: int
    separator: int
    padding: int

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> "SpecialTokens":
        """Read the ids from a BERT-style tokenizer.

        Raises:
            ValueError: the tokenizer lacks one of the marks.
        """
        found = [tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]", "[PAD]")]
        known = [number for number in found if number is not None]
        if len(known) < len(found):
            raise ValueError("expected a tokenizer with [CLS], [SEP] and [PAD]")
        return cls(*known)


def question_tokens(
    tokenizer: Tokenizer, question: str, history: Sequence[tuple[str, str]] = ()
) -> tuple[int, ...]:
    """Encode a question, preceded by the latest turns of its conversation.

    The result is `[CLS] (history [SEP])? question [SEP]`. The newest history and the end of a
    question are kept when either is too long.
    """
    special = SpecialTokens.of(tokenizer)
    ids = [special.start]
    if history:
        told = " ".join(part for turn in history for part in turn)
        ids += tokenizer.encode(told, add_special_tokens=False).ids[-MAX_HISTORY_TOKENS:]
        ids.append(special.separator)
    ids += tokenizer.encode(question, add_special_tokens=False).ids[-MAX_QUESTION_TOKENS:]
    ids.append(special.separator)
    return tuple(ids)


def window(head: Sequence[int], text: TextTokens, first: int, last: int, separator: int) -> Window:
    """Build the input that shows text tokens `first:last` after `head` (which ends in [SEP])."""
    shown = text.ids[first:last]
    kind = 1 if len(head) > 1 else 0
    return Window(
        ids=(*head, *shown, separator),
        types=(*([0] * len(head)), *([kind] * (len(shown) + 1))),
        first_text_token=len(head),
        offsets=text.offsets[first:last],
        first_text=first,
    )


def windows(
    head: Sequence[int], text: TextTokens, separator: int, *, length: int = 224, stride: int = 64
) -> list[Window]:
    """Cover a text with overlapping windows of at most `length` tokens, `stride` shared."""
    room = max(length - len(head) - 1, 2 * stride)
    made = []
    first = 0
    while True:
        last = min(first + room, len(text.ids))
        made.append(window(head, text, first, last, separator))
        if last >= len(text.ids):
            return made
        first = last - stride


def continuation_ids(tokenizer: Tokenizer) -> frozenset[int]:
    """Return the ids of word pieces that go on a word ("##ing")."""
    return frozenset(i for piece, i in tokenizer.get_vocab().items() if piece.startswith("##"))
