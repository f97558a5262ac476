"""Where pulled model files are kept: in the user's data folder, named by their SHA-256."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from assistant.language_models.registry import ModelFile
from assistant.settings import APPLICATION


@dataclass(frozen=True, slots=True)
class ModelStore:
    """The folder of model files. A file has its name only once it is whole and checked."""

    folder: Path

    @classmethod
    def of_user(cls) -> ModelStore:
        """Return the store in the user's data folder."""
        return cls(user_data_path(APPLICATION) / "models")

    def path(self, model: ModelFile) -> Path:
        """Return where the model's file is, or would be."""
        return self.folder / model.sha256[:16] / model.file

    def part(self, model: ModelFile) -> Path:
        """Return where the beginning of the file waits for the rest."""
        path = self.path(model)
        return path.with_name(f"{path.name}.part")

    def has(self, model: ModelFile) -> bool:
        """Return whether the whole file is here."""
        path = self.path(model)
        return path.is_file() and path.stat().st_size == model.size

    def begun(self, model: ModelFile) -> int:
        """Return how many bytes of an unfinished pull are here."""
        part = self.part(model)
        return part.stat().st_size if part.is_file() else 0

    def remove(self, model: ModelFile) -> bool:
        """Remove the file and what an unfinished pull left; return whether anything was there."""
        folder = self.path(model).parent
        if not folder.is_dir():
            return False
        shutil.rmtree(folder)
        return True
