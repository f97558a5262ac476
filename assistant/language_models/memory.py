"""How much memory a model may take."""

from __future__ import annotations

from pathlib import Path

_GROUP = Path("/sys/fs/cgroup")


def available_bytes(group: Path = _GROUP) -> int:
    """Return the memory that is free for use: the machine's, or the container's where less."""
    import psutil

    free = int(psutil.virtual_memory().available)
    limit, used = _number(group / "memory.max"), _number(group / "memory.current")
    if limit is None or used is None:
        return free
    cache = _inactive_file(group / "memory.stat")
    return max(0, min(free, limit - used + cache))


def _number(file: Path) -> int | None:
    try:
        return int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):  # not Linux, no such group, or "max"
        return None


def _inactive_file(file: Path) -> int:
    """Return the page cache that the kernel gives back when it is needed."""
    try:
        lines = file.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    values = dict(line.split(" ", 1) for line in lines if " " in line)
    return int(values.get("inactive_file", 0))
