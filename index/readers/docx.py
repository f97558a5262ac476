"""DOCX files."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from index.errors import UnreadableInputError
from index.metadata import Metadata
from index.readers.archive import check_sizes
from index.readers.document import DAMAGE, Document, Read
from index.readers.drafts import draft

_TITLES: Final = ("Title", "Heading 1")
_OLE: Final = b"\xd0\xcf\x11\xe0"


def read_docx(document: Document) -> Read:
    """Yield the article of a Word document; the file's own dates and author are not used."""
    import docx
    from lxml.etree import LxmlError

    data = document.read()
    if data.startswith(_OLE):
        raise UnreadableInputError("is encrypted or in Word's old format; save it as plain .docx")
    try:
        check_sizes(BytesIO(data))
        word = docx.Document(BytesIO(data))
        title, text = _title_and_text(word)
        title = title or str(word.core_properties.title or "").strip()
    except (*DAMAGE, LxmlError) as error:
        raise UnreadableInputError("is a damaged Word document") from error
    yield draft(document, text, Metadata(title=title), headline=not title)


def _title_and_text(word: Any) -> tuple[str, str]:
    title = before = ""
    pieces: list[str] = []
    for text, style in _blocks(word):
        if not title and not pieces and style in _TITLES:
            title = text
        else:
            in_list = style.startswith("List") and before.startswith("List")
            pieces += ["\n" if in_list else "\n\n", text]
            before = style
    return title, "".join(pieces)


def _blocks(word: Any) -> Iterator[tuple[str, str]]:
    """Yield the text and style name of each paragraph and table in the order of the page."""
    from docx.table import Table

    for block in word.iter_inner_content():
        if isinstance(block, Table):
            rows = (" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows)
            text, style = "\n".join(rows), "Table"
        else:
            text, style = block.text, str(block.style.name if block.style is not None else "")
        if text.strip():
            yield text.strip(), style
