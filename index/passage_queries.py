"""Reading passages and their vectors from the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from index.article import Filters, Passage
from index.article_queries import conditions, is_current
from index.errors import ArticleNotFoundError
from index.schema import (
    ArticleRow,
    AttributionRow,
    EmbeddingRow,
    PassageRow,
    TextRow,
    VersionRow,
)

if TYPE_CHECKING:
    import numpy as np

_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """What the derived indexes hold of a passage."""

    id: str
    article_id: str
    outlet: str
    published: float | None
    title: str
    text: str
    vector: np.ndarray


def is_searchable() -> ColumnElement[bool]:
    """Return the condition that a passage belongs to the current version of an original."""
    return and_(
        PassageRow.article_id == VersionRow.article_id,
        PassageRow.version == VersionRow.version,
        is_current(),
        ArticleRow.duplicate_of.is_(None),
    )


def searchable_ids(session: Session) -> set[str]:
    """Return the ids of every passage that the derived indexes must hold."""
    return set(session.scalars(select(PassageRow.id).where(is_searchable())))


def count_searchable_passages(session: Session) -> int:
    """Return how many passages the derived indexes must hold."""
    return session.scalar(select(func.count(PassageRow.id)).where(is_searchable())) or 0


def searchable_among(
    session: Session, passage_ids: Sequence[str], filters: Filters | None
) -> set[str]:
    """Return those of `passage_ids` that may be shown under `filters`."""
    found: set[str] = set()
    for chunk in _chunks(passage_ids):
        found.update(
            session.scalars(
                select(PassageRow.id).where(
                    PassageRow.id.in_(chunk),
                    is_searchable(),
                    *conditions(filters),
                    *_spoken_by(filters),
                )
            )
        )
    return found


def searchable_vectors(session: Session, filters: Filters) -> tuple[list[str], np.ndarray]:
    """Return ids and vectors (n x dimension) of every passage under `filters`."""
    rows = session.execute(
        select(PassageRow.id, EmbeddingRow.vector)
        .join(EmbeddingRow, EmbeddingRow.key == PassageRow.embedding)
        .where(is_searchable(), *conditions(filters), *_spoken_by(filters))
    ).all()
    return [row[0] for row in rows], stack_vectors([row[1] for row in rows])


def get_passages(session: Session, passage_ids: Sequence[str]) -> dict[str, Passage]:
    """Return current passages by id; ids that are no longer current are left out."""
    found: dict[str, Passage] = {}
    for chunk in _chunks(passage_ids):
        passages = _passages(session, _current().where(PassageRow.id.in_(chunk)))
        found.update((passage.id, passage) for passage in passages)
    return found


def any_passages(session: Session, passage_ids: Sequence[str]) -> list[Passage]:
    """Return passages by id, current or not."""
    return _passages(session, select(PassageRow).where(PassageRow.id.in_(passage_ids)))


def get_passage(session: Session, passage_id: str) -> Passage:
    """Return one current passage; ArticleNotFoundError where there is none of that id."""
    found = get_passages(session, [passage_id])
    if not found:
        raise ArticleNotFoundError(f"The library has no current passage {passage_id!r}.")
    return found[passage_id]


def article_passages(
    session: Session, article_id: str, ordinals: tuple[int, int] | None = None
) -> list[Passage]:
    """Return the passages of an article's current version in order, or those in a range."""
    statement = _current().where(PassageRow.article_id == article_id)
    if ordinals is not None:
        statement = statement.where(PassageRow.ordinal.between(*ordinals))
    return _passages(session, statement.order_by(PassageRow.ordinal))


def get_vectors(session: Session, passage_ids: Sequence[str]) -> dict[str, np.ndarray]:
    """Return the stored vectors (float32) of passages by id."""
    found: dict[str, np.ndarray] = {}
    for chunk in _chunks(passage_ids):
        rows = session.execute(
            select(PassageRow.id, EmbeddingRow.vector)
            .join(EmbeddingRow, EmbeddingRow.key == PassageRow.embedding)
            .where(PassageRow.id.in_(chunk))
        )
        found.update((row[0], vector_of(row[1])) for row in rows)
    return found


def known_embeddings(session: Session, keys: Sequence[str]) -> dict[str, np.ndarray]:
    """Return the vectors already stored under any of `keys`."""
    found: dict[str, np.ndarray] = {}
    for chunk in _chunks(keys):
        rows = session.execute(
            select(EmbeddingRow.key, EmbeddingRow.vector).where(EmbeddingRow.key.in_(chunk))
        )
        found.update((row[0], vector_of(row[1])) for row in rows)
    return found


