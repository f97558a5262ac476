"""One stage of training: what the command lines of the reader and the tagger share."""

import argparse
import logging
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import torch
from torch import nn

from assistant.training.loop import Schedule, train

logger = logging.getLogger(__name__)


class Tokens(Protocol):
    """An example as the network reads it."""

    @property
    def ids(self) -> Sequence[int]:
        """The token numbers."""


Example = TypeVar("Example", bound=Tokens)


def stage_parser(name: str, description: str | None, *, data: str) -> argparse.ArgumentParser:
    """Return a parser of the options that every stage has; `data` says what the folder holds."""
    parser = argparse.ArgumentParser(prog=f"news-assistant-train {name}", description=description)
    usual = Schedule()
    parser.add_argument("--data", type=Path, required=True, help=f"folder of {data}")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--base", type=Path, help="folder of the encoder to start from")
    parser.add_argument("--init", type=Path, help="weights.pt of an earlier stage")
    parser.add_argument("--rate", type=float, default=usual.rate)
    parser.add_argument("--batch", type=int, default=usual.batch)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--limit", type=int, help="use only so many examples")
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers to keep as they are")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    return parser


def seeded(options: argparse.Namespace) -> random.Random:
    """Turn logging on, seed torch and return the stage's own source of chance."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    return random.Random(options.seed)


def learn(
    network: nn.Module,
    features: Sequence[Example],
    loss_of: Callable[[Any, Sequence[Example]], torch.Tensor],
    options: argparse.Namespace,
    *,
    final: float = 0.0,
) -> None:
    """Train a network on features in their order and write its weights to `options.out`."""
    lengths = [len(feature.ids) for feature in features]
    logger.info("%d examples, %d tokens", len(features), sum(lengths))
    if options.init:
        network.load_state_dict(torch.load(options.init, weights_only=True))
    schedule = Schedule(batch=options.batch, rate=options.rate, final=final, seed=options.seed)
    train(network, features, lengths, loss_of, schedule, options.out, resume=options.resume)
