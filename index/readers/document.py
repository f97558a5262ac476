"""A document as it reaches a reader: bytes, and where they come from."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, Final, TypeAlias
from zipfile import BadZipFile

from index.article import Draft
from index.errors import UnreadableInputError
from index.report import Entry

MAX_FILE: Final = 64 * 2**20
"""The largest file that is read as one document, in bytes."""

MAX_TEXT: Final = 20 * 2**20
"""The longest article, in characters."""

MAX_MARKUP: Final = 10_000_000
"""The largest HTML page or fragment, in bytes of UTF-8: beyond it the parser drops text."""

DAMAGE: Final = (
    BadZipFile, zlib.error, struct.error, OSError, EOFError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip
"""What libraries that parse files raise, beside errors of their own, on cut or overwritten ones."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file, member of an archive, or page.

    `name` is what a person calls it; `location` identifies it across runs (absolute path, archive
    and member, or address); `open` returns a fresh stream of its bytes. `media_type` and `charset`
    are what a server says; `url` is the address it was fetched from.
    """

    name: str
    location: str
    open: Callable[[], BinaryIO]
    media_type: str = ""
    charset: str = ""
    url: str = ""
    member: str = ""
    """Its path inside the archive or mail it lies in."""
    depth: int = 0
    """How many archives it lies in."""

    @property
    def stem(self) -> str:
        """The last part of its location without the suffix."""
        return PurePosixPath(self._last).stem

    @property
    def suffix(self) -> str:
        """The suffix in small letters, with its dot."""
        return PurePosixPath(self._last).suffix.lower()

    @property
    def _last(self) -> str:
        path = self.location.split("?")[0] if self.url else self.member or self.location
        return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]

    def read(self) -> bytes:
        """Return all bytes; raises UnreadableInputError if there are none or too many."""
        with self.open() as stream:
            data = stream.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            raise UnreadableInputError(
                f"is larger than {MAX_FILE // 2**20} MB, the most that one file may have"
            )
        if not data.strip(b"\0 \t\r\n"):
            raise UnreadableInputError("is empty")
        return data

    def beginning(self, size: int = 4096) -> bytes:
        """Return the first bytes, for a look at what it is."""
        with self.open() as stream:
            return stream.read(size)


Read: TypeAlias = Iterator[Draft | Entry]
"""What a reader yields: articles, and a reason for each part that cannot be read."""

Reader: TypeAlias = Callable[[Document], Read]
