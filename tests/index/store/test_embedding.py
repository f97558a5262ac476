"""Vectors are the model's, whichever way they are computed."""

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from index import model_files
from index.blas_threads import one_thread, one_thread_throughout
from index.embedding import Embedder
from index.encoder import Encoder
from index.errors import ModelFileError
from index.numpy_layers import NumpyLayers

TEXTS = [
    "Who reported 23 civilian deaths?",
    "The M5 highway between Aleppo and Damascus was cut. " * 30,
    "قال متحدث إن 23 مدنيا قتلوا 🕊️",
    "",
    "x",
]


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers():
    from sentence_transformers import SentenceTransformer

    from index.torch_layers import Precision, TorchLayers, best_precision

    folder = model_files.bundled_model()
    reference = SentenceTransformer(str(folder), device="cpu").encode(
        TEXTS, normalize_embeddings=True
    )
    for arithmetic, least in (
        (NumpyLayers(folder), 0.9999),
        (TorchLayers(folder, Precision.FLOAT32), 0.9999),
        (TorchLayers(folder, Precision.BFLOAT16), 0.996),
        (TorchLayers(folder, best_precision()), 0.996),
    ):
        encoder = Encoder(folder, arithmetic)
        vectors = encoder.encode(encoder.tokens(TEXTS))
        assert np.sum(vectors * reference, axis=1).min() > least, type(arithmetic)
        if least > 0.999:
            assert np.abs(vectors - reference).max() < 1e-5, type(arithmetic)


@pytest.mark.slow
def test_a_vector_does_not_depend_on_what_else_is_in_the_batch():
    from index.torch_layers import TorchLayers, best_precision

    folder = model_files.bundled_model()
    encoder = Encoder(folder, TorchLayers(folder, best_precision()))
    tokens = encoder.tokens(TEXTS)
    together = encoder.encode(tokens)
    alone = np.concatenate([encoder.encode([ids]) for ids in tokens])
    assert np.abs(together - alone).max() < 1e-5


@pytest.mark.slow
def test_batches_on_every_core_come_back_in_order_and_leave_the_threads_as_they_were():
    import torch

    from index.torch_layers import Precision, best_precision

    embedder = Embedder()
    texts = [f"{number} people were counted. " * (1 + number % 40) for number in range(120)]
    threads, pools = torch.get_num_threads(), blas_pools()
    done: list[int] = []
    vectors = embedder.documents(texts, done.append)
    for number in (0, 1, 57, 119):
        assert vectors[number] @ embedder.query(texts[number]) == pytest.approx(
            1, abs=1e-5 if best_precision() is Precision.FLOAT32 else 1e-2
        )
    assert done == sorted(done)
    assert done[-1] == 120
    assert (torch.get_num_threads(), blas_pools()) == (threads, pools)


@pytest.mark.slow
def test_stopping_in_the_middle_leaves_the_threads_as_they_were():
    import torch

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    threads, pools = torch.get_num_threads(), blas_pools()
    with pytest.raises(KeyboardInterrupt):
        Embedder().documents(["A few words. " * 60] * 60, stop)
    assert (torch.get_num_threads(), blas_pools()) == (threads, pools)


def test_the_last_to_leave_lifts_the_limit_on_threads():
    before = blas_pools()
    first, second = one_thread(), one_thread()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert set(blas_pools()) == {1}
    second.__exit__(None, None, None)
    assert blas_pools() == before


def blas_pools() -> list[int]:
    """Return the number of threads of each library that NumPy multiplies with."""
    return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]


def test_documents_keep_their_order():
    embedder = Embedder()
    vectors = embedder.documents(TEXTS[:3])
    assert [int(np.argmax(vectors @ embedder.query(text))) for text in TEXTS[:3]] == [0, 1, 2]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)


def test_a_changed_weight_file_is_refused(monkeypatch):
    model_files.bundled_model.cache_clear()
    monkeypatch.setattr(model_files, "SHA256", "0" * 64)
    with pytest.raises(ModelFileError, match="expected 0000"):
        model_files.bundled_model()


def test_keys_tell_models_and_texts_apart():
    keys = {Embedder(model).key(text) for model in ("", "other") for text in ("a", "b")}
    assert len(keys) == 4
    assert Embedder(Embedder().name).key("a") == Embedder().key("a")


@pytest.mark.slow
def test_an_unknown_model_is_named():
    with pytest.raises(ModelFileError, match="'no/such-model'"):
        Embedder("no/such-model").query("a")


def test_a_server_keeps_to_one_thread_whatever_begins_and_ends_in_it():
    before = blas_pools()
    with one_thread_throughout():
        assert set(blas_pools()) == {1}
        with one_thread():
            assert set(blas_pools()) == {1}
        assert set(blas_pools()) == {1}
    assert blas_pools() == before
