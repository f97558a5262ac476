"""HTML pages: trafilatura finds the article among menus and advertisements."""

from __future__ import annotations

from typing import Any, Final

from index.canonical import canonical
from index.errors import UnreadableInputError
from index.metadata import Metadata
from index.readers.document import MAX_TEXT, Document, Read
from index.readers.drafts import draft
from index.readers.encodings import declared_encoding, decode
from index.readers.fragments import element_text
from index.readers.page_metadata import metadata_of_page

_LARGEST_PAGE: Final = MAX_TEXT
_SHIELDS: Final = {0xA0: 0xE0A0, 0x202F: 0xE0AF, 0x2007: 0xE0A7}
"""trafilatura turns every kind of space into a blank; these come through in private characters."""
_UNSHIELD: Final = {private: space for space, private in _SHIELDS.items()}


def read_html(document: Document) -> Read:
    """Yield the article of a page, with the metadata of its head."""
    data = document.read()
    yield page_draft(document, decode(data, document.charset or declared_encoding(data)))


def page_draft(document: Document, html: str, known: Metadata = Metadata()) -> Any:  # noqa: B008
    """Return the draft of a page that is already decoded."""
    text, metadata = page_text(html, document.url)
    return draft(document, text, known.or_else(metadata))


def page_text(html: str, url: str = "") -> tuple[str, Metadata]:
    """Return the article's reading text and the metadata of a page."""
    from lxml import html as parser
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    if len(html) > _LARGEST_PAGE:
        raise UnreadableInputError(
            f"has {len(html):,} characters; a page may have at most {_LARGEST_PAGE:,}"
        )
    html = canonical(html)
    # A declaration would make lxml refuse text that is already decoded.
    html = html[html.find("?>") + 2 :] if html.lstrip().startswith("<?xml") else html
    if not html.strip():
        raise UnreadableInputError("is empty")
    tree = parser.document_fromstring(html)
    metadata = metadata_of_page(tree, url)
    _replace(tree, _SHIELDS)
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    # The text is taken from the body it returns: its own plain text loses soft hyphens and
    # bidirectional marks. Its date is not used: it takes "Copyright 2026" for one.
    found = bare_extraction(tree, include_comments=False, include_tables=True, config=config)
    text = element_text(found.body) if found is not None and found.body is not None else ""
    text = text.translate(_UNSHIELD)
    if not text.strip():
        text = element_text(parser.document_fromstring(html))
    if found is not None:
        metadata = metadata.or_else(Metadata(title=found.title or "", byline=found.author or ""))
    return text, metadata


def _replace(tree: Any, table: dict[int, int]) -> None:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.text:
            element.text = element.text.translate(table)
        if element.tail:
            element.tail = element.tail.translate(table)
