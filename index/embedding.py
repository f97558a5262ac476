"""From text to vectors: passages in large batches, questions one at a time."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ModelFileError
from index.light_encoder import LightEncoder
from index.model_files import MODEL_ID, SHA256, bundled_model

_BUNDLED = f"{MODEL_ID}:{SHA256[:16]}"
_FEW = 48
_BATCH_TOKENS = 4_096
"""How many tokens, padding included, one forward pass takes."""


class Embedder:
    """A sentence-transformers model: the bundled one, or any by local path or cached hub id.

    Vectors are float32 and of unit length. Raises ModelFileError where the model can't be read.
    """

    def __init__(self, model: str = "") -> None:
        """Name the model; it is loaded when first needed."""
        self._model = "" if model in (MODEL_ID, _BUNDLED) else model

    @property
    def name(self) -> str:
        """Return what identifies the vector space: equal names give comparable vectors."""
        return self._model or _BUNDLED

    def key(self, text: str) -> str:
        """Return the name under which the vector of `text` is kept: a SHA-256."""
        return hashlib.sha256(f"{self.name}\n{text}".encode()).hexdigest()

    def query(self, question: str) -> np.ndarray:
        """Return the vector of a question."""
        if not self._model:
            return self._light.encode(question)
        vector: np.ndarray = self._transformer.encode_query(
            question, normalize_embeddings=True, show_progress_bar=False
        )
        return vector.astype(np.float32)

    def documents(
        self, texts: Sequence[str], tick: Callable[[int], None] | None = None
    ) -> np.ndarray:
        """Return the vectors of `texts` (n x dimension); `tick` gets the number done so far.

        Texts go through the model sorted by their number of tokens, so that little is padded.
        """
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        if not self._model and len(texts) <= _FEW and "sentence_transformers" not in sys.modules:
            return self._few(texts, tick)
        lengths = self._lengths(texts)
        order = sorted(range(len(texts)), key=lambda at: -lengths[at])
        vectors: np.ndarray | None = None
        done = 0
        while done < len(order):
            size = max(1, _BATCH_TOKENS // lengths[order[done]])
            batch = order[done : done + size]
            encoded = self._encode([texts[at] for at in batch])
            if vectors is None:
                vectors = np.empty((len(texts), encoded.shape[1]), dtype=np.float32)
            vectors[batch] = encoded
            done += len(batch)
            if tick is not None:
                tick(done)
        if vectors is None:
            raise AssertionError
        return vectors

    def _few(self, texts: Sequence[str], tick: Callable[[int], None] | None) -> np.ndarray:
        """Return the same vectors without PyTorch, whose import takes longer than a few texts."""
        vectors = []
        for done, text in enumerate(texts, start=1):
            vectors.append(self._light.encode(text))
            if tick is not None:
                tick(done)
        return np.stack(vectors)

    def _encode(self, texts: list[str]) -> np.ndarray:
        """Run one batch through the model, in bfloat16 where the processor computes in it."""
        import torch

        with torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16()):
            encoded = self._transformer.encode_document(
                texts,
                batch_size=len(texts),
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_tensor=True,
            )
        vectors: np.ndarray = encoded.float().cpu().numpy()
        return vectors

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text, cut at the model's maximum."""
        limit = int(self._transformer.max_seq_length or 512)
        tokenizer = self._transformer.tokenizer
        encoded = tokenizer(list(texts), truncation=True, max_length=limit, padding=False)
        return [len(ids) for ids in encoded["input_ids"]]

    @property
    def _light(self) -> LightEncoder:
        """Return the bundled model as it encodes questions."""
        return _light_encoder(bundled_model())

    @property
    def _transformer(self) -> Any:
        """Return the model as it encodes passages."""
        return _sentence_transformer(self._model or str(bundled_model()))


@cache
def _light_encoder(folder: Path) -> LightEncoder:
    """Load the weights once a process; they are never changed."""
    return LightEncoder(folder)


@cache
def _sentence_transformer(place: str) -> Any:
    """Load a model once a process; ModelFileError where it is not on this machine."""
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(place, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelFileError(
            f"The embedding model {place!r} cannot be loaded; give the folder of a "
            "sentence-transformers model or the id of one that has been downloaded before."
        ) from error


@cache
def has_bfloat16() -> bool:
    """Return whether the processor multiplies in bfloat16 (AMX or AVX512-BF16)."""
    import torch

    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    checks = [getattr(torch.cpu, name, None) for name in names]
    return any(check() for check in checks if check is not None)
