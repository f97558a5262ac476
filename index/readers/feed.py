"""RSS and Atom feeds: each entry is an article."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Final

from index.article import Draft
from index.canonical import canonical
from index.dates import parse_date
from index.errors import UnreadableInputError
from index.metadata import Metadata
from index.readers.document import DAMAGE, Document, Read
from index.readers.drafts import draft
from index.readers.encodings import declared_encoding, decode
from index.readers.fragments import fragment_text
from index.report import Entry
from index.urls import canonical_url

_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOT: Final = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)\b", re.IGNORECASE)


def is_feed(beginning: bytes) -> bool:
    """Return whether a document that begins like this is an RSS or Atom feed."""
    return bool(_ROOT.search(beginning.replace(b"\0", b"")))


def read_feed(document: Document) -> Read:
    """Yield the entries of a feed; those of a damaged feed as far as it can be understood."""
    import feedparser

    data = document.read()
    text = canonical(decode(data, document.charset or declared_encoding(data)))
    if not is_feed(text[:4096].encode()):
        raise UnreadableInputError("is XML, but neither an RSS nor an Atom feed")
    # feedparser would believe the label of the encoding; the text is right already.
    try:
        feed = feedparser.parse(_DECLARATION.sub("", text).encode())
    except DAMAGE as error:
        raise UnreadableInputError("is not a well-formed feed") from error
    fault = feed.get("bozo_exception") if feed.get("bozo") else None
    if not feed.entries:
        raise UnreadableInputError(
            f"is not a well-formed feed: {_line(fault)}" if fault else "is a feed without entries"
        )
    for number, entry in enumerate(feed.entries, 1):
        name = f"{document.name}#{number}"
        try:
            yield _article(document, feed.feed, entry, name, f"#{number}")
        except UnreadableInputError as error:
            yield Entry(
                name, title=str(entry.get("title") or ""), reason=f"Entry {number} {error}."
            )
    if fault:
        reason = f"The feed is not well-formed ({_line(fault)}); what could be read of it was read."
        yield Entry(document.name, reason=reason)


def _article(document: Document, feed: Any, entry: Any, name: str, part: str) -> Draft:
    contents = [item for item in entry.get("content", []) if item.get("value")]
    best = max(contents, key=lambda item: len(item["value"]), default=None)
    text = _plain(best["value"], best.get("type", "")) if best else ""
    if not text:
        detail = entry.get("summary_detail") or {}
        text = _plain(entry.get("summary") or "", detail.get("type", ""))
    if not text:
        raise UnreadableInputError("holds no text")
    source = entry.get("source") or {}
    # An id that the feed does not call an id is taken for a link, but not every one is.
    base = "" if entry.get("guidislink") else document.url
    known = Metadata(
        title=fragment_text(entry.get("title") or ""),
        outlet=str(source.get("title") or feed.get("title") or ""),
        byline=str(entry.get("author") or ""),
        published=parse_date(entry.get("published")) or _utc(entry.get("published_parsed")),
        updated=parse_date(entry.get("updated")) or _utc(entry.get("updated_parsed")),
        url=canonical_url(str(entry.get("link") or ""), base),
        language=str((best or {}).get("language") or feed.get("language") or ""),
        external_id=str(entry.get("id") or ""),
    )
    if known.published is None and known.updated is not None:
        known = Metadata(published=known.updated).or_else(known)
    return draft(document, text, known, name=name, part=part)


def _plain(value: str, media_type: str) -> str:
    return value.strip() if media_type == "text/plain" else fragment_text(value)


def _utc(parsed: Any) -> datetime | None:
    """Return feedparser's UTC reading of a date that only it understands."""
    if not parsed:
        return None
    return parse_date("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*parsed[:6]))


def _line(fault: object) -> str:
    return " ".join(str(fault).split()) or type(fault).__name__
