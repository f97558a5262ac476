"""The training loop: length-bucketed batches, linear warm-up and decay, resumable checkpoints."""

import copy
import json
import logging
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import nn

logger = logging.getLogger(__name__)
Feature = TypeVar("Feature")
SNAPSHOTS = 5


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn; shares are of all steps, rates are AdamW's."""

    batch: int = 16
    rate: float = 2.5e-4
    warmup: float = 0.06
    final: float = 0.0
    seed: int = 7
    minutes_between_checkpoints: float = 4.0
    threads: int = 2

    def rate_at(self, step: int, steps: int) -> float:
        """Return the learning rate of a step: up linearly, then down to `final` of the peak."""
        warm = max(1, int(self.warmup * steps))
        if step < warm:
            return self.rate * (step + 1) / warm
        left = (steps - step) / max(1, steps - warm)
        return self.rate * (self.final + (1 - self.final) * left)


def bucketed(
    lengths: Sequence[int], size: int, chance: random.Random, pool: int = 30
) -> list[list[int]]:
    """Group indices, in their given order, into batches of like length.

    Each run of `pool` batches is sorted by length and its batches shuffled, so the order of the
    data (general first, in-domain last) holds at a coarse grain and padding stays small.
    """
    batches: list[list[int]] = []
    for begin in range(0, len(lengths), size * pool):
        part = sorted(
            range(begin, min(begin + size * pool, len(lengths))), key=lambda i: lengths[i]
        )
        made = [part[i : i + size] for i in range(0, len(part), size)]
        chance.shuffle(made)
        batches += made
    return batches


class Replicas:
    """A network and twins that share its weights, each learning from a part of every batch.

    One core a twin needs no barrier inside an operator, which on a shared machine is nearly
    twice as fast as one network on all cores.
    """

    def __init__(self, network: nn.Module, count: int) -> None:
        """Make `count - 1` twins of the network."""
        self._networks = [network]
        for _ in range(count - 1):
            twin = copy.deepcopy(network)
            for mine, theirs in zip(twin.parameters(), network.parameters(), strict=True):
                mine.data = theirs.data
            self._networks.append(twin)
        self._pool = ThreadPoolExecutor(count, initializer=_one_core)

    def backward(
        self,
        batch: Sequence[Feature],
        loss_of: Callable[[Any, Sequence[Feature]], torch.Tensor],
    ) -> float:
        """Add the gradient of the batch's mean loss to the network; return the loss."""
        parts = [batch[i :: len(self._networks)] for i in range(len(self._networks))]

        def learn(network: nn.Module, part: Sequence[Feature]) -> float:
            if not part:
                return 0.0
            loss = loss_of(network, part) * (len(part) / len(batch))
            loss.backward()
            return float(loss.detach())

        total = sum(self._pool.map(learn, self._networks, parts))
        for twin in self._networks[1:]:
            for mine, theirs in zip(self._networks[0].parameters(), twin.parameters(), strict=True):
                if theirs.grad is not None:
                    mine.grad = theirs.grad if mine.grad is None else mine.grad.add_(theirs.grad)
                    theirs.grad = None
        return total


def _one_core() -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


def train(
    network: nn.Module,
    features: Sequence[Feature],
    lengths: Sequence[int],
    loss_of: Callable[[Any, Sequence[Feature]], torch.Tensor],
    schedule: Schedule,
    folder: Path,
    *,
    resume: bool = False,
) -> None:
    """Learn from `features` in their order, once; write `folder/checkpoint.pt` as it goes.

    Five snapshots of the weights are kept for the learning curve, the last as `weights.pt`. With
    `resume` the run goes on from its last checkpoint, over the same batches.
    """
    _one_core()  # the optimizer meets denormal moments, which are a hundred times slower
    folder.mkdir(parents=True, exist_ok=True)
    batches = bucketed(lengths, schedule.batch, random.Random(schedule.seed))
    learned = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=schedule.rate, weight_decay=0.01, fused=True)
    path = folder / "checkpoint.pt"
    first = 0
    if resume and path.is_file():
        saved: dict[str, Any] = torch.load(path, weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        first = saved["step"]
    network.train()
    replicas = Replicas(network, schedule.threads)
    saved_at = began = time.monotonic()
    losses: list[float] = []
    seen = 0
    for step in range(first, len(batches)):
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate_at(step, len(batches))
        loss = replicas.backward([features[i] for i in batches[step]], loss_of)
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(loss)
        seen += len(batches[step])
        if (step + 1) % 25 == 0:
            _log(folder, step + 1, len(batches), losses[-25:], seen, time.monotonic() - began)
        if (step + 1) % max(1, len(batches) // SNAPSHOTS) == 0:
            torch.save(network.state_dict(), folder / f"weights-{step + 1:05d}.pt")
        if time.monotonic() - saved_at > 60 * schedule.minutes_between_checkpoints:
            saved_at = time.monotonic()
            _save(path, network, optimizer, step + 1)
    _save(path, network, optimizer, len(batches))
    torch.save(network.state_dict(), folder / "weights.pt")


def _log(
    folder: Path, step: int, steps: int, losses: Sequence[float], seen: int, seconds: float
) -> None:
    row = {
        "step": step,
        "steps": steps,
        "loss": round(sum(losses) / len(losses), 4),
        "examples_per_second": round(seen / seconds, 2),
        "seconds": round(seconds),
    }
    logger.info("%s", row)
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")


def _save(path: Path, network: nn.Module, optimizer: torch.optim.Optimizer, step: int) -> None:
    """Write beside the old checkpoint and rename, so that a usable one always exists."""
    state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    torch.save(state, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)
