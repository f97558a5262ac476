"""The bundled embedding model: BERT (Devlin et al., 2019) with mean pooling, on packed tokens.

The tokens of a batch are laid end to end, so that nothing is padded: every layer but attention is
one multiplication over all of them, and attention runs text by text. The architecture is written
once; the arithmetic is NumPy's (imported at once, for questions) or PyTorch's (for batches, in
bfloat16 or int8 where the processor is quicker in it). Vectors are those of sentence-transformers:
cosine above 0.9999, in bfloat16 and int8 above 0.996.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

Tensor = Any
"""A matrix of one row a token, in the form that the arithmetic uses."""


class Arithmetic(Protocol):
    """What the layers are computed with; names are those of the weights."""

    def embedded(self, ids: Sequence[int], positions: Sequence[int]) -> Tensor:
        """Return the sum of word, position and type embeddings (tokens x width)."""

    def dense(self, hidden: Tensor, name: str) -> Tensor:
        """Apply one linear layer."""

    def normalised(self, hidden: Tensor, name: str) -> Tensor:
        """Apply one layer normalisation."""

    def attention(self, projected: Tensor, lengths: Sequence[int]) -> Tensor:
        """Attend within each text; `projected` is query, key and value side by side."""

    def gelu(self, hidden: Tensor) -> Tensor:
        """Return the exact Gaussian error linear unit."""

    def means(self, hidden: Tensor, lengths: Sequence[int]) -> np.ndarray:
        """Return the mean of each text's rows (texts x width), float32."""


class Encoder:
    """From texts to vectors of unit length."""

    def __init__(self, folder: Path, arithmetic: Arithmetic) -> None:
        """Read tokenizer and configuration of the sentence-transformers model in `folder`."""
        from tokenizers import Tokenizer

        limits = json.loads((folder / "sentence_bert_config.json").read_text())
        config = json.loads((folder / "config.json").read_text())
        self._layers = int(config["num_hidden_layers"])
        self._arithmetic = arithmetic
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(limits["max_seq_length"]))

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, cut at the model's maximum."""
        return [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]

    def encode(self, texts: Sequence[Sequence[int]]) -> np.ndarray:
        """Return one vector (float32, unit length) for each text, given as token ids."""
        lengths = [len(ids) for ids in texts]
        do = self._arithmetic
        hidden = do.embedded(
            [token for ids in texts for token in ids],
            [position for length in lengths for position in range(length)],
        )
        hidden = do.normalised(hidden, "embeddings.LayerNorm")
        for layer in range(self._layers):
            name = f"encoder.layer.{layer}"
            attended = do.attention(do.dense(hidden, f"{name}.attention.self"), lengths)
            attended = do.dense(attended, f"{name}.attention.output.dense")
            hidden = do.normalised(attended + hidden, f"{name}.attention.output.LayerNorm")
            inner = do.gelu(do.dense(hidden, f"{name}.intermediate.dense"))
            outer = do.dense(inner, f"{name}.output.dense")
            hidden = do.normalised(outer + hidden, f"{name}.output.LayerNorm")
        pooled = do.means(hidden, lengths)
        unit: np.ndarray = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit


def weights(folder: Path) -> tuple[dict[str, np.ndarray], int, float]:
    """Return the weights (query, key and value joined), number of heads, and epsilon."""
    from safetensors.numpy import load_file

    config = json.loads((folder / "config.json").read_text())
    found: dict[str, np.ndarray] = load_file(folder / "model.safetensors")
    for layer in range(int(config["num_hidden_layers"])):
        name = f"encoder.layer.{layer}.attention.self"
        for kind in ("weight", "bias"):
            parts = [found.pop(f"{name}.{part}.{kind}") for part in ("query", "key", "value")]
            found[f"{name}.{kind}"] = np.concatenate(parts)
    return found, int(config["num_attention_heads"]), float(config["layer_norm_eps"])
