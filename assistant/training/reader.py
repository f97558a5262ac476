"""Train the reader: `python -m assistant.training.reader --data FOLDER --out FOLDER …`."""

import argparse
from collections.abc import Sequence

import torch

from assistant.reading.windows import load_tokenizer
from assistant.training.features import ReaderEncoder, ReaderGroup, reader_batch
from assistant.training.loop import Schedule
from assistant.training.network import (
    ReaderNetwork,
    base_model_folder,
    load_encoder,
    reader_loss,
)
from assistant.training.reader_plans import PLANS
from assistant.training.stage import learn, seeded, stage_parser


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = stage_parser("reader", __doc__, data="question sets")
    parser.add_argument("--plan", choices=sorted(PLANS), required=True)
    parser.add_argument("--final", type=float, default=Schedule().final)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Train one stage of the reader and write its weights."""
    options = arguments(argv)
    chance = seeded(options)
    examples = PLANS[options.plan](options.data, chance)[: options.limit]
    base = options.base or base_model_folder()
    encoder = ReaderEncoder(load_tokenizer(base / "tokenizer.json"))
    groups = [
        ReaderGroup(
            tuple(encoder.encode(q, e.length, chance, e.weight) for q in (e.question, *e.beside))
        )
        for e in examples
    ]
    network = ReaderNetwork(load_encoder(base, frozen=options.freeze))

    def loss_of(replica: ReaderNetwork, part: Sequence[ReaderGroup]) -> torch.Tensor:
        return reader_loss(replica, reader_batch(part))

    learn(network, groups, loss_of, options, final=options.final)


if __name__ == "__main__":
    main()
