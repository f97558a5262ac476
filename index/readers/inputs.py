"""What a person adds: files, folders, patterns, archives and web addresses."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, cast

from index.errors import UnreadableInputError
from index.readers.document import Document, Read
from index.readers.formats import read_document
from index.report import Entry

_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_PASSED_OVER: Final = re.compile(
    r"\..*|__macosx|thumbs\.db|desktop\.ini|(?:readme|licen[cs]e|changelog|contributing)(?:\..*)?|"
    r"questions\.jsonl|baseline\.json",
    re.IGNORECASE,
)


def read(inputs: Iterable[str | Path], *, fetch: bool = True) -> Read:
    """Yield a Draft for every article found, and an Entry with its reason for what is not read.

    An input is a file, a folder (read recursively, in order of names), a pattern ("news/**/*.md"),
    a zip archive or an http(s) address; with `fetch=False` addresses are refused. One document is
    in memory at a time, and no input ends the run. A file that several inputs name is read once.
    In folders, archives and patterns, hidden files and papers about the folder (README, LICENSE,
    question sets) are passed over; named themselves they are read.
    """
    seen: set[str] = set()
    for item in [inputs] if isinstance(inputs, str | Path) else inputs:
        name = str(item)
        if isinstance(item, str) and _ADDRESS.match(name):
            yield from _page(name, fetch=fetch)
            continue
        try:
            yield from _paths(name, seen)
        except (OSError, ValueError) as error:
            detail = error.strerror if isinstance(error, OSError) else error
            yield Entry(name, reason=f"The path cannot be opened: {detail}.")


def is_passed_over(name: str) -> bool:
    """Return whether a file or folder of this name is no article unless it is named itself."""
    return name not in (".", "..") and bool(_PASSED_OVER.fullmatch(name))


def _page(name: str, *, fetch: bool) -> Read:
    from index.readers.url import fetch_document

    if not fetch:
        yield Entry(name, reason="The page was not fetched: fetching is switched off.")
        return
    try:
        document = fetch_document(name)
    except UnreadableInputError as error:
        yield Entry(name, reason=f"The page {error}.")
    else:
        yield from read_document(document)


def _paths(name: str, seen: set[str]) -> Read:
    path = Path(name).expanduser()
    if path.is_dir():
        yield from _folder(path, name, seen)
    elif path.exists():
        yield from _file(path, seen)
    elif glob.has_magic(name):
        found = sorted(map(Path, glob.iglob(str(path), recursive=True)))  # noqa: PTH207 - "**/*.md"
        kept = [match for match in found if match.is_file() and not is_passed_over(match.name)]
        if not kept:
            yield Entry(name, reason="The pattern matches no files.")
        for match in kept:
            yield from _file(match, seen)
    else:
        yield Entry(name, reason="There is no file or folder of this name.")


def _folder(path: Path, name: str, seen: set[str]) -> Read:
    empty = True
    for file in _files(path, set()):
        empty = False
        yield from _file(file, seen)
    if empty:
        yield Entry(name, reason="The folder holds no files that can be read.")


def _files(folder: Path, above: set[Path]) -> Iterator[Path]:
    """Yield the files of a folder and those below it; a link to a folder above ends there."""
    real = folder.resolve()
    if real in above:
        return
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if is_passed_over(entry.name):
            continue
        if entry.is_dir():
            yield from _files(entry, above | {real})
        elif entry.is_file():
            yield entry


def _file(path: Path, seen: set[str]) -> Read:
    if not path.is_file():
        yield Entry(str(path), reason="The path is neither a file nor a folder.")
        return
    location = os.path.realpath(path)
    if location not in seen:
        seen.add(location)
        document = Document(str(path), location, partial(_opened, path))
        yield from read_document(document)


def _opened(path: Path) -> BinaryIO:
    return cast(BinaryIO, path.open("rb"))
