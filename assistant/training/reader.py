"""Train the reader: `python -m assistant.training.reader --data FOLDER --out FOLDER …`."""

import argparse
import logging
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.reading.windows import load_tokenizer
from assistant.training.features import ReaderEncoder, ReaderFeature, reader_batch
from assistant.training.loop import Schedule, train
from assistant.training.network import (
    ReaderNetwork,
    base_model_folder,
    load_encoder,
    reader_loss,
)
from assistant.training.reader_plans import PLANS

logger = logging.getLogger(__name__)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="news-assistant-train reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of question sets")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--plan", choices=sorted(PLANS), required=True)
    parser.add_argument("--base", type=Path, help="folder of the encoder to start from")
    parser.add_argument("--init", type=Path, help="weights.pt of an earlier stage")
    usual = Schedule()
    parser.add_argument("--rate", type=float, default=usual.rate)
    parser.add_argument("--final", type=float, default=usual.final)
    parser.add_argument("--batch", type=int, default=usual.batch)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--limit", type=int, help="use only so many examples")
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers to keep as they are")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Train one stage of the reader and write its weights."""
    options = arguments(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    examples = PLANS[options.plan](options.data, chance)[: options.limit]
    base = options.base or base_model_folder()
    encoder = ReaderEncoder(load_tokenizer(base / "tokenizer.json"))
    features = [encoder.encode(e.question, e.length, chance, e.weight) for e in examples]
    lengths = [len(feature.ids) for feature in features]
    logger.info("%d examples, %d tokens", len(features), sum(lengths))
    network = ReaderNetwork(load_encoder(base, frozen=options.freeze))
    if options.init:
        network.load_state_dict(torch.load(options.init, weights_only=True))

    def loss_of(replica: ReaderNetwork, part: Sequence[ReaderFeature]) -> torch.Tensor:
        return reader_loss(replica, reader_batch(part))

    schedule = Schedule(
        batch=options.batch, rate=options.rate, final=options.final, seed=options.seed
    )
    train(network, features, lengths, loss_of, schedule, options.out, resume=options.resume)


if __name__ == "__main__":
    main()
