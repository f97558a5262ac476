"""From text to vectors: passages in batches, questions one at a time."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache, partial
from threading import Lock
from typing import Any

import numpy as np

from index.blas_threads import one_thread
from index.encoder import Encoder
from index.errors import ModelFileError
from index.model_files import MODEL_ID, SHA256, bundled_model

_BUNDLED = f"{MODEL_ID}:{SHA256[:16]}"
_BATCH_TOKENS = 1_024
"""How many tokens one forward pass takes: enough to be quick, little enough for caches."""
_FEW_TOKENS = 5_000
"""Up to so many tokens, importing PyTorch takes longer than doing without."""

_one_at_a_time = Lock()

Tick = Callable[[int], None]
Batches = Callable[[list[list[Any]]], Generator[np.ndarray]]


class Embedder:
    """The bundled model, or any sentence-transformers model by local path or cached hub id.

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
        if self._model:
            chosen: np.ndarray = _chosen_model(self._model, [question], "encode_query")[0]
            return chosen
        tokens = _numpy_encoder().tokens([question])
        vector: np.ndarray = _numpy_encoding(tokens)[0]
        return vector

    def documents(self, texts: Sequence[str], tick: Tick | None = None) -> np.ndarray:
        """Return the vectors of `texts` (n x dimension); `tick` gets the number done so far.

        Texts are taken in order of their length, so that little or nothing is padded.
        """
        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        if self._model:
            return _in_batches(
                [(len(text) // 4 + 1, text) for text in texts],
                partial(_in_turn, partial(_chosen_model, self._model, encode="encode_document")),
                tick,
            )
        tokens = _numpy_encoder().tokens(texts)
        few = sum(map(len, tokens)) <= _FEW_TOKENS and "torch" not in sys.modules
        encode: Batches = partial(_in_turn, _numpy_encoding) if few else _torch_encoding
        return _in_batches([(len(ids), ids) for ids in tokens], encode, tick)


def _in_batches(texts: Sequence[tuple[int, Any]], encode: Batches, tick: Tick | None) -> np.ndarray:
    """Encode texts, each with its length in tokens, the longest first; return them in order."""
    order = sorted(range(len(texts)), key=lambda at: -texts[at][0])
    batches: list[list[Any]] = []
    done = 0
    while done < len(order):
        size = max(1, _BATCH_TOKENS // texts[order[done]][0])
        batches.append([texts[at][1] for at in order[done : done + size]])
        done += size
    vectors: list[np.ndarray] = []
    with closing(encode(batches)) as encoded:
        for part in encoded:
            vectors.extend(part)
            if tick is not None:
                tick(len(vectors))
    return np.stack(vectors)[np.argsort(order)]


def _in_turn(
    encode: Callable[[list[Any]], np.ndarray], batches: list[list[Any]]
) -> Generator[np.ndarray]:
    """Encode one batch after the other."""
    yield from map(encode, batches)


@cache
def _numpy_encoder() -> Encoder:
    """Load the bundled model once a process, as it encodes questions."""
    from index.numpy_layers import NumpyLayers

    return Encoder(bundled_model(), NumpyLayers(bundled_model()))


def _numpy_encoding(texts: list[list[int]]) -> np.ndarray:
    """Encode on one thread.

    For so little work a second one gains nothing, and on a busy machine the two wait for each
    other: 2 s instead of 0.1 s was measured. Callers take turns for the same reason: twenty
    threads that multiply at once spend most of their time on OpenBLAS's locks.
    """
    with _one_at_a_time, one_thread():
        return _numpy_encoder().encode(texts)


@cache
def _torch_encoder() -> Encoder:
    """Load the bundled model once a process, as it encodes batches."""
    from index.torch_layers import TorchLayers, best_precision

    folder = bundled_model()
    return Encoder(folder, TorchLayers(folder, best_precision()))


def _torch_encoding(batches: list[list[list[int]]]) -> Generator[np.ndarray]:
    """Encode batches in order; but in bfloat16, one on each core, where none waits for another."""
    import torch

    from index.torch_layers import has_bfloat16

    encode = torch.inference_mode()(_torch_encoder().encode)
    if has_bfloat16():
        yield from _in_turn(encode, batches)
        return
    threads = torch.get_num_threads()
    pool = ThreadPoolExecutor(threads, "embedding", torch.set_num_threads, (1,))
    try:
        with one_thread():
            yield from pool.map(encode, batches)
    finally:
        pool.shutdown(cancel_futures=True)
        torch.set_num_threads(threads)


def _chosen_model(model: str, texts: list[str], encode: str) -> np.ndarray:
    """Encode with a sentence-transformers model that the user has chosen."""
    vectors: np.ndarray = getattr(_sentence_transformer(model), encode)(
        texts, batch_size=len(texts), normalize_embeddings=True, show_progress_bar=False
    )
    return vectors.astype(np.float32)


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
