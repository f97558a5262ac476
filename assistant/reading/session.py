"""ONNX Runtime sessions over the shipped models, fed one window at a time."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from assistant.reading.windows import Window

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """What the network said of one window; arrays have one row a token."""

    window: Window
    outputs: dict[str, Floats]


class Session:
    """One model file, run on windows.

    Windows are run one by one, each on one core, several at a time: nothing is padded, cores
    never wait for each other inside an operator, and because the model scales its int8
    activations by what it is shown, a window's scores do not depend on the windows beside it.
    """

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
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(path),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # its CPU kernel is ten times slower
        )
        self._inputs = {given.name for given in self._session.get_inputs()}
        self._outputs = [made.name for made in self._session.get_outputs()]
        self._threads = threads or usable_cores()
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix=path.stem)

    def run(self, windows: Sequence[Window]) -> list[Scored]:
        """Score windows; results come in the order of `windows`."""
        if len(windows) < 2 or self._threads < 2:
            return [self._score(window) for window in windows]
        longest_first = sorted(range(len(windows)), key=lambda i: -len(windows[i].ids))
        scored = self._pool.map(self._score, [windows[i] for i in longest_first])
        by_place = dict(zip(longest_first, scored, strict=True))
        return [by_place[i] for i in range(len(windows))]

    def _score(self, window: Window) -> Scored:
        feed = {"ids": np.array([window.ids], dtype=np.int64)}
        if "types" in self._inputs:
            feed["types"] = np.array([window.types], dtype=np.int64)
        values = self._session.run(self._outputs, feed)
        named = zip(self._outputs, values, strict=True)
        return Scored(window, {name: value[0] for name, value in named})


def usable_cores() -> int:
    """Return how many processors this process may use, as far as the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    counted = getattr(os, "process_cpu_count", os.cpu_count)  # the former since Python 3.13
    return counted() or 1


def read_settings(path: Path) -> dict[str, Any]:
    """Read the calibration that ships beside a model."""
    settings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return settings
