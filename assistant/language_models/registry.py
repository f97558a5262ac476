"""The models that can be pulled, each named by the content of its file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.language_models.errors import LanguageModelError

_FILE = Path(__file__).with_name("registry.json")


@dataclass(frozen=True, slots=True)
class HubPlace:
    """A file in a repository of the model hub; the hub's address is the user's HF_ENDPOINT."""

    repository: str
    revision: str
    file: str


@dataclass(frozen=True, slots=True)
class PackagePlace:
    """A part of the file (or all of it) inside a wheel; the index is the user's pip's."""

    requirement: str
    member: str
    size: int


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One model file: what it is, and the places it can come from."""

    id: str
    title: str
    file: str
    size: int
    sha256: str
    licence: str
    hub: HubPlace | None
    packages: tuple[PackagePlace, ...]


@lru_cache(maxsize=4)
def registry(file: Path = _FILE) -> tuple[ModelFile, ...]:
    """Return the models that `file` lists, in its order."""
    rows = json.loads(file.read_text(encoding="utf-8"))["models"]
    return tuple(
        ModelFile(
            **{key: row[key] for key in ("id", "title", "file", "size", "sha256", "licence")},
            hub=HubPlace(**row["hub"]) if row.get("hub") else None,
            packages=tuple(PackagePlace(**part) for part in row.get("packages", ())),
        )
        for row in rows
    )


def known_model(model_id: str) -> ModelFile:
    """Return the model with this id.

    Raises:
        LanguageModelError: none has it; the message lists those there are.

    """
    for model in registry():
        if model.id == model_id:
            return model
    names = ", ".join(model.id for model in registry())
    raise LanguageModelError(f"No model is called {model_id!r}; there are: {names}.")
