"""ONNX Runtime sessions over the shipped models, fed in batches of like length."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from assistant.reading.windows import Window

Floats = npt.NDArray[np.float32]
BATCH_TOKENS = 2048


@dataclass(frozen=True, slots=True)
class Scored:
    """What the network said of one window; arrays have one row a token, padding cut off."""

    window: Window
    outputs: dict[str, Floats]


class Session:
    """One model file, run on windows."""

    def __init__(self, path: Path, *, threads: int | None = None) -> None:
        """Open a model.

        Args:
            path: the ONNX file.
            threads: how many cores one call may use; all that this process may, by default.

        Raises:
            FileNotFoundError: there is no model at `path`.
        """
        if not path.is_file():
            raise FileNotFoundError(
                f"expected a model at {path}; install the package whole or train one with "
                "news-assistant-train"
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads or len(os.sched_getaffinity(0))
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = [given.name for given in self._session.get_inputs()]
        self._outputs = [made.name for made in self._session.get_outputs()]

    def run(self, windows: Sequence[Window]) -> list[Scored]:
        """Score windows; results come in the order of `windows`."""
        results: dict[int, Scored] = {}
        for batch in batches([len(window.ids) for window in windows]):
            shown = [windows[i] for i in batch]
            outputs = self._session.run(self._outputs, self._feed(shown))
            for row, index in enumerate(batch):
                results[index] = Scored(windows[index], self._cut(outputs, row, shown[row]))
        return [results[i] for i in range(len(windows))]

    def _feed(self, shown: Sequence[Window]) -> dict[str, npt.NDArray[np.int64]]:
        shape = (len(shown), max(len(window.ids) for window in shown))
        feed = {name: np.zeros(shape, dtype=np.int64) for name in self._inputs}
        for row, window in enumerate(shown):
            size = len(window.ids)
            feed["ids"][row, :size] = window.ids
            feed["mask"][row, :size] = 1
            if "types" in feed:
                feed["types"][row, :size] = window.types
        return feed

    def _cut(self, outputs: Sequence[Any], row: int, window: Window) -> dict[str, Floats]:
        size = len(window.ids)
        cut: dict[str, Floats] = {}
        for name, values in zip(self._outputs, outputs, strict=True):
            if name == "answerable":
                cut[name] = values[row]
            elif name == "links":
                cut[name] = values[row, :size, :size]
            else:
                cut[name] = values[row, :size]
        return cut


def batches(lengths: Sequence[int], tokens: int = BATCH_TOKENS) -> Iterator[list[int]]:
    """Group indices of like length so that a padded batch has at most `tokens` tokens."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if batch and lengths[index] * (len(batch) + 1) > tokens:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def read_settings(path: Path) -> dict[str, Any]:
    """Read the calibration that ships beside a model."""
    settings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return settings
