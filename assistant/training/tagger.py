"""Train the tagger: `python -m assistant.training.tagger --data FOLDER --out FOLDER …`."""

import argparse
import logging
import random
from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.reading.windows import load_tokenizer
from assistant.training.articles import hold_out, read_articles
from assistant.training.loop import Schedule, train
from assistant.training.network import base_model_folder, load_encoder
from assistant.training.tagger_features import TaggerFeature, article_features, tagger_batch
from assistant.training.tagger_network import TaggerNetwork, tagger_loss

logger = logging.getLogger(__name__)


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="news-assistant-train tagger", description=__doc__)
    usual = Schedule()
    parser.add_argument("--data", type=Path, required=True, help="folder of annotated articles")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--base", type=Path, help="folder of the encoder to start from")
    parser.add_argument("--init", type=Path, help="weights.pt of an earlier stage")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--length", type=int, default=192, help="tokens a window")
    parser.add_argument("--rate", type=float, default=usual.rate)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers to keep as they are")
    parser.add_argument("--limit", type=int, help="use only so many windows")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Train the tagger and write its weights."""
    options = arguments(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    articles, _ = hold_out(read_articles(options.data))
    base = options.base or base_model_folder()
    tokenizer = load_tokenizer(base / "tokenizer.json")
    features: list[TaggerFeature] = []
    for _ in range(options.epochs):
        epoch = [
            feature
            for article in articles
            for feature in article_features(tokenizer, article, options.length, chance)
        ]
        chance.shuffle(epoch)
        features += epoch
    features = features[: options.limit]
    lengths = [len(feature.ids) for feature in features]
    logger.info("%d windows, %d tokens", len(features), sum(lengths))
    network = TaggerNetwork(load_encoder(base, frozen=options.freeze))
    if options.init:
        network.load_state_dict(torch.load(options.init, weights_only=True))

    def loss_of(replica: TaggerNetwork, part: Sequence[TaggerFeature]) -> torch.Tensor:
        return tagger_loss(replica, tagger_batch(part))

    schedule = Schedule(batch=options.batch, rate=options.rate, seed=options.seed)
    train(network, features, lengths, loss_of, schedule, options.out, resume=options.resume)


if __name__ == "__main__":
    main()
