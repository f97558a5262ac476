"""The layers of the embedding model in PyTorch, for batches.

Sums, normalisations and attention stay in float32 (attention in bfloat16 where the multiplications
are); what differs is how the linear layers multiply:

- bfloat16, as PyTorch's autocast does: cosine of the vectors to float32 above 0.996.
- int8, for x86 processors without bfloat16: weights with one scale an output channel, activations
  with one scale a token, but for a few input features of huge values, which stay in float32
  (LLM.int8: Dettmers et al., 2022). A vector does not depend on what else is in the batch. Cosine
  above 0.997.
- float32, elsewhere; NumPy multiplies, whose OpenBLAS is a tenth quicker than PyTorch's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch.nn import functional

from index.encoder import Encoder, weights
from index.numpy_layers import NumpyLayers

_HUGE = 4
"""Input features of a layer that stay exact in int8."""
_SAMPLE = (
    "The council said on Tuesday that at least 31 people were killed when the river burst.",
    "“We have never seen such a flood,” said Mayor Anna Berg, 41; shares fell 4.2% to $180.50.",
    "x",
)
"""Texts that show which features are huge: always the same few, whatever the text."""


class Precision(StrEnum):
    """What linear layers are computed in."""

    BFLOAT16 = "bfloat16"
    INT8 = "int8"
    FLOAT32 = "float32"


def best_precision() -> Precision:
    """Return the quickest precision of this processor that keeps vectors within 0.99 of float32."""
    if has_bfloat16():
        return Precision.BFLOAT16
    quantised = hasattr(torch.ops.onednn, "qlinear_pointwise")
    wide = torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512")
    return Precision.INT8 if quantised and wide else Precision.FLOAT32


def has_bfloat16() -> bool:
    """Return whether the processor multiplies in bfloat16 (AMX or AVX512-BF16)."""
    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    checks = [getattr(torch.cpu, name, None) for name in names]
    return any(check() for check in checks if check is not None)


class _Linear(Protocol):
    """One linear layer, ready to be applied (tokens x in, to tokens x out)."""

    def __call__(self, hidden: Any, /) -> Any:
        """Return the layer's output."""


class TorchLayers:
    """The arithmetic of `index.encoder` in a given precision."""

    def __init__(self, folder: Path, precision: Precision) -> None:
        """Read the weights of the model in `folder`."""
        found, self._heads, self._epsilon = weights(folder)
        huge = _huge_features(folder) if precision is Precision.INT8 else {}
        self._linear: dict[str, _Linear] = {}
        for name in [name for name in found if name.endswith(("dense.weight", "self.weight"))]:
            layer = name.removesuffix(".weight")
            weight, bias = found.pop(name), torch.from_numpy(found.pop(f"{layer}.bias"))
            match precision:
                case Precision.BFLOAT16:
                    self._linear[layer] = _Bfloat16Linear(weight, bias)
                case Precision.INT8 if layer in huge:
                    self._linear[layer] = _Int8Linear(weight, bias, huge[layer])
                case _:
                    self._linear[layer] = _Float32Linear(weight, bias)
        self._exact = {name: torch.from_numpy(array) for name, array in found.items()}

    def embedded(self, ids: Sequence[int], positions: Sequence[int]) -> Any:
        """Return the sum of word, position and type embeddings."""
        return (
            self._exact["embeddings.word_embeddings.weight"][torch.tensor(ids)]
            + self._exact["embeddings.position_embeddings.weight"][torch.tensor(positions)]
            + self._exact["embeddings.token_type_embeddings.weight"][0]
        )

    def dense(self, hidden: Any, name: str) -> Any:
        """Apply one linear layer."""
        return self._linear[name](hidden)

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


class _Float32Linear:
    def __init__(self, weight: np.ndarray, bias: Any) -> None:
        self._weight, self._bias = np.ascontiguousarray(weight.T), bias

    def __call__(self, hidden: Any) -> Any:
        return torch.from_numpy(hidden.numpy() @ self._weight).add_(self._bias)


class _Bfloat16Linear:
    def __init__(self, weight: np.ndarray, bias: Any) -> None:
        self._weight = torch.from_numpy(weight).bfloat16()
        self._bias = bias.bfloat16()

    def __call__(self, hidden: Any) -> Any:
        return functional.linear(hidden.bfloat16(), self._weight, self._bias)


class _Int8Linear:
    _LARGEST = 127
    _ZERO = 128

    def __init__(self, weight: np.ndarray, bias: Any, huge: Sequence[int]) -> None:
        exact = torch.from_numpy(weight).clone()
        self._huge = torch.tensor(huge)
        self._huge_weight = exact[:, self._huge].t().contiguous()
        exact[:, self._huge] = 0.0
        self._kept = torch.ones(exact.shape[1])
        self._kept[self._huge] = 0.0
        self._scales = exact.abs().amax(dim=1) / self._LARGEST
        rounded = torch.round(exact / self._scales[:, None]).to(torch.int8)
        self._weight = torch.ops.onednn.qlinear_prepack(rounded, None)
        self._zeros = torch.zeros(len(bias), dtype=torch.int32)
        self._bias = bias

    def __call__(self, hidden: Any) -> Any:
        total = torch.addmm(self._bias, hidden[:, self._huge], self._huge_weight)
        small = hidden * self._kept
        reach = small.abs().amax(dim=1, keepdim=True).clamp_(min=1e-9)
        # A half more than the zero point makes a rounding of the conversion, which cuts off.
        steps = small.mul_(self._LARGEST / reach).add_(self._ZERO + 0.5).to(torch.uint8)
        product = torch.ops.onednn.qlinear_pointwise(
            steps,
            1.0 / self._LARGEST,
            self._ZERO,
            self._weight,
            self._scales,
            self._zeros,
            None,
            1.0,
            0,
            torch.float32,
            "none",
            [],
            "",
        )
        return total.addcmul_(product, reach)


class _Watching(NumpyLayers):
    """Layers that remember the largest value of each input feature."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.largest: dict[str, np.ndarray] = {}

    def dense(self, hidden: np.ndarray, name: str) -> np.ndarray:
        largest = np.abs(hidden).max(axis=0)
        self.largest[name] = np.maximum(largest, self.largest.get(name, largest))
        return super().dense(hidden, name)


def _huge_features(folder: Path) -> dict[str, list[int]]:
    """Return the input features of each layer that reach furthest, the furthest first."""
    watching = _Watching(folder)
    encoder = Encoder(folder, watching)
    encoder.encode(encoder.tokens(_SAMPLE))
    return {
        name: np.argsort(-largest, kind="stable")[:_HUGE].tolist()
        for name, largest in watching.largest.items()
    }
