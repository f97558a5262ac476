"""Zip archives: their members are read in memory, nothing is ever unpacked to disk."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
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
        members = list(_members(document))
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableInputError("is a damaged zip archive") from error
    if not members:
        raise UnreadableInputError("is an archive without files that can be read")
    from index.readers.formats import read_document

    for member, inside in members:
        if member.flag_bits & _ENCRYPTED:
            yield Entry(inside.name, reason="The file is encrypted in its archive.")
        elif member.file_size > MAX_FILE:
            reason = f"The file is larger than {MAX_FILE // 2**20} MB."
            yield Entry(inside.name, reason=reason)
        else:
            yield from read_document(inside)


def _is_bomb(size: int, packed: int) -> bool:
    return size > _SMALL and size > _RATIO * max(1, packed)


def _members(document: Document) -> Iterator[tuple[ZipInfo, Document]]:
    from index.readers.inputs import is_passed_over

    with document.open() as stream, ZipFile(stream) as archive:
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
    for info in infos:
        # The name is only ever shown: a path that leaves the archive leads nowhere.
        name = "".join(char for char in info.filename if char.isprintable())
        if info.is_dir() or any(map(is_passed_over, name.replace("\\", "/").split("/"))):
            continue
        yield (
            info,
            Document(
                name=f"{document.name}!{name}",
                location=f"{document.location}!{name}",
                open=partial(_opened, document, info),
                depth=document.depth + 1,
            ),
        )


def _opened(document: Document, info: ZipInfo) -> BinaryIO:
    try:
        with document.open() as stream, ZipFile(stream) as archive, archive.open(info) as member:
            return BytesIO(member.read())
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableInputError("is damaged in its archive") from error
