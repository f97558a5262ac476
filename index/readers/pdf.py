"""PDF files."""

from __future__ import annotations

import itertools
import logging
import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from index.errors import UnreadableInputError
from index.metadata import Metadata
from index.readers.document import DAMAGE, MAX_TEXT, Document, Read
from index.readers.drafts import draft

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_END: Final = b"%%EOF"
_TAIL: Final = 2048
_PAGES: Final = 2_000
_PAGE_NUMBER: Final = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_NO_TITLE: Final = re.compile(
    r"(?:untitled|microsoft word|document\d*)\b|.*\.\w{2,4}$", re.IGNORECASE
)
_PARAGRAPH_GAP: Final = 1.35
_TERMINATED: Final = re.compile(r"[.!?:…。！？؟]['\"”’»)\]]*$")


def read_pdf(document: Document) -> Read:
    """Yield the article of a PDF; its dates of creation are those of the file and not used."""
    from pypdf.errors import PyPdfError

    data = document.read()
    if _END not in data[-_TAIL:]:
        raise UnreadableInputError("is a truncated PDF: its end is missing")
    # pypdf reports every oddity it mends.
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = _opened(data)
        title = str((reader.metadata and reader.metadata.title) or "").strip()
        text = _text(reader)
    except (*DAMAGE, PyPdfError) as error:
        raise UnreadableInputError("is a damaged PDF, or of a kind that cannot be read") from error
    if not text.strip():
        raise UnreadableInputError("holds no text; scanned pages need text recognition first")
    title = "" if _NO_TITLE.match(title) else title
    yield draft(document, text, Metadata(title=title), headline=not title)


def _opened(data: bytes) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise UnreadableInputError("is encrypted; save it without a password and add it again")
    return reader


def _text(reader: PdfReader) -> str:
    if len(reader.pages) > _PAGES:
        raise UnreadableInputError(f"has more than {_PAGES:,} pages")
    lines: list[str] = []
    size = 0
    for page in reader.pages:
        found = [line for line in _lines(page) if not _PAGE_NUMBER.fullmatch(line.strip())]
        size += sum(map(len, found))
        if size > MAX_TEXT:
            raise UnreadableInputError(f"has more than {MAX_TEXT:,} characters of text")
        while found and not found[-1]:
            found.pop()
        if found and lines and _TERMINATED.search(lines[-1]):
            lines.append("")
        lines.extend(found)
    return _joined(lines)


def _lines(page: PageObject) -> list[str]:
    """Return a page's lines, with an empty one where the gap between two is a paragraph's."""
    heights: list[float] = []

    def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        if text.strip():
            heights.append(matrix[5] + place[5] * (matrix[3] or 1))

    text = page.extract_text(visitor_text=visit)
    lines = [line.rstrip() for line in text.split("\n")]
    drawn = [height for i, height in enumerate(heights) if not i or height != heights[i - 1]]
    full = [i for i, line in enumerate(lines) if line.strip()]
    if len(drawn) != len(full) or len(full) < 3:
        return lines
    gaps = [before - after for before, after in itertools.pairwise(drawn)]
    usual = sorted(gap for gap in gaps if gap > 0)[: max(1, len(gaps) // 2 + 1)]
    if not usual:
        return lines
    spaced: list[str] = []
    for place, i in enumerate(full):
        if place and abs(gaps[place - 1]) > usual[len(usual) // 2] * _PARAGRAPH_GAP:
            spaced.append("")
        spaced.append(lines[i])
    return spaced


def _joined(lines: list[str]) -> str:
    """Join lines into paragraphs and words that were divided at the end of a line."""
    whole = "\n".join(lines)
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    pieces: list[str] = []
    for i, line in enumerate(lines):
        pieces.append(line.strip())
        following = lines[i + 1].strip() if i + 1 < len(lines) else ""
        if not line or not following:
            pieces.append("\n")
        elif divided := re.search(r"([a-z]{2,})[-\u2010\u00ad]$", line):
            first_word = re.split(r"\W", following, maxsplit=1)[0]
            compound = f"{divided[1]}-{first_word}"
            if first_word[:1].islower() and not re.search(rf"\b{compound}\b", whole):
                pieces[-1] = pieces[-1][:-1]
        elif len(line) < usual * 0.75 and (_TERMINATED.search(line) or i < 3):
            pieces.append("\n\n")
        else:
            pieces.append(" ")
    return "".join(pieces)
