"""Finding where the library and its derived indexes disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from index.database import integrity
from index.indexing import Indexing
from index.passage_queries import is_searchable, searchable_ids
from index.schema import ArticleRow, EmbeddingRow, PassageRow, TextRow, VersionRow
from index.settling import Settling


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a library: what, in which part, and what to do about it."""

    part: str
    message: str
    advice: str


def examine(indexing: Indexing, settling: Settling) -> list[Problem]:
    """Return every problem found; empty when the library and both indexes agree."""
    library = indexing.library
    found = [
        Problem("library", line, "restore the library from a backup")
        for line in integrity(library.engine)
    ]
    stored = library.fact("model")
    if stored != indexing.embedder.name:
        found.append(
            Problem(
                "vectors",
                f"made with {stored}, but the model is {indexing.embedder.name}",
                "run rebuild, or give the library's own model",
            )
        )
    with library.session() as session:
        found += _library_problems(session)
        wanted = searchable_ids(session)
    found += [
        Problem(
            "library", f"{each} is a copy of an article that it no longer copies", "run rebuild"
        )
        for each in settling.doubtful()
    ]
    held = indexing.words.ids()
    if len(held) != len(set(held)):
        found.append(
            Problem("words", f"{len(held) - len(set(held))} passages are doubled", "run rebuild")
        )
    found += _differences("vectors", indexing.vectors.ids(), wanted)
    found += _differences("words", set(held), wanted)
    return found


def _differences(part: str, held: set[str], wanted: set[str]) -> Iterator[Problem]:
    """Compare a derived index with the library."""
    if wanted - held:
        yield Problem(part, f"{len(wanted - held)} passages are missing", "run rebuild")
    if held - wanted:
        yield Problem(part, f"{len(held - wanted)} passages should not be there", "run rebuild")


def _library_problems(session: Session) -> Iterator[Problem]:
    """Look for rows that contradict each other."""
    checks = {
        "versions were never finished": select(func.count())
        .select_from(VersionRow)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(VersionRow.version > ArticleRow.version),
        "passages reach beyond their text": select(func.count())
        .select_from(PassageRow)
        .join(
            TextRow,
            (TextRow.article_id == PassageRow.article_id) & (TextRow.version == PassageRow.version),
        )
        .where(PassageRow.end > func.length(TextRow.text)),
        "passages have no vector": select(func.count(PassageRow.id)).where(
            is_searchable(),
            ~select(EmbeddingRow.key).where(EmbeddingRow.key == PassageRow.embedding).exists(),
        ),
        "vectors belong to no passage": select(func.count())
        .select_from(EmbeddingRow)
        .where(~select(PassageRow.id).where(PassageRow.embedding == EmbeddingRow.key).exists()),
    }
    for what, statement in checks.items():
        number = session.scalar(statement)
        if number:
            yield Problem("library", f"{number} {what}", "open the library again, or run rebuild")
