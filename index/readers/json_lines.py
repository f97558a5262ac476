"""JSON: one article, a list of them, a JSON Feed, or one article a line (JSONL)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from index.article import Draft
from index.errors import UnreadableInputError
from index.metadata import Metadata
from index.readers.document import MAX_TEXT, Document, Read
from index.readers.drafts import draft
from index.readers.encodings import decode
from index.readers.fields import HTML, TEXT, metadata_of, normalised, text_of
from index.report import Entry

_LISTS: Final = ("articles", "items", "entries", "results", "data", "documents", "docs")
_LONGEST_LINE: Final = 4 * MAX_TEXT


def read_json(document: Document) -> Read:
    """Yield the article or articles of a JSON file."""
    text = decode(document.read(), document.charset)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        first, _, rest = text.strip().partition("\n")
        if rest and _is_object(first):
            yield from read_json_lines(document)
            return
        raise UnreadableInputError(f"is not JSON: {_fault(error)}") from error
    if isinstance(value, dict) and not text_of(normalised(value), TEXT + HTML):
        lists = [value[key] for key in _LISTS if isinstance(value.get(key), list)]
        if lists:
            outlet = Metadata(outlet=str(value.get("title") or "")) if "version" in value else None
            yield from _articles(document, enumerate(lists[0], 1), "#", outlet)
            return
    if isinstance(value, list):
        yield from _articles(document, enumerate(value, 1), "#")
    else:
        yield _article(document, value)


def read_json_lines(document: Document) -> Read:
    """Yield the articles of a JSONL file, line by line; a bad line is reported by its number."""
    yield from _articles(document, _lines(document), ":")


def _lines(document: Document) -> Iterator[tuple[int, Any]]:
    """Yield the number and the value of each line; for a bad one, the error that it is."""
    empty = True
    with document.open() as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += 1
            if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise UnreadableInputError("is UTF-16; JSON lines must be UTF-8")
            if not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
                while (more := stream.readline(_LONGEST_LINE)) and not more.endswith(b"\n"):
                    pass
                yield number, UnreadableInputError(f"is longer than {MAX_TEXT:,} characters")
                continue
            if line.strip():
                empty = False
                yield number, _value(line)
    if empty:
        raise UnreadableInputError("is empty")


def _value(line: bytes) -> Any:
    try:
        return json.loads(decode(line))
    except UnreadableInputError as error:
        return error
    except (ValueError, RecursionError) as error:
        return UnreadableInputError(f"is not JSON: {_fault(error)}")


def _articles(
    document: Document,
    values: Iterator[tuple[int, Any]] | enumerate[Any],
    mark: str,
    default: Metadata | None = None,
) -> Read:
    """Yield a draft or a reason for each value; an id counts only once."""
    place = {":": "Line", "#": "Item"}[mark]
    seen: dict[str, int] = {}
    for number, value in values:
        name = f"{document.name}{mark}{number}"
        try:
            if isinstance(value, UnreadableInputError):
                raise value
            found = _article(document, value, name, f"{mark}{number}", default)
        except UnreadableInputError as error:
            yield Entry(name, reason=f"{place} {number} {error}.")
            continue
        if found.external_id in seen:
            other = seen[found.external_id]
            reason = (
                f"{place} {number} has the id {found.external_id!r} of {place.lower()} {other}."
            )
            yield Entry(name, title=found.title, reason=reason)
            continue
        if found.external_id:
            seen[found.external_id] = number
        yield found


def _article(
    document: Document, value: Any, name: str = "", part: str = "", default: Metadata | None = None
) -> Draft:
    if not isinstance(value, dict):
        raise UnreadableInputError("is not an article: expected an object with a text")
    record = normalised(value)
    text = text_of(record)
    if not text and (html := text_of(record, HTML)):
        from index.readers.fragments import fragment_text

        text = fragment_text(html)
    if not text.strip():
        raise UnreadableInputError("has no text: expected one under text, body or content")
    known = metadata_of(record).or_else(default or Metadata())
    return draft(document, text, known, name=name, part=part)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _fault(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} (line {error.lineno}, column {error.colno})"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
