"""Markdown files with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from index.canonical import canonical
from index.metadata import Metadata
from index.readers.document import Document, Read
from index.readers.drafts import draft
from index.readers.encodings import decode
from index.readers.fields import metadata_of, normalised

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER: Final = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY: Final = re.compile(r"([A-Za-z_][\w -]*?)\s*:\s*(.*)")
_LONGEST_FRONT_MATTER: Final = 20_000


def read_markdown(document: Document) -> Read:
    """Yield the article of a Markdown file as reading text, without its marks."""
    source = canonical(decode(document.read(), document.charset))
    known, source = front_matter(source)
    title, text = markdown_text(source)
    known = known.or_else(Metadata(title=title))
    yield draft(document, text, known)


def front_matter(source: str) -> tuple[Metadata, str]:
    """Split YAML front matter off and return what it says, and the rest."""
    match = _FRONT_MATTER.match(source[:_LONGEST_FRONT_MATTER])
    if match is None:
        return Metadata(), source
    return metadata_of(normalised(_keys(match[1]))), source[match.end() :]


def _keys(text: str) -> dict[str, Any]:
    """Return the keys and values of front matter; every scalar is a string."""
    import yaml

    try:
        value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds no objects
    except yaml.YAMLError:
        # "title: Live: rebels enter" is no YAML, and common.
        lines = filter(None, map(_KEY.fullmatch, text.split("\n")))
        return {match[1]: match[2].strip("\"' ") for match in lines}
    return value if isinstance(value, dict) else {}


def markdown_text(source: str) -> tuple[str, str]:
    """Return the first top heading, if the text opens with one, and the reading text."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    title = ""
    if len(tokens) > 3 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title = _inline(tokens[1].children or ()).replace("\n", " ").strip()
    return title, _blocks(tokens)


def _blocks(tokens: Sequence[Token]) -> str:
    """Join block tokens: paragraphs by a blank line, list items and table rows by a line break."""
    pieces: list[str] = []
    gap, item, cells, depth = "", "", 0, 0
    for token in tokens:
        if token.type.endswith("_list_open"):
            depth += 1
        elif token.type.endswith("_list_close"):
            depth -= 1
            gap = "\n" if depth else "\n\n"
        elif token.type == "list_item_open":
            item = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            gap, cells = "\n" if cells else gap, 0
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            text = _block(token)
            if not text:
                continue
            in_row = token.type == "inline" and cells > 0
            pieces += [" | " if in_row else gap if pieces else "", item + text]
            item, gap = "", "\n" if depth else "\n\n"
        elif token.type in ("th_close", "td_close"):
            cells += 1
        elif token.type == "table_close":
            gap, cells = "\n\n", 0
    return "".join(pieces)


def _block(token: Token) -> str:
    if token.type == "inline":
        return _inline(token.children or ()).strip(" \n")
    if token.type == "html_block":
        from index.readers.fragments import fragment_text

        return fragment_text(token.content)
    return token.content.strip("\n")


def _inline(tokens: Sequence[Token]) -> str:
    """Return the text of inline tokens: link and image texts stay, marks and tags go."""
    pieces = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            pieces.append(token.content)
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
        elif token.type == "image":
            pieces.append(_inline(token.children or ()))
        elif token.type == "html_inline" and re.match(r"<br\b", token.content, re.IGNORECASE):
            pieces.append("\n")
    return "".join(pieces).replace("\n ", "\n")
