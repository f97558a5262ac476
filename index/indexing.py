"""Keeping the derived indexes (vectors and words) in step with the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy.orm import Session

from index import changes, passage_queries
from index.embedding import Embedder
from index.headings import heading, with_heading
from index.library import Library
from index.passage_queries import IndexedPassage
from index.schema import VersionRow
from index.times import from_seconds
from index.vectors import Vectors
from index.words import Words

if TYPE_CHECKING:
    from llama_index.core.schema import BaseNode, Document

Tick = Callable[[int, int], None]
_BATCH = 1_024


class Indexing:
    """The library's two derived indexes and the model that they are made with."""

    def __init__(
        self, library: Library, vectors: Vectors, words: Words, embedder: Embedder
    ) -> None:
        """Derive `vectors` and `words` from `library`."""
        self.library = library
        self.vectors = vectors
        self.words = words
        self.embedder = embedder
        self._tick: Tick | None = None
        self.changes = 0
        """How often what can be found has changed since this was opened."""

    def passages_of(self, documents: Sequence[Document], tick: Tick | None) -> list[BaseNode]:
        """Cut documents into passages and embed them; `tick` gets passages done and to do."""
        self._tick = tick
        nodes: list[BaseNode] = self._pipeline.run(documents=documents)
        return nodes

    def put(self, passages: Sequence[IndexedPassage]) -> None:
        """Add passages to both indexes."""
        self.changes += 1
        if passages:
            self.vectors.upsert(passages)
            self.words.add(passages)
        self.words.commit()

    def drop(self, passage_ids: Iterable[str]) -> None:
        """Delete passages from both indexes."""
        ids = list(passage_ids)
        self.changes += 1
        if ids:
            self.vectors.delete(ids)
            self.words.delete(ids)
            self.words.commit()

    def put_stored(self, passage_ids: Sequence[str], tick: Tick | None = None) -> None:
        """Add passages that the library holds to both indexes, embedding those not embedded."""
        self._embed_missing(passage_ids)
        done = 0
        with self.library.session() as session:
            for batch in passage_queries.indexed_passages(session, passage_ids):
                self.put(batch)
                done += len(batch)
                if tick is not None:
                    tick(done, len(passage_ids))

    def agree(self) -> None:
        """Make both indexes hold exactly what the library says they must."""
        with self.library.session() as session:
            wanted = passage_queries.searchable_ids(session)
        in_vectors, in_words = self.vectors.ids(), set(self.words.ids())
        self.drop(sorted((in_vectors | in_words) - wanted))
        missing = wanted - (in_vectors & in_words)
        if missing:
            self.put_stored(sorted(missing))

    def clear(self) -> None:
        """Empty both indexes."""
        self.vectors.clear()
        self.words.clear()

    def counts_agree(self) -> bool:
        """Return whether both indexes hold as many passages as the library says they must."""
        with self.library.session() as session:
            wanted = passage_queries.count_searchable_passages(session)
        return self.vectors.count() == wanted == self.words.count()

    @cached_property
    def _pipeline(self) -> Any:
        """Return the transformations of articles into embedded passages."""
        from llama_index.core.ingestion import IngestionPipeline

        from index.transformations import PassageEmbedding, SentencePassages

        return IngestionPipeline(
            transformations=[SentencePassages(), PassageEmbedding(self._vectors_of)],
            disable_cache=True,
        )

    def _vectors_of(self, texts: list[str]) -> list[np.ndarray]:
        """Return a vector for each text; each distinct text is embedded once, ever."""
        keys = [self.embedder.key(text) for text in texts]
        with self.library.session() as session:
            known = passage_queries.known_embeddings(session, sorted(set(keys)))
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        tick = self._tick
        already = len(texts) - len(fresh)
        vectors = self.embedder.documents(
            list(fresh.values()),
            None if tick is None else lambda done: tick(already + done, len(texts)),
        )
        known.update(zip(fresh, vectors, strict=True))
        return [known[key] for key in keys]

    def _embed_missing(self, passage_ids: Sequence[str]) -> None:
        """Embed stored passages whose vectors the library does not hold."""
        for begin in range(0, len(passage_ids), _BATCH):
            with self.library.session() as session:
                texts = _texts_without_vector(session, passage_ids[begin : begin + _BATCH])
            if not texts:
                continue
            vectors = self._vectors_of(list(texts.values()))
            keys = {each: self.embedder.key(text) for each, text in texts.items()}
            blobs = {
                key: blob_of(vector) for key, vector in zip(keys.values(), vectors, strict=True)
            }
            with self.library.transaction() as session:
                changes.add_embeddings(session, blobs)
                changes.set_keys(session, keys)


def blob_of(vector: Sequence[float] | np.ndarray) -> bytes:
    """Return a vector as the library stores it: float16, half the size and cosine > 0.99999."""
    return np.asarray(vector, dtype=np.float16).tobytes()


def _texts_without_vector(session: Session, passage_ids: Sequence[str]) -> Mapping[str, str]:
    """Return what is to be embedded of those passages that have no stored vector."""
    have = passage_queries.get_vectors(session, passage_ids)
    lacking = [each for each in passage_ids if each not in have]
    lines: dict[tuple[str, int], str] = {}
    passages = passage_queries.any_passages(session, lacking)
    for each in passages:
        place = (each.article_id, each.version)
        if place not in lines:
            row = session.get_one(VersionRow, place)
            published = from_seconds(row.published, row.published_offset)
            lines[place] = heading(row.title, row.outlet, published)
    return {
        each.id: with_heading(lines[each.article_id, each.version], each.text) for each in passages
    }
