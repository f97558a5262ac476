"""Opening the relational database of a library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, select, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.orm import Session

from index.errors import LibraryError
from index.schema import SCHEMA_VERSION, Base, MetaRow


def connect(url: str) -> Engine:
    """Return an engine on `url` whose tables exist and fit this version of the program.

    Raises LibraryError where the database can't be reached, is damaged, or is of another version.
    """
    try:
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        _create_tables(engine)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise LibraryError(f"The database URL {_shown(url)} cannot be used: {error}") from error
    except DatabaseError as error:
        raise LibraryError(
            f"The library's database {_shown(url)} cannot be opened ({error.orig}); "
            "restore it from a backup or give another library folder."
        ) from error
    return engine


def sqlite_url(path: Path) -> str:
    """Return the SQLAlchemy URL of the SQLite file at `path`."""
    return f"sqlite:///{path.resolve()}"


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Set what each connection needs: safe and quick commits, foreign keys, real deletion."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.execute("PRAGMA cache_size=-32000")
    cursor.execute("PRAGMA mmap_size=1073741824")
    cursor.execute("PRAGMA secure_delete=FAST")
    cursor.close()


def _create_tables(engine: Engine) -> None:
    """Create missing tables; refuse a database of another schema version."""
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        row = session.get(MetaRow, "schema")
        if row is None:
            session.add(MetaRow(key="schema", value=str(SCHEMA_VERSION)))
        elif row.value != str(SCHEMA_VERSION):
            raise LibraryError(
                f"The library has schema {row.value}, this version reads schema {SCHEMA_VERSION}; "
                "use the version that wrote it, or add the articles to a new library folder."
            )


def integrity(engine: Engine) -> list[str]:
    """Return what the database itself finds wrong with its own files; empty when sound."""
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            connection.execute(select(1))
        return []
    with engine.connect() as connection:
        check = [str(row[0]) for row in connection.execute(text("PRAGMA quick_check"))]
        keys = [str(row[0]) for row in connection.execute(text("PRAGMA foreign_key_check"))]
    problems = [line for line in check if line != "ok"]
    return problems + [f"a row of {table} points at nothing" for table in keys]


def _shown(url: str) -> str:
    """Return the URL without its password."""
    from sqlalchemy.engine import make_url

    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "(not a URL)"
