"""The layers of the embedding model in PyTorch, for batches.

In bfloat16 only multiplications and attention are computed in it; sums and normalisations stay in
float32, as PyTorch's autocast does, which keeps the vectors' cosine to float32 above 0.9999. In
float32 NumPy multiplies: on processors without bfloat16 its OpenBLAS needs a tenth less time than
PyTorch's own library (80 against 71 GFLOP/s a core of an AMD EPYC).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from index.encoder import weights


class TorchLayers:
    """The arithmetic of `index.encoder`, in float32 or bfloat16."""

    def __init__(self, folder: Path, *, bfloat16: bool) -> None:
        """Read the weights of the model in `folder`."""
        found, self._heads, self._epsilon = weights(folder)
        self._kind = torch.bfloat16 if bfloat16 else torch.float32
        matrices = {
            name: found.pop(name)
            for name in list(found)
            if name.endswith(("dense.weight", "self.weight"))
        }
        self._exact = {name: torch.from_numpy(array) for name, array in found.items()}
        self._quick: dict[str, Any] = {}
        self._transposed: dict[str, np.ndarray] = {}
        for name, array in matrices.items():
            if bfloat16:
                self._quick[name] = torch.from_numpy(array).to(self._kind)
            else:
                self._transposed[name] = np.ascontiguousarray(array.T)

    def embedded(self, ids: Sequence[int], positions: Sequence[int]) -> Any:
        """Return the sum of word, position and type embeddings."""
        return (
            self._exact["embeddings.word_embeddings.weight"][torch.tensor(ids)]
            + self._exact["embeddings.position_embeddings.weight"][torch.tensor(positions)]
            + self._exact["embeddings.token_type_embeddings.weight"][0]
        )

    def dense(self, hidden: Any, name: str) -> Any:
        """Apply one linear layer."""
        weight, bias = f"{name}.weight", self._exact[f"{name}.bias"].to(self._kind)
        if weight in self._transposed:
            return torch.from_numpy(hidden.numpy() @ self._transposed[weight]).add_(bias)
        return functional.linear(hidden.to(self._kind), self._quick[weight], bias)

    def normalised(self, hidden: Any, name: str) -> Any:
        """Apply one layer normalisation."""
        weight, bias = self._exact[f"{name}.weight"], self._exact[f"{name}.bias"]
        return functional.layer_norm(hidden, (hidden.shape[-1],), weight, bias, self._epsilon)

    def attention(self, projected: Any, lengths: Sequence[int]) -> Any:
        """Attend within each text."""
        return torch.cat([self._attended(part) for part in projected.split(list(lengths))])

    def gelu(self, hidden: Any) -> Any:
        """Return the exact Gaussian error linear unit."""
        return functional.gelu(hidden)

    def means(self, hidden: Any, lengths: Sequence[int]) -> np.ndarray:
        """Return the mean of each text's rows."""
        parts = hidden.float().split(list(lengths))
        means: np.ndarray = torch.stack([part.mean(dim=0) for part in parts]).numpy()
        return means

    def _attended(self, projected: Any) -> Any:
        """Attend within one text, each head apart."""
        tokens, width = projected.shape
        parts = projected.view(1, tokens, 3, self._heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(*parts)
        return mixed.transpose(1, 2).reshape(tokens, width // 3)
