"""HTML pages: trafilatura finds the article among menus and advertisements."""

from __future__ import annotations

from typing import Any, Final

from index.canonical import canonical
from index.errors import UnreadableInputError
from index.metadata import Metadata
from index.readers.document import Document, Read
from index.readers.drafts import draft
from index.readers.encodings import declared_encoding, decode
from index.readers.fragments import check_markup, element_text
from index.readers.page_metadata import metadata_of_page

_SHIELDS: Final = {0xA0: 0xE0A0, 0x202F: 0xE0AF, 0x2007: 0xE0A7}
"""trafilatura turns every kind of space into a blank; these come through in private characters."""
_UNSHIELD: Final = {private: space for space, private in _SHIELDS.items()}


def read_html(document: Document) -> Read:
    """Yield the article of a page, with the metadata of its head."""
    data = document.read()
    html = decode(data, document.charset or declared_encoding(data))
    text, metadata = page_text(html, document.url)
    yield draft(document, text, metadata)


def page_text(html: str, url: str = "") -> tuple[str, Metadata]:
    """Return the article's reading text and the metadata of a page."""
    from lxml import html as parser
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction
    from trafilatura.settings import use_config

    html = canonical(html)
    check_markup(html)
    # A declaration would make lxml refuse text that is already decoded.
    html = html[html.find("?>") + 2 :] if html.lstrip().startswith("<?xml") else html
    try:
        tree = parser.document_fromstring(html)
    except LxmlError as error:
        raise UnreadableInputError("holds no text") from error
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
