"""Which reader a document needs."""

from __future__ import annotations

from importlib import import_module
from typing import Final, NoReturn, cast

from index.errors import UnreadableInputError
from index.readers.document import Document, Read, Reader
from index.report import Entry

_READERS: Final = {
    "text": "index.readers.text:read_text",
    "markdown": "index.readers.markdown:read_markdown",
    "html": "index.readers.html:read_html",
    "pdf": "index.readers.pdf:read_pdf",
    "docx": "index.readers.docx:read_docx",
    "eml": "index.readers.eml:read_eml",
    "json": "index.readers.json_lines:read_json",
    "jsonl": "index.readers.json_lines:read_json_lines",
    "feed": "index.readers.feed:read_feed",
    "zip": "index.readers.archive:read_zip",
}
_SUFFIXES: Final = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "eml",
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xml": "feed", ".rss": "feed",
    ".atom": "feed", ".rdf": "feed", ".zip": "zip",
}  # fmt: skip
_MEDIA_TYPES: Final = {
    "text/plain": "text", "text/markdown": "markdown", "text/html": "html",
    "application/xhtml+xml": "html", "application/pdf": "pdf", "message/rfc822": "eml",
    "application/json": "json", "application/feed+json": "json", "application/x-ndjson": "jsonl",
    "application/rss+xml": "feed", "application/atom+xml": "feed", "application/xml": "feed",
    "text/xml": "feed", "application/rdf+xml": "feed", "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip


def read_document(document: Document) -> Read:
    """Yield the articles of a document, and one sentence for whatever cannot be read."""
    try:
        yield from _reader(document)(document)
    except UnreadableInputError as error:
        yield Entry(document.name, reason=f"{_subject(document)} {error}.")
    except OSError as error:
        reason = f"{_subject(document)} cannot be opened: {error.strerror or error}."
        yield Entry(document.name, reason=reason)
    except MemoryError:
        yield Entry(document.name, reason=f"{_subject(document)} does not fit into memory.")


def _subject(document: Document) -> str:
    return "The page" if document.url else "The file"


def _reader(document: Document) -> Reader:
    module, _, function = _READERS[_kind(document)].partition(":")
    return cast(Reader, getattr(import_module(module), function))


def _kind(document: Document) -> str:
    """Return the kind of a document: what its bytes prove, else its suffix, else its beginning."""
    beginning = document.beginning()
    if not beginning:
        raise UnreadableInputError("is empty")
    named = _MEDIA_TYPES.get(document.media_type) or _SUFFIXES.get(document.suffix, "")
    if b"%PDF-" in beginning[:1024]:
        return "pdf"
    if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx" if named == "docx" else "zip" if named in ("", "zip") else _no(document)
    if named in ("pdf", "zip"):
        raise UnreadableInputError(f"is named {named.upper()}, but is none")
    if named in ("", "text", "feed"):
        return _looks_like(beginning) or named or _unnamed(document, beginning)
    return named


def _looks_like(beginning: bytes) -> str:
    """Return "feed" or "html" where the first bytes say so, whatever the name says."""
    from index.readers.feed import is_feed

    start = beginning.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf")) and is_feed(start):
        return "feed"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "html" if start.startswith(b"<?xml") and b"<html" in start else ""


def _unnamed(document: Document, beginning: bytes) -> str:
    """Return the kind of a document without a suffix; one with a strange suffix is refused."""
    if document.media_type if document.url else document.suffix:
        _no(document)
    return "json" if beginning.lstrip().startswith((b"{", b"[")) else "text"


def _no(document: Document) -> NoReturn:
    kind = document.media_type or document.suffix or "binary"
    raise UnreadableInputError(f"is of a kind that cannot be read as an article ({kind})")
