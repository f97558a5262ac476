"""The tables of the library, the one place where the truth is kept.

Times are seconds since 1970 in UTC (fractions kept); `*_offset` is the document's own offset from
UTC in minutes. A version whose number is above its article's `version` is pending: it was being
written when the process died, or still is.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_VERSION = 1


class Base(DeclarativeBase):
    """Base of all tables."""


class MetaRow(Base):
    """A named fact about the library: schema version, embedding model, unfinished work."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ArticleRow(Base):
    """An article across its versions; `version` is the one readers see, 0 for none yet."""

    __tablename__ = "articles"
    __table_args__ = (
        # Only copies are indexed: an index that also held the originals' empty values would tempt
        # the query planner to read all of them.
        Index(
            "articles_copies",
            "duplicate_of",
            sqlite_where=text("duplicate_of IS NOT NULL"),
            postgresql_where=text("duplicate_of IS NOT NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(160), primary_key=True)
    source: Mapped[str] = mapped_column(Text, unique=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    duplicate_of: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    removed: Mapped[float | None] = mapped_column(Double)
    created: Mapped[float] = mapped_column(Double)


class VersionRow(Base):
    """One version of an article: everything but its text."""

    __tablename__ = "versions"
    __table_args__ = (
        Index("versions_outlet", "outlet"),
        Index("versions_published", "published"),
        Index("versions_hash", "content_hash"),
    )
    article_id: Mapped[str] = mapped_column(
        ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    outlet: Mapped[str] = mapped_column(Text)
    byline: Mapped[str] = mapped_column(Text)
    dateline: Mapped[str] = mapped_column(Text)
    published: Mapped[float | None] = mapped_column(Double)
    published_offset: Mapped[int] = mapped_column(Integer, default=0)
    updated: Mapped[float | None] = mapped_column(Double)
    updated_offset: Mapped[int] = mapped_column(Integer, default=0)
    url: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    words: Mapped[int] = mapped_column(Integer)
    passages: Mapped[int] = mapped_column(Integer)
    tagged: Mapped[bool] = mapped_column(Boolean, default=False)
    added: Mapped[float] = mapped_column(Double)
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class TextRow(Base):
    """The canonical text of one version, apart so that lists of articles stay quick."""

    __tablename__ = "texts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "version"],
            ["versions.article_id", "versions.version"],
            ondelete="CASCADE",
        ),
    )
    article_id: Mapped[str] = mapped_column(String(160), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class PassageRow(Base):
    """A passage as a span of its version's text; `sentences` is a flat list of offsets."""

    __tablename__ = "passages"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "version"],
            ["versions.article_id", "versions.version"],
            ondelete="CASCADE",
        ),
        Index("passages_article", "article_id", "version", "ordinal"),
    )
    id: Mapped[str] = mapped_column(String(192), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(160))
    version: Mapped[int] = mapped_column(Integer)
    ordinal: Mapped[int] = mapped_column(Integer)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    sentences: Mapped[list[int]] = mapped_column(JSON)
    embedding: Mapped[str | None] = mapped_column(String(64), index=True)


class EmbeddingRow(Base):
    """The vector of one embedded text, as float16, under the SHA-256 of model and text."""

    __tablename__ = "embeddings"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class AttributionRow(Base):
    """Who said what: spans of one version's text (flat lists), and the range they all lie in."""

    __tablename__ = "attributions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["article_id", "version"],
            ["versions.article_id", "versions.version"],
            ondelete="CASCADE",
        ),
        Index("attributions_article", "article_id", "version"),
    )
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    article_id: Mapped[str] = mapped_column(String(160))
    version: Mapped[int] = mapped_column(Integer)
    source_spans: Mapped[list[int]] = mapped_column(JSON)
    cue_spans: Mapped[list[int]] = mapped_column(JSON)
    content_spans: Mapped[list[int]] = mapped_column(JSON)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    source_text: Mapped[str] = mapped_column(Text)
    speaker: Mapped[str] = mapped_column(Text, index=True)
    status: Mapped[str] = mapped_column(String(32))
    probability: Mapped[float] = mapped_column(Double)


class ConversationRow(Base):
    """A conversation's title and times."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    created: Mapped[float] = mapped_column(Double)
    updated: Mapped[float] = mapped_column(Double)


class TurnRow(Base):
    """One question of a conversation and its answer."""

    __tablename__ = "turns"
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked: Mapped[float] = mapped_column(Double)


class FeedbackRow(Base):
    """What a person thought of an answer."""

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    verdict: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    given: Mapped[float] = mapped_column(Double)
