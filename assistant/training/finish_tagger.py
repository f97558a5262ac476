"""Turn trained tagger weights into the shipped files: int8 graph, thresholds, calibration."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from assistant.reading.calibration import Logistic, logit
from assistant.reading.linking import Thresholds, certainty
from assistant.reading.session import Session
from assistant.reading.tagger import Attribution, AttributionDecoder
from assistant.reading.tokens_of_article import TaggedArticle, tag_tokens
from assistant.reading.windows import load_tokenizer
from assistant.training.articles import Article, hold_out, read_articles
from assistant.training.fitting import fit_logistic
from assistant.training.graph import tagger_graph
from assistant.training.network import load_encoder
from assistant.training.shipping import finish_parser, write_model, write_settings
from assistant.training.tagger_figures import is_right, tagger_figures
from assistant.training.tagger_network import TaggerNetwork

LEVELS = {
    "source": (0.3, 0.35, 0.4, 0.45, 0.5),
    "cue": (0.3, 0.35, 0.4, 0.45),
    "content": (0.35, 0.4, 0.45, 0.5),
    "link": (0.3, 0.4, 0.5),
    "weak_link": (0.05, 0.1, 0.2, 0.3),
}
_EVEN = Logistic((1.0, 1.0, 1.0), 0.0)


def tagged_articles(session: Session, articles: Sequence[Article]) -> dict[str, TaggedArticle]:
    """Run the network over articles once; decoding may then be tried many times."""
    tokenizer = load_tokenizer()
    return {a.id: tag_tokens(session, tokenizer, a.text) for a in articles}


def fit_thresholds(articles: Sequence[Article], tagged: Mapping[str, TaggedArticle]) -> Thresholds:
    """Choose thresholds one after the other, twice, by what comes out of the whole decoding."""
    best, reached = Thresholds(), -1.0
    for name, levels in (*LEVELS.items(), *LEVELS.items()):
        for level in levels:
            tried = replace(best, **{name: level})
            found = tagger_figures(articles, decode(articles, tagged, tried, _EVEN))
            roles = found.source + found.cue + found.content
            whole = found.attribution_precision + found.attribution_recall
            worth = roles + found.speaker + found.speaker_exact + whole / 2
            if worth > reached:
                best, reached = tried, worth
    return best


def decode(
    articles: Sequence[Article],
    tagged: Mapping[str, TaggedArticle],
    thresholds: Thresholds,
    probability: Logistic,
) -> dict[str, list[Attribution]]:
    """Return the attributions of every article by id."""
    decoder = AttributionDecoder(load_tokenizer(), thresholds, probability)
    return {a.id: decoder.attributions(a.text, tagged[a.id]) for a in articles}


def fit_probability(
    articles: Sequence[Article], tagged: Mapping[str, TaggedArticle], thresholds: Thresholds
) -> Logistic:
    """Fit P(attribution is right) on its cue, content and source scores."""
    decoder = AttributionDecoder(load_tokenizer(), thresholds, _EVEN)
    features, truths = [], []
    for article in articles:
        made = tagged[article.id]
        for item, attribution in zip(
            decoder.linked(article.text, made),
            decoder.attributions(article.text, made),
            strict=True,
        ):
            features.append([logit(part) for part in certainty(item)])
            truths.append(any(is_right(attribution, g, article.text) for g in article.attributions))
    return fit_logistic(features, truths)


def main(argv: Sequence[str] | None = None) -> None:
    """Export, quantise, choose thresholds, calibrate; write `tagger.onnx`, `tagger.json`."""
    parser = finish_parser("finish-tagger", __doc__, data="the articles trained on")
    options = parser.parse_args(argv)
    network = TaggerNetwork(load_encoder(options.base))
    model = write_model(network, tagger_graph, options, "tagger.onnx")
    _, held = hold_out(read_articles(options.data))
    tagged = tagged_articles(Session(model), held)
    thresholds = fit_thresholds(held, tagged)
    probability = fit_probability(held, tagged, thresholds)
    write_settings(
        model,
        {
            "thresholds": asdict(thresholds),
            "probability": {"weights": probability.weights, "bias": probability.bias},
        },
    )


if __name__ == "__main__":
    main()
