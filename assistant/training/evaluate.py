"""Print the figures of the models: `news-assistant-train evaluate --data FOLDER --dev FOLDER`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.reading.calibration import ReaderCalibration
from assistant.reading.reader import Reader
from assistant.reading.session import Session, read_settings
from assistant.reading.tagger import Tagger
from assistant.reading.windows import MODEL_FOLDER, load_tokenizer
from assistant.training.articles import read_articles
from assistant.training.finish_reader import (
    answer_all,
    development_news,
    development_questions,
    reader_of,
)
from assistant.training.fitting import RIGHT_F1, Answered, fit_reader
from assistant.training.metrics import calibration_error, calibration_table
from assistant.training.reader_figures import Asked, asked, by_type, figures
from assistant.training.tagger_figures import tagger_figures


def results_of(answered: Sequence[Answered]) -> list[Asked]:
    """Return the best answers of questions that were read."""
    return [asked(a.question, a.scores) for a in answered]


def reader_report(reader: Reader, answered: Sequence[Answered]) -> dict[str, Any]:
    """Measure a reader on questions with their gold passages."""
    results = results_of(answered)
    readings = [reader.reading(a.question.passage, a.scores, 1) for a in answered]
    answerable = {r.question.id: 1.0 - m.no_answer for r, m in zip(results, readings, strict=True)}
    found = figures(results, lambda r: answerable[r.question.id])
    given = list(answerable.values())
    truths = [float(r.question.answerable) for r in results]
    sure = [m.spans[0].probability for m in readings]
    right = [float(r.f1 >= RIGHT_F1) for r in results]
    return {
        "figures": found.as_dict(),
        "by_type": by_type(results, lambda r: answerable[r.question.id] >= found.threshold),
        "answerable_calibration": calibration_table(given, truths),
        "answerable_calibration_error": calibration_error(given, truths),
        "span_calibration": calibration_table(sure, right),
        "span_calibration_error": calibration_error(sure, right),
    }


def crossed_calibration(answered: Sequence[Answered]) -> float:
    """Return the calibration error of P(answerable) when fitted on the other half by title."""
    titles = sorted({a.question.title for a in answered})
    given: list[float] = []
    truths: list[float] = []
    for half in (titles[::2], titles[1::2]):
        fitted = fit_reader([a for a in answered if a.question.title not in half])
        calibration = ReaderCalibration.read(fitted)
        for a in answered:
            if a.question.title in half:
                best = a.scores.candidates[0].margin
                given.append(calibration.answerable(best, a.scores.head))
                truths.append(float(a.question.answerable))
    return calibration_error(given, truths)


def main(argv: Sequence[str] | None = None) -> None:
    """Print one JSON object with everything that was measured."""
    parser = argparse.ArgumentParser(prog="news-assistant-train evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of question sets, for the reader")
    parser.add_argument("--dev", type=Path, help="folder of annotated articles, for the tagger")
    parser.add_argument("--reader", type=Path, default=MODEL_FOLDER / "reader.onnx")
    parser.add_argument("--plain-reader", type=Path, help="the fp32 graph, to compare with")
    parser.add_argument("--tagger", type=Path, default=MODEL_FOLDER / "tagger.onnx")
    parser.add_argument("--part", type=int, default=1, help="read every so many-th question")
    options = parser.parse_args(argv)
    report: dict[str, Any] = {}
    if options.data:
        calibration = ReaderCalibration.read(read_settings(MODEL_FOLDER / "reader.json"))
        questions = development_questions(options.data)[:: options.part]
        news = development_news(options.data)[:: options.part]
        reader = reader_of(options.reader, calibration)
        answered = answer_all(reader, questions)
        report["reader"] = reader_report(reader, answered)
        report["crossed_calibration_error"] = crossed_calibration(answered)
        report["reader_news"] = reader_report(reader, answer_all(reader, news))
        if options.plain_reader:
            plain = reader_of(options.plain_reader, calibration)
            report["reader_fp32"] = reader_report(plain, answer_all(plain, questions))["figures"]
    if options.dev:
        settings = read_settings(options.tagger.with_name("tagger.json"))
        tagger = Tagger.from_settings(Session(options.tagger), load_tokenizer(), settings)
        articles = read_articles(options.dev)
        tagged = {article.id: tagger.tag(article.text) for article in articles}
        report["tagger"] = tagger_figures(articles, tagged).as_dict()
    sys.stdout.write(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
