"""Train the tagger: `python -m assistant.training.tagger --data FOLDER --out FOLDER …`."""

import argparse
from collections.abc import Sequence

import torch

from assistant.reading.windows import load_tokenizer
from assistant.training.articles import hold_out, read_articles
from assistant.training.network import base_model_folder, load_encoder
from assistant.training.stage import learn, seeded, stage_parser
from assistant.training.tagger_features import TaggerFeature, article_features, tagger_batch
from assistant.training.tagger_network import TaggerNetwork, tagger_loss


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = stage_parser("tagger", __doc__, data="annotated articles")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--length", type=int, default=192, help="tokens a window")
    parser.set_defaults(batch=8)
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> None:
    """Train the tagger and write its weights."""
    options = arguments(argv)
    chance = seeded(options)
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
    network = TaggerNetwork(load_encoder(base, frozen=options.freeze))

    def loss_of(replica: TaggerNetwork, part: Sequence[TaggerFeature]) -> torch.Tensor:
        return tagger_loss(replica, tagger_batch(part))

    learn(network, features[: options.limit], loss_of, options)


if __name__ == "__main__":
    main()
