"""Turn trained reader weights into the shipped files: int8 graph and calibration."""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from assistant.reading.calibration import ReaderCalibration
from assistant.reading.reader import Reader
from assistant.reading.session import Session
from assistant.reading.windows import load_tokenizer
from assistant.training.articles import hold_out, read_articles
from assistant.training.fitting import Answered, fit_reader
from assistant.training.graph import reader_graph
from assistant.training.network import ReaderNetwork, base_model_folder, load_encoder
from assistant.training.news_questions import news_questions
from assistant.training.questions import Question, flat, split_by_title
from assistant.training.reader_figures import by_passage
from assistant.training.reader_plans import DEVELOPMENT_TITLES
from assistant.training.shipping import finish_parser, write_model, write_settings

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
    parser = finish_parser("finish-reader", __doc__, data="folder of question sets")
    options = parser.parse_args(argv)
    network = ReaderNetwork(load_encoder(options.base))
    model = write_model(network, reader_graph, options, "reader.onnx")
    tokenizer = options.out / "tokenizer.json"
    if not tokenizer.is_file():
        shutil.copy((options.base or base_model_folder()) / "tokenizer.json", tokenizer)
    questions = development_questions(options.data) + development_news(options.data)
    write_settings(model, fit_reader(answer_all(reader_of(model), questions)))


if __name__ == "__main__":
    main()
