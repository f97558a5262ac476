"""The last step of every reader: text and metadata become a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from index.article import Draft
from index.canonical import canonical
from index.errors import UnreadableInputError
from index.file_names import metadata_of_name
from index.front_lines import take_front_lines
from index.languages import language_of
from index.metadata import Metadata
from index.readers.document import MAX_TEXT, Document
from index.urls import canonical_url, host_name

_LONGEST_TITLE: Final = 300
_TRAILING: Final = re.compile(r"[ \t]+(?=\n)")
_SPACES: Final = re.compile(r"[ \t\n]+")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")


def draft(
    document: Document,
    text: str,
    known: Metadata,
    *,
    headline: bool = False,
    name: str = "",
    part: str = "",
) -> Draft:
    """Return the article of a document.

    `known` is what the document says of itself; the lines at its top, then the file's name fill
    what is missing. `headline` says that the first line may be the title. `name` and `part` tell
    one article from others in the same document. Raises UnreadableInputError if the text is empty
    or too long.
    """
    if len(text) > MAX_TEXT:
        raise UnreadableInputError(
            f"has {len(text):,} characters; an article may have at most {MAX_TEXT:,}"
        )
    text = _tidy(canonical(text))
    found, text = take_front_lines(text, _cleaned(known), headline=headline)
    text = text.strip()
    if not any(char.isalnum() for char in text):
        raise UnreadableInputError("holds no text")
    # The address of a feed or list is not that of the articles in it.
    page = "" if part else document.url
    found = replace(found, url=canonical_url(found.url, document.url) if found.url else page)
    if not part:
        found = found.or_else(metadata_of_name(canonical(document.stem)))
    found = found.or_else(Metadata(title=_opening(text), outlet=host_name(found.url)))
    updated = found.updated if found.updated != found.published else None
    return Draft(
        name=name or document.name,
        source=found.url or found.external_id or document.location + part,
        text=text,
        title=found.title[:_LONGEST_TITLE],
        outlet=found.outlet,
        byline=found.byline,
        dateline=found.dateline,
        published=found.published,
        updated=updated,
        url=found.url,
        language=language_of(text, found.language),
        external_id=found.external_id,
    )


def _tidy(text: str) -> str:
    """Drop white space at the ends of lines, and all blank lines but one between paragraphs."""
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip("\n\t ")


def _cleaned(known: Metadata) -> Metadata:
    lines: dict[str, Any] = {
        name: _SPACES.sub(" ", canonical(getattr(known, name))).strip()
        for name in ("title", "outlet", "byline", "dateline", "language", "external_id")
    }
    byline = re.sub(r"^by\s+", "", lines["byline"], flags=re.IGNORECASE)
    return replace(known, **{**lines, "byline": byline})


def _opening(text: str) -> str:
    """Return the first words of a text that has no title."""
    line = text.split("\n", 1)[0].strip()
    return line if len(line) <= 80 else line[:80].rsplit(" ", 1)[0] + "…"
