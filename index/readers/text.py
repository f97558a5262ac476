"""Plain text files."""

from __future__ import annotations

from index.canonical import canonical
from index.metadata import Metadata
from index.readers.document import Document, Read
from index.readers.drafts import draft
from index.readers.encodings import decode
from index.readers.wrapping import unwrap


def read_text(document: Document) -> Read:
    """Yield the article of a text file: headline, byline and dates above, the report below."""
    text = canonical(decode(document.read(), document.charset))
    yield draft(document, unwrap(text), Metadata(), headline=True)
