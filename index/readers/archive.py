"""Zip archives: their members are read in memory, nothing is ever unpacked to disk."""

from __future__ import annotations

import zlib
from functools import partial
from io import BytesIO
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from index.errors import UnreadableInputError
from index.readers.document import MAX_FILE, Document, Read
from index.report import Entry

_MEMBERS: Final = 20_000
_TOTAL: Final = 2**30
_RATIO: Final = 200
_SMALL: Final = 2**20
"""What unpacks to less than this is harmless, whatever its ratio."""
_DEPTH: Final = 2
_ENCRYPTED: Final = 0x1


def check_sizes(stream: BinaryIO) -> None:
    """Raise UnreadableInputError if a zip file would unpack to too much.

    The sizes an archive states can be relied on: zipfile never unpacks more than that.
    """
    with ZipFile(stream) as archive:
        members = archive.infolist()
    if len(members) > _MEMBERS:
        raise UnreadableInputError(f"holds more than {_MEMBERS:,} files")
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > _TOTAL:
        raise UnreadableInputError(f"would unpack to more than {_TOTAL // 2**20:,} MB")
    if any(_is_bomb(member.file_size, member.compress_size) for member in members) or _is_bomb(
        total, packed
    ):
        raise UnreadableInputError(f"unpacks to over {_RATIO} times its size, as only bombs do")


def read_zip(document: Document) -> Read:
    """Yield the articles in a zip archive, down to two archives deep."""
    if document.depth >= _DEPTH:
        raise UnreadableInputError(f"lies more than {_DEPTH} archives deep")
    try:
        with document.open() as stream:
            check_sizes(stream)
        with document.open() as stream, ZipFile(stream) as archive:
            yield from _members(document, archive)
    except (BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise UnreadableInputError("is a damaged zip archive") from error


def _is_bomb(size: int, packed: int) -> bool:
    return size > _SMALL and size > _RATIO * max(1, packed)


def _members(document: Document, archive: ZipFile) -> Read:
    from index.readers.formats import read_document
    from index.readers.inputs import is_passed_over

    empty = True
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        # The name is only ever shown: a path that leaves the archive leads nowhere.
        name = "".join(char for char in info.filename if char.isprintable())
        parts = name.replace("\\", "/").split("/")
        if not parts[-1] or any(map(is_passed_over, parts)):
            continue
        empty = False
        inside = Document(
            name=f"{document.name}!{name}",
            location=f"{document.location}!{name}",
            open=partial(_opened, archive, info),
            member=name,
            depth=document.depth + 1,
        )
        if info.flag_bits & _ENCRYPTED:
            yield Entry(inside.name, reason="The file is encrypted in its archive.")
        elif info.file_size > MAX_FILE:
            reason = f"The file is larger than {MAX_FILE // 2**20} MB."
            yield Entry(inside.name, reason=reason)
        else:
            yield from read_document(inside)
    if empty:
        raise UnreadableInputError("is an archive without files that can be read")


def _opened(archive: ZipFile, info: ZipInfo) -> BinaryIO:
    try:
        return BytesIO(archive.read(info))
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableInputError("is damaged in its archive") from error
