"""Print the learning curve: `news-assistant-train curve --weights FILE… --data FOLDER`."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.training.evaluate import results_of
from assistant.training.export import write_graph
from assistant.training.finish_reader import answer_all, development_questions, reader_of
from assistant.training.graph import reader_graph
from assistant.training.network import ReaderNetwork, load_encoder
from assistant.training.reader_figures import figures


def main(argv: Sequence[str] | None = None) -> None:
    """Print a line of figures for each snapshot of the reader's weights, fp32."""
    parser = argparse.ArgumentParser(prog="news-assistant-train curve", description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--data", type=Path, required=True, help="folder of question sets")
    parser.add_argument("--base", type=Path, help="folder of the encoder")
    parser.add_argument("--part", type=int, default=1, help="read every so many-th question")
    options = parser.parse_args(argv)
    network = ReaderNetwork(load_encoder(options.base))
    questions = development_questions(options.data)[:: options.part]
    for path in options.weights:
        network.load_state_dict(torch.load(path, weights_only=True))
        with tempfile.TemporaryDirectory() as folder:
            graph = Path(folder) / "reader.onnx"
            write_graph(reader_graph(network.eval()), graph)
            results = results_of(answer_all(reader_of(graph), questions))
        found = figures(results, lambda r: r.head)
        sys.stdout.write(json.dumps({"weights": str(path), **found.as_dict()}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
