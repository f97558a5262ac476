"""Turn trained reader weights into the shipped files: int8 graph and calibration."""

import argparse
import json
import logging
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.reading.calibration import ReaderCalibration
from assistant.reading.reader import Reader
from assistant.reading.session import Session
from assistant.reading.windows import MODEL_FOLDER, load_tokenizer
from assistant.training.articles import hold_out, read_articles
from assistant.training.export import quantise, write_graph
from assistant.training.fitting import Answered, fit_reader
from assistant.training.graph import reader_graph
from assistant.training.network import ReaderNetwork, base_model_folder, load_encoder
from assistant.training.news_questions import news_questions
from assistant.training.questions import Question, flat, split_by_title
from assistant.training.reader_figures import by_passage
from assistant.training.reader_plans import DEVELOPMENT_TITLES

logger = logging.getLogger(__name__)
UNCALIBRATED = ReaderCalibration.read(
    {
        "answerable": {"weights": [0.5, 0.5], "bias": 0.0},
        "span": {"weights": [1.0, 1.0], "bias": 0.0},
        "temperature": 1.0,
    }
)


def development_questions(data: Path) -> list[Question]:
    """Return the held-out questions: four SQuAD articles by title."""
    _, held = split_by_title(flat(data / "squad_dev_part", source="squad"), DEVELOPMENT_TITLES)
    return held


def development_news(data: Path, count: int = 300) -> list[Question]:
    """Return generated questions of the held-out news articles, half of them unanswerable."""
    _, articles = hold_out(read_articles(data / "polnear_train"))
    made = news_questions(articles, random.Random(11))
    asked = [q for q in made if q.answerable][:count]
    return asked + [q for q in made if not q.answerable][:count]


def answer_all(reader: Reader, questions: Sequence[Question]) -> list[Answered]:
    """Read each question's passage; passages without text are left out."""
    results = []
    for group in by_passage(questions):
        for question in group:
            (scores,) = reader.scores(
                question.question, [question.passage], history=question.history
            )
            if scores is not None:
                results.append(Answered(question, scores))
    return results


def reader_of(path: Path, calibration: ReaderCalibration = UNCALIBRATED) -> Reader:
    """Open a reader on any graph, with made-up calibration unless one is given."""
    return Reader(Session(path), load_tokenizer(), calibration)


def main(argv: Sequence[str] | None = None) -> None:
    """Export, quantise and calibrate; write `reader.onnx` and `reader.json`."""
    parser = argparse.ArgumentParser(prog="news-assistant-train finish-reader", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="weights.pt or checkpoint.pt")
    parser.add_argument("--data", type=Path, required=True, help="folder of question sets")
    parser.add_argument("--base", type=Path, help="folder of the encoder")
    parser.add_argument("--out", type=Path, default=MODEL_FOLDER)
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    network = ReaderNetwork(load_encoder(options.base))
    saved = torch.load(options.weights, weights_only=True)
    network.load_state_dict(saved.get("network", saved))
    options.out.mkdir(parents=True, exist_ok=True)
    plain = options.weights.with_suffix(".onnx")
    write_graph(reader_graph(network.eval()), plain)
    quantise(plain, options.out / "reader.onnx")
    base = options.base or base_model_folder()
    if not (options.out / "tokenizer.json").is_file():
        shutil.copy(base / "tokenizer.json", options.out / "tokenizer.json")
    questions = development_questions(options.data) + development_news(options.data)
    settings = fit_reader(answer_all(reader_of(options.out / "reader.onnx"), questions))
    (options.out / "reader.json").write_text(json.dumps(settings, indent=2) + "\n", "utf-8")
    logger.info("wrote %s and its calibration", options.out / "reader.onnx")


if __name__ == "__main__":
    main()
