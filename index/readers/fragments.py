"""HTML fragments, as feeds and APIs hold them, to reading text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from index.canonical import canonical
from index.errors import UnreadableInputError
from index.readers.document import MAX_MARKUP

_SPACE: Final = re.compile(r"[ \t\r\n\f]+")
_DROPPED: Final = frozenset(
    ["script", "style", "template", "noscript", "iframe", "svg", "form", "button", "nav", "head"]
)
_BLOCKS: Final = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hr", "html", "main", "ol", "p", "pre", "section", "summary", "table", "ul",
     "head", "list", "quote"]
)  # fmt: skip
_LINES: Final = frozenset(["li", "tr", "item", "row", "caption"])
_BREAKS: Final = frozenset(["br", "lb"])
_CELLS: Final = frozenset(["td", "th", "cell"])


def fragment_text(html: str) -> str:
    """Return the reading text of an HTML fragment: paragraphs apart, list items one a line."""
    from lxml import html as parser
    from lxml.etree import LxmlError

    # The parser refuses zero bytes and lone surrogates.
    html = canonical(html)
    check_markup(html)
    try:
        return element_text(parser.fragment_fromstring(html, create_parent="div"))
    except LxmlError:
        return ""


def check_markup(html: str) -> None:
    """Raise UnreadableInputError for markup of more than the parser takes."""
    size = len(html.encode())
    if size > MAX_MARKUP:
        raise UnreadableInputError(
            f"has {size:,} bytes of markup; a page may have at most {MAX_MARKUP:,}"
        )


def element_text(element: Any) -> str:
    """Return the reading text of an lxml element; NBSP and soft hyphens stay as they are."""
    text = _SPACE.sub(" ", "".join(_pieces(element)))
    # Marks from _pieces: white space in the source is one blank, structure is set after that.
    text = re.sub(r" ?([\x1d\x1e\x1f]) ?", r"\1", text)
    text = re.sub(r"[\x1d\x1e\x1f]*\x1d[\x1d\x1e\x1f]*", "\n\n", text)
    text = re.sub(r"[\x1e\x1f]*\x1e[\x1e\x1f]*", "\n", text)
    text = re.sub(r"\x1f+(?=\n|$)|(?<=\n)\x1f+", "", text).replace("\x1f", " | ")
    return text.strip("\n |")


def _pieces(root: Any) -> Iterator[str]:
    """Yield text with marks: 0x1d between paragraphs, 0x1e between lines, 0x1f between cells.

    Walks without recursion: pages may be nested deeper than Python's stack.
    """
    stack: list[tuple[Any, bool]] = [(root, True)]
    while stack:
        element, entering = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        mark = _mark(element, tag)
        if entering:
            yield mark
            stack.append((element, False))
            if (tag and tag not in _DROPPED) or (tag == "head" and element.get("rend")):
                yield element.text or ""
                stack.extend((child, True) for child in reversed(element))
        else:
            yield mark if mark != "\x1e" or tag not in _BREAKS else ""
            if element is not root:
                yield element.tail or ""


def _mark(element: Any, tag: str) -> str:
    if tag in _LINES or tag in _BREAKS:
        return "\x1e"
    if tag in _CELLS:
        return "\x1f"
    if tag not in _BLOCKS:
        return ""
    parent = element.getparent()
    # A paragraph inside a list item or cell is part of that line.
    while parent is not None:
        if parent.tag in _LINES or parent.tag in _CELLS:
            return "\x1e" if parent.tag in _LINES else ""
        parent = parent.getparent()
    return "\x1d"
