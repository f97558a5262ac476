"""Metadata in key-value form, under the names that feeds, APIs and archives give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from index.dates import parse_date
from index.metadata import Metadata

_NAMES: Final = {
    "title": ("title", "headline", "name"),
    "outlet": ("outlet", "source", "source_name", "publisher", "site_name", "publication"),
    "byline": ("byline", "author", "authors", "creator", "by"),
    "dateline": ("dateline", "place", "location"),
    "published": (
        "published", "published_at", "date_published", "publication_date", "published_time",
        "published_date", "publish_date", "date_publish", "pubdate", "pub_date", "date",
    ),
    "updated": (
        "updated", "updated_at", "date_modified", "modified", "modified_at", "last_modified",
        "date_updated", "modified_time",
    ),
    "url": ("url", "canonical_url", "link", "web_url", "permalink", "canonical"),
    "language": ("language", "lang", "locale", "in_language"),
    "external_id": ("id", "_id", "article_id", "guid", "uuid"),
}  # fmt: skip
_DEEPEST: Final = 2
_LONGEST: Final = 50
TEXT: Final = ("text", "body", "content", "content_text", "article_body", "full_text", "maintext")
HTML: Final = ("content_html", "html", "body_html")


def normalised(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return `record` with its keys in snake case ("publishedAt" becomes "published_at")."""
    return {_snake(str(key)): value for key, value in record.items()}


def metadata_of(record: Mapping[str, Any]) -> Metadata:
    """Return what a record with normalised keys says; unknown keys are ignored."""
    values: dict[str, Any] = {}
    for field, names in _NAMES.items():
        given = (record[name] for name in names if record.get(name) not in (None, "", [], {}))
        if field in ("published", "updated"):
            values[field] = next(filter(None, map(parse_date, given)), None)
        else:
            # An address names a source, but is not its name.
            plain = (
                text
                for text in map(_plain, given)
                if field in ("url", "external_id") or "://" not in text
            )
            values[field] = next(filter(None, plain), "")
    return Metadata(**values)


def text_of(record: Mapping[str, Any], names: tuple[str, ...] = TEXT) -> str:
    """Return the first text under one of `names`, or ""; a list is a list of paragraphs."""
    for name in names:
        value = record.get(name)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _plain(value: Any, depth: int = 0) -> str:
    """Return a value, a named thing or a list of them as one line; what lies deeper is left."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("title") or value.get("$oid") or ""
        return _plain(named, depth + 1)
    if isinstance(value, list):
        return ", ".join(filter(None, (_plain(item, depth + 1) for item in value[:_LONGEST])))
    return "" if isinstance(value, bool) else str(value).strip()


def _snake(key: str) -> str:
    spaced = "".join(f"_{char}" if char.isupper() and i else char for i, char in enumerate(key))
    return (spaced if not key.isupper() else key).lower().replace("-", "_").replace(" ", "_")