def indexed_passages(
    session: Session, passage_ids: Sequence[str], size: int = 2_000
) -> Iterator[list[IndexedPassage]]:
    """Yield what the derived indexes need of `passage_ids`, `size` passages at a time."""
    for chunk in _chunks(passage_ids, size):
        rows = session.execute(
            select(PassageRow, VersionRow.outlet, VersionRow.published, VersionRow.title)
            .add_columns(EmbeddingRow.vector)
            .join(VersionRow, _same_version(VersionRow))
            .join(EmbeddingRow, EmbeddingRow.key == PassageRow.embedding)
            .where(PassageRow.id.in_(chunk))
        ).all()
        texts = _texts(session, [row[0] for row in rows])
        yield [
            IndexedPassage(
                id=row.id,
                article_id=row.article_id,
                outlet=outlet,
                published=published,
                title=title,
                text=texts[row.article_id, row.version][row.start : row.end],
                vector=vector_of(blob),
            )
            for row, outlet, published, title, blob in rows
        ]


def vector_of(blob: bytes) -> np.ndarray:
    """Return a stored float16 vector as float32."""
    import numpy as np

    return np.frombuffer(blob, dtype=np.float16).astype(np.float32)


def stack_vectors(blobs: Sequence[bytes]) -> np.ndarray:
    """Return stored vectors as one float32 matrix, (0, 0) where there are none."""
    import numpy as np

    if not blobs:
        return np.empty((0, 0), dtype=np.float32)
    matrix = np.frombuffer(b"".join(blobs), dtype=np.float16).reshape(len(blobs), -1)
    return matrix.astype(np.float32)


def _same_version(table: type[VersionRow]) -> ColumnElement[bool]:
    """Return the condition that joins a passage to its version in `table`."""
    return and_(
        table.article_id == PassageRow.article_id,
        table.version == PassageRow.version,
    )


def _current() -> Select[PassageRow]:
    """Select passages of the current versions of articles that are not removed."""
    return (
        select(PassageRow)
        .join(ArticleRow, ArticleRow.id == PassageRow.article_id)
        .where(PassageRow.version == ArticleRow.version, ArticleRow.removed.is_(None))
    )


def _passages(session: Session, statement: Select[PassageRow]) -> list[Passage]:
    """Run a selection of passages and cut their words out of their texts."""
    rows = session.scalars(statement).all()
    texts = _texts(session, rows)
    return [_passage(row, texts[row.article_id, row.version]) for row in rows]


def _texts(session: Session, rows: Sequence[PassageRow]) -> dict[tuple[str, int], str]:
    """Return the texts that passages are spans of, each read once, by article and version."""
    articles = sorted({row.article_id for row in rows})
    versions = sorted({row.version for row in rows})
    found: dict[tuple[str, int], str] = {}
    for chunk in _chunks(articles, 500):
        selected = session.execute(
            select(TextRow.article_id, TextRow.version, TextRow.text).where(
                TextRow.article_id.in_(chunk), TextRow.version.in_(versions)
            )
        )
        found.update(((row[0], row[1]), row[2]) for row in selected)
    return found


def _passage(row: PassageRow, text: str) -> Passage:
    """Return the public form of a passage of `text`."""
    flat = row.sentences
    return Passage(
        id=row.id,
        article_id=row.article_id,
        version=row.version,
        ordinal=row.ordinal,
        start=row.start,
        end=row.end,
        text=text[row.start : row.end],
        sentences=tuple(zip(flat[::2], flat[1::2], strict=True)),
    )


def _spoken_by(filters: Filters | None) -> list[ColumnElement[bool]]:
    """Return the condition that a passage overlaps something a speaker of `filters` said."""
    if not filters or not filters.speakers:
        return []
    return [
        select(AttributionRow.id)
        .where(
            AttributionRow.article_id == PassageRow.article_id,
            AttributionRow.version == PassageRow.version,
            AttributionRow.speaker.in_(filters.speakers),
            AttributionRow.start < PassageRow.end,
            AttributionRow.end > PassageRow.start,
        )
        .exists()
    ]


def _chunks(items: Sequence[Any], size: int = _CHUNK) -> Iterator[Sequence[Any]]:
    """Cut a sequence into pieces that fit into one statement."""
    for begin in range(0, len(items), size):
        yield items[begin : begin + size]
