"""Backup, restore and rebuild: the library is the truth, everything else is made from it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from index import changes
from index.database import integrity
from index.errors import LibraryError
from index.indexing import Indexing
from index.library import Library
from index.opening import DATABASE_FILE
from index.passage_queries import searchable_ids
from index.report import Progress
from index.schema import Base, MetaRow, PassageRow

_ROWS = 1_000


def rebuild(indexing: Indexing, progress: Callable[[Progress], None] | None) -> None:
    """Make both indexes anew; vectors are computed again only where the model has changed."""
    library = indexing.library
    began = time.monotonic()
    library.note("unfinished", "rebuild")
    indexing.clear()
    if library.fact("model") != indexing.embedder.name:
        with library.transaction() as session:
            session.execute(update(PassageRow).values(embedding=None))
            session.merge(MetaRow(key="model", value=indexing.embedder.name))
    with library.transaction() as session:
        changes.drop_unfinished(session)
        ids = sorted(searchable_ids(session))

    def tick(done: int, total: int) -> None:
        if progress is not None:
            progress(Progress("rebuilding", done, total, seconds=time.monotonic() - began))

    indexing.put_stored(ids, tick)
    library.note("unfinished", "")


def write(library: Library, target: Path) -> None:
    """Copy every table into a new SQLite file; LibraryError where `target` exists.

    The file appears under its name only when it is complete.
    """
    if target.exists():
        raise LibraryError(f"{target} exists already; give the backup another name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    copy = Library.at(partial)
    try:
        with library.session() as source, copy.transaction() as session:
            _copy_tables(source, session)
        with copy.transaction() as session:
            changes.drop_unfinished(session)
            changes.purge_removed(session)
    finally:
        copy.close()
    partial.replace(target)


def restore(source: Path, folder: Path) -> None:
    """Put a backup into a folder that holds no library; LibraryError where either is not right."""
    if not source.is_file():
        raise LibraryError(f"There is no backup file {source}.")
    target = folder / DATABASE_FILE
    if target.exists():
        raise LibraryError(f"{folder} holds a library already; restore into another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{DATABASE_FILE}.partial"
    shutil.copyfile(source, partial)
    try:
        _check(source, partial)
    except LibraryError:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(target)


def _check(source: Path, copied: Path) -> None:
    """Open a copied backup; LibraryError where it is no sound library."""
    copy = Library.at(copied)
    try:
        problems = integrity(copy.engine)
        if problems:
            raise LibraryError(f"The backup {source} is damaged: {problems[0]}.")
        copy.note("unfinished", "restore")
    finally:
        copy.close()


def _copy_tables(source: Session, target: Session) -> None:
    """Copy all rows of all tables, parents before children."""
    target.query(MetaRow).delete()
    for table in Base.metadata.sorted_tables:
        statement = select(table).execution_options(yield_per=_ROWS)
        if "duplicate_of" in table.c:
            statement = statement.order_by(table.c.duplicate_of.is_not(None))
        for rows in source.execute(statement).mappings().partitions(_ROWS):
            target.execute(insert(table), [dict(row) for row in rows])
