"""MiniLM sentence vectors in plain NumPy, for one short text at a time.

A question is a few dozen tokens: NumPy encodes it about as fast as PyTorch does, gives the same
vector (cosine above 0.9999), and is imported many times faster. The architecture is BERT (Devlin
et al., 2019) with mean pooling, as sentence-transformers runs it.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

Array = np.ndarray


class LightEncoder:
    """A BERT encoder with mean pooling and unit length, of a sentence-transformers folder."""

    def __init__(self, folder: Path) -> None:
        """Read weights, tokenizer and configuration of the model in `folder`."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        config = json.loads((folder / "config.json").read_text())
        limits = json.loads((folder / "sentence_bert_config.json").read_text())
        self._heads = int(config["num_attention_heads"])
        self._layers = int(config["num_hidden_layers"])
        self._epsilon = np.float32(config["layer_norm_eps"])
        self._weights: dict[str, Array] = load_file(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(int(limits["max_seq_length"]))

    def encode(self, text: str) -> Array:
        """Return the vector of `text`: float32, unit length."""
        ids = self._tokenizer.encode(text).ids
        hidden = (
            self._weights["embeddings.word_embeddings.weight"][ids]
            + self._weights["embeddings.position_embeddings.weight"][: len(ids)]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        hidden = self._normalised(hidden, "embeddings.LayerNorm")
        for layer in range(self._layers):
            hidden = self._layer(hidden, f"encoder.layer.{layer}")
        pooled: Array = hidden.mean(axis=0)
        unit: Array = pooled / np.linalg.norm(pooled)
        return unit

    def _layer(self, hidden: Array, name: str) -> Array:
        """Run one transformer layer over (tokens x width)."""
        attended = self._dense(self._attention(hidden, name), f"{name}.attention.output.dense")
        hidden = self._normalised(attended + hidden, f"{name}.attention.output.LayerNorm")
        inner = _gelu(self._dense(hidden, f"{name}.intermediate.dense"))
        return self._normalised(
            self._dense(inner, f"{name}.output.dense") + hidden, f"{name}.output.LayerNorm"
        )

    def _attention(self, hidden: Array, name: str) -> Array:
        """Run multi-head self-attention over (tokens x width)."""
        tokens, width = hidden.shape
        size = width // self._heads
        query, key, value = (
            self._dense(hidden, f"{name}.attention.self.{part}")
            .reshape(tokens, self._heads, size)
            .transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(size))
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Array = (weights @ value).transpose(1, 0, 2).reshape(tokens, width)
        return mixed

    def _dense(self, hidden: Array, name: str) -> Array:
        """Apply one linear layer."""
        product: Array = hidden @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return product

    def _normalised(self, hidden: Array, name: str) -> Array:
        """Apply one layer normalisation."""
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt(variance + self._epsilon) * self._weights[f"{name}.weight"]
        shifted: Array = scaled + self._weights[f"{name}.bias"]
        return shifted


def _gelu(values: Array) -> Array:
    """Return the exact Gaussian error linear unit."""
    from scipy.special import erf

    result: Array = values * np.float32(0.5) * (1 + erf(values / np.sqrt(np.float32(2))))
    return result
