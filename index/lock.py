"""One process owns an embedded library: a lock file that names its holder's process id.

The operating system holds the lock, so a process that is killed leaves none behind.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from index.errors import LibraryInUseError


class FolderLock:
    """The lock of one library folder, held from construction until `release`."""

    def __init__(self, folder: Path) -> None:
        """Take the lock; raises LibraryInUseError at once where somebody holds it."""
        self._path = folder / "lock"
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = self._holder()
            os.close(self._file)
            raise LibraryInUseError(
                f"The library {folder} is in use by process {holder}, also for reading; "
                "close that one, or give another library folder."
            ) from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        """Give the lock back; releasing twice is harmless."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _holder(self) -> str:
        """Return the holder's process id, as the lock file has it."""
        holder = os.pread(self._file, 32, 0).decode(errors="replace").strip() or "(unknown)"
        return f"{holder} (this one)" if holder == str(os.getpid()) else holder
