"""Question sets from and to other formats.

| format       | what is read and written                                             |
|--------------|----------------------------------------------------------------------|
| squad        | one JSON file, SQuAD 1.1 or 2.0                                      |
| beir         | a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv         |
| multihop-rag | a folder with MultiHopRAG.json and corpus.json                       |
| llama-index  | a folder with rag_dataset.json (`LabelledRagDataset`) and source_files/ |

What a format cannot say (a speaker, patterns, several quotes) travels in an extra key that its
own tools ignore, so a set that is exported and imported again is the same set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from assistant.evaluation.converters import beir, llama_index, multihop_rag, squad
from assistant.evaluation.converters.bundle import Bundle, read_set, write_set

if TYPE_CHECKING:
    from pathlib import Path


class Converter(Protocol):
    """A module that reads and writes one format."""

    def read(self, source: Path) -> Bundle:
        """Return what a file or folder holds; raises `EvaluationError` when it is malformed."""

    def write(self, bundle: Bundle, target: Path) -> None:
        """Write a file or folder."""


FORMATS: dict[str, Converter] = {
    "squad": squad,
    "beir": beir,
    "multihop-rag": multihop_rag,
    "llama-index": llama_index,
}


def import_set(kind: str, source: Path, folder: Path) -> int:
    """Write a question set from another format; return the number of questions.

    Raises `EvaluationError` when the source is malformed or `folder` holds a set already.
    """
    bundle = FORMATS[kind].read(source)
    write_set(bundle, folder, origin=f"Imported from {source.name} ({kind}).")
    return len(bundle.questions)


def export_set(kind: str, folder: Path, target: Path) -> int:
    """Write a question set in another format; return the number of questions."""
    bundle = read_set(folder)
    FORMATS[kind].write(bundle, target)
    return len(bundle.questions)
