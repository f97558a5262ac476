"""Opening a library folder, and repairing what a killed process left in it."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from index import changes, vectors
from index.database import sqlite_url
from index.indexing import Indexing
from index.library import Library
from index.settling import Settling
from index.vectors import Vectors

DATABASE_FILE = "library.sqlite"
VECTORS_FOLDER = "vectors"


def open_library(folder: Path, database_url: str) -> Library:
    """Return the library of a folder, or the one at a database URL."""
    library = Library(database_url or sqlite_url(folder / DATABASE_FILE))
    if not library.fact("id"):
        library.note("id", uuid.uuid4().hex[:12])
    return library


def open_vectors(folder: Path, chroma_url: str, library: Library) -> Vectors:
    """Return the vector index; embedded files that a killed process damaged are thrown away."""
    if chroma_url:
        return Vectors(folder, chroma_url, f"passages-{library.fact('id')}")
    place = folder / VECTORS_FOLDER
    if library.fact("unfinished") and place.exists() and not vectors.is_sound(place):
        vectors.discard(place)
        return Vectors(place)
    before = library.fact("unfinished")
    library.note("unfinished", before or "opening")
    opened = _opened(place)
    library.note("unfinished", before)
    return opened


def _opened(place: Path) -> Vectors:
    """Open embedded vectors and ask them something; what can't be read is thrown away.

    Files so damaged that they end the process leave the library "unfinished", so that the next
    start tries them in a process of their own first.
    """
    from chromadb.errors import ChromaError

    if not _is_database(place / "chroma.sqlite3"):
        vectors.discard(place)
    opened = Vectors(place)
    try:
        opened.probe()
    except (ChromaError, OSError, ValueError, RuntimeError):
        opened.clear()
    return opened


def _is_database(file: Path) -> bool:
    """Return whether Chroma's own database can be read, or is not there yet."""
    if not file.exists():
        return True
    try:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("SELECT count(*) FROM collections").fetchone()
    except sqlite3.Error:
        return False
    return True


def repair(indexing: Indexing, settling: Settling) -> None:
    """Drop unfinished versions and make both indexes agree with the library.

    After a clean end only the numbers of passages are compared, so that the start stays quick.
    """
    library = indexing.library
    unfinished = library.fact("unfinished")
    with library.transaction() as session:
        if unfinished:
            changes.drop_unfinished(session)
    if unfinished or not indexing.counts_agree():
        library.note("unfinished", "repair")
        settling.forget()
        settling.settle(settling.doubtful())
        indexing.agree()
        library.note("unfinished", "")
