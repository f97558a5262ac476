"""Vectors are the model's, whichever way they are computed."""

import numpy as np
import pytest

from index import model_files
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

    from index.torch_layers import TorchLayers

    folder = model_files.bundled_model()
    reference = SentenceTransformer(str(folder), device="cpu").encode(
        TEXTS, normalize_embeddings=True
    )
    for arithmetic, least in (
        (NumpyLayers(folder), 0.9999),
        (TorchLayers(folder, bfloat16=False), 0.9999),
        (TorchLayers(folder, bfloat16=True), 0.996),
    ):
        encoder = Encoder(folder, arithmetic)
        vectors = encoder.encode(encoder.tokens(TEXTS))
        assert np.sum(vectors * reference, axis=1).min() > least, type(arithmetic)


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
