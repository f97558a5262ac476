"""From trained weights to a shipped model: what the two `finish` commands share."""

import argparse
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from torch import nn

from assistant.reading.windows import MODEL_FOLDER
from assistant.training.export import quantise, write_graph

logger = logging.getLogger(__name__)


def finish_parser(name: str, description: str | None, *, data: str) -> argparse.ArgumentParser:
    """Return the command line of a finish command; `data` says what the folder holds."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    parser = argparse.ArgumentParser(prog=f"news-assistant-train {name}", description=description)
    parser.add_argument(
        "--weights",
        type=Path,
        nargs="+",
        required=True,
        help="weights.pt or checkpoint.pt; the mean of several stages is often better than each",
    )
    parser.add_argument(
        "--shares", type=float, nargs="+", help="of each weights file in the mean (usually equal)"
    )
    parser.add_argument("--data", type=Path, required=True, help=data)
    parser.add_argument("--base", type=Path, help="folder of the encoder")
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    return parser


def write_model(
    network: nn.Module,
    graph: Callable[[Any], onnx.ModelProto],
    options: argparse.Namespace,
    name: str,
) -> Path:
    """Load the weights, write the fp32 graph beside them and the int8 `name`; return that file."""
    network.load_state_dict(mean_of(options.weights, options.shares))
    options.out.mkdir(parents=True, exist_ok=True)
    plain = options.weights[-1].with_suffix(".onnx")
    write_graph(graph(network.eval()), plain)
    small: Path = options.out / name
    quantise(plain, small)
    return small


def mean_of(paths: Sequence[Path], shares: Sequence[float] | None = None) -> dict[str, Any]:
    """Return the weighted mean of networks trained one from the other (Wortsman et al., 2022).

    Raises:
        ValueError: as many shares as files are wanted, not all of them 0.
    """
    shares = shares or [1.0] * len(paths)
    if len(shares) != len(paths) or not sum(shares):
        raise ValueError("expected one share for each weights file, not all of them 0")
    mean: dict[str, Any] = {}
    for path, share in zip(paths, shares, strict=True):
        saved = torch.load(path, weights_only=True)
        for name, value in saved.get("network", saved).items():
            part = value * (share / sum(shares)) if value.is_floating_point() else value
            mean[name] = mean[name] + part if value.is_floating_point() and name in mean else part
    return mean


def write_settings(model: Path, settings: Mapping[str, Any]) -> None:
    """Write a model's thresholds and calibration beside it."""
    model.with_suffix(".json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")
    logger.info("wrote %s: %s", model, settings)
