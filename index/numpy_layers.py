"""The layers of the embedding model in NumPy: quick to import, for one short text or a few."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import weights

Array = np.ndarray


class NumpyLayers:
    """The arithmetic of `index.encoder`, in float32."""

    def __init__(self, folder: Path) -> None:
        """Read the weights of the model in `folder`."""
        self._weights, self._heads, epsilon = weights(folder)
        # Laid out as they are multiplied, a quarter less time is spent on a short text.
        self._dense = {
            name.removesuffix(".weight"): np.ascontiguousarray(self._weights.pop(name).T)
            for name in list(self._weights)
            if name.endswith(("dense.weight", "self.weight"))
        }
        self._epsilon = np.float32(epsilon)

    def embedded(self, ids: Sequence[int], positions: Sequence[int]) -> Array:
        """Return the sum of word, position and type embeddings."""
        total: Array = (
            self._weights["embeddings.word_embeddings.weight"][list(ids)]
            + self._weights["embeddings.position_embeddings.weight"][list(positions)]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        return total

    def dense(self, hidden: Array, name: str) -> Array:
        """Apply one linear layer."""
        product: Array = hidden @ self._dense[name] + self._weights[f"{name}.bias"]
        return product

    def normalised(self, hidden: Array, name: str) -> Array:
        """Apply one layer normalisation."""
        centred = hidden - hidden.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        scaled = centred / np.sqrt(variance + self._epsilon) * self._weights[f"{name}.weight"]
        shifted: Array = scaled + self._weights[f"{name}.bias"]
        return shifted

    def attention(self, projected: Array, lengths: Sequence[int]) -> Array:
        """Attend within each text."""
        edges = np.cumsum(lengths)[:-1]
        return np.concatenate([self._attended(part) for part in np.split(projected, edges)])

    def gelu(self, hidden: Array) -> Array:
        """Return the exact Gaussian error linear unit."""
        from scipy.special import erf

        result: Array = hidden * np.float32(0.5) * (1 + erf(hidden / np.sqrt(np.float32(2))))
        return result

    def means(self, hidden: Array, lengths: Sequence[int]) -> Array:
        """Return the mean of each text's rows."""
        edges = np.cumsum(lengths)[:-1]
        return np.stack([part.mean(axis=0) for part in np.split(hidden, edges)])

    def _attended(self, projected: Array) -> Array:
        """Attend within one text, each head apart."""
        tokens, width = projected.shape
        query, key, value = projected.reshape(tokens, 3, self._heads, -1).transpose(1, 2, 0, 3)
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(query.shape[-1]))
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        mixed: Array = (shares @ value).transpose(1, 0, 2).reshape(tokens, width // 3)
        return mixed
