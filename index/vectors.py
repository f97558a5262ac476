"""The vector index: passages by meaning, in Chroma, derived from the library."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from index.article import Filters
from index.errors import LibraryError
from index.passage_queries import IndexedPassage
from index.times import to_seconds

_BATCH = 5_000
_PROBE = """
import sys
from index.vectors import Vectors
from pathlib import Path
vectors = Vectors(Path(sys.argv[1]))
vectors.ids()
vectors.probe()
"""


class Vectors:
    """Passage vectors in an embedded Chroma folder, or on a Chroma server.

    Similarities are cosines, -1 to 1.
    """

    def __init__(self, folder: Path, url: str = "", name: str = "passages") -> None:
        """Open the collection `name` in `folder`, or on the server at `url`."""
        self._folder = folder
        self._url = url
        self._name = name
        self._connect()

    def upsert(self, passages: Sequence[IndexedPassage]) -> None:
        """Add passages, replacing those of the same id."""
        for begin in range(0, len(passages), _BATCH):
            batch = passages[begin : begin + _BATCH]
            self._collection.upsert(
                ids=[each.id for each in batch],
                embeddings=np.stack([each.vector for each in batch]),
                metadatas=[_metadata(each) for each in batch],
            )

    def delete(self, passage_ids: Iterable[str]) -> None:
        """Delete passages; unknown ids are ignored."""
        ids = list(passage_ids)
        for begin in range(0, len(ids), _BATCH):
            self._collection.delete(ids=ids[begin : begin + _BATCH])

    def nearest(
        self, vector: np.ndarray, k: int, filters: Filters | None = None
    ) -> list[tuple[str, float]]:
        """Return at most `k` passages and their similarity, the nearest first.

        Of `filters`, speakers are not known here and must be applied afterwards.
        """
        found = self._collection.query(
            query_embeddings=[vector],
            n_results=k,
            where=_where(filters),
            include=["distances"],
        )
        return [
            (passage_id, 1.0 - float(distance))
            for passage_id, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def count(self) -> int:
        """Return how many passages are held."""
        return int(self._collection.count())

    def ids(self) -> set[str]:
        """Return the ids of all passages held."""
        found: set[str] = set()
        while True:
            page = self._collection.get(include=[], limit=20_000, offset=len(found))["ids"]
            found.update(page)
            if not page:
                return found

    def probe(self) -> None:
        """Read what an ordinary question reads; damaged files raise, or end the process."""
        sample = self._collection.get(include=["embeddings"], limit=1)["embeddings"]
        if len(sample):
            self.nearest(np.asarray(sample[0], dtype=np.float32), 10)

    def clear(self) -> None:
        """Start again with no passages; embedded files are thrown away, damaged or not."""
        if self._url:
            self._client.delete_collection(self._name)
        else:
            self.close()
            discard(self._folder)
        self._connect()

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()

    def _connect(self) -> None:
        """Open the collection, created if missing."""
        self._client = _server(self._url) if self._url else _embedded(self._folder)
        self._collection = self._client.get_or_create_collection(
            self._name,
            configuration={"hnsw": {"space": "cosine"}},
            embedding_function=None,
        )


def is_sound(folder: Path) -> bool:
    """Return whether the Chroma files in `folder` can be read, tried in a process of its own.

    Damaged files can end the process that reads them, which no exception handler prevents.
    """
    command = [sys.executable, "-c", _PROBE, str(folder)]
    root = Path(__file__).resolve().parent.parent
    finished = subprocess.run(  # noqa: S603 - our own interpreter, our own code
        command, cwd=root, capture_output=True, check=False, timeout=600
    )
    return finished.returncode == 0


def discard(folder: Path) -> None:
    """Delete the Chroma files in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)


def _embedded(folder: Path) -> Any:
    """Return a client on the files in `folder`."""
    import chromadb
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False)
    )


def _server(url: str) -> Any:
    """Return a client of the Chroma server at `url`; LibraryError where none answers."""
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=parts.hostname or "localhost",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )
    except (ValueError, ConnectionError) as error:
        raise LibraryError(f"No Chroma server answers at {url}: {error}") from error


def _metadata(passage: IndexedPassage) -> dict[str, Any]:
    """Return what a passage can be filtered by."""
    metadata: dict[str, Any] = {"article_id": passage.article_id, "outlet": passage.outlet}
    if passage.published is not None:
        metadata["published"] = math.floor(passage.published)
    return metadata


def _where(filters: Filters | None) -> dict[str, Any] | None:
    """Return Chroma's form of the filters."""
    if not filters:
        return None
    found: list[dict[str, Any]] = []
    if filters.outlets:
        found.append({"outlet": {"$in": list(filters.outlets)}})
    if filters.articles:
        found.append({"article_id": {"$in": list(filters.articles)}})
    since, until = to_seconds(filters.since), to_seconds(filters.until)
    if since is not None:
        found.append({"published": {"$gte": math.floor(since)}})
    if until is not None:
        found.append({"published": {"$lte": math.floor(until)}})
    if not found:
        return None
    return found[0] if len(found) == 1 else {"$and": found}
