"""Time and memory of retrieval over many passages.

Usage: python tests/benchmarks/ask.py [--passages 100000] [--questions 60] [--library DIR]

The library is made up (see `made_library.py`); questions are embedded by the real model. Exit code
1 where a median is above 30 ms, a 95th percentile above 80 ms, or resident memory above 2 GB.
"""

import argparse
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import psutil

from index.article import Filters
from index.news_index import NewsIndex
from tests.benchmarks.made_library import fill

_QUESTIONS = (
    "Who reported {number} people injured in {place}?",
    "How many homes were without power in {place} on Friday?",
    "What did the harbour authority say about boats missing?",
    "Why were {number} trucks held at the border?",
    "Which ministry denied that wells were contaminated near {place}?",
)
_PLACES = ("Arlen", "Port Vesna", "Kaldt", "Temsa", "Ruhl")
_FILTERS = {
    "none": None,
    "one outlet of twelve": Filters(outlets=("Outlet 3",)),
    "half a year": Filters(since=datetime(2024, 7, 1, tzinfo=UTC)),
    "one week": Filters(
        since=datetime(2024, 5, 1, tzinfo=UTC), until=datetime(2024, 5, 8, tzinfo=UTC)
    ),
    "outlet and half a year": Filters(
        outlets=("Outlet 3",), since=datetime(2024, 7, 1, tzinfo=UTC)
    ),
    "one article": Filters(articles=("a1-7",)),
}


def measure(index: NewsIndex, count: int) -> dict[str, dict[str, float]]:
    """Return percentiles in milliseconds for each kind of filter, kinds taken in turns.

    `cpu` is the process's own processor time, for machines that others use.
    """
    questions = [
        _QUESTIONS[at % len(_QUESTIONS)].format(number=37 * at, place=_PLACES[at % len(_PLACES)])
        for at in range(count)
    ]
    times: dict[str, list[float]] = {name: [] for name in _FILTERS}
    work: dict[str, list[float]] = {name: [] for name in _FILTERS}
    found: dict[str, int] = dict.fromkeys(_FILTERS, 0)
    index.retrieve(questions[0])
    for question in questions:
        for name, filters in _FILTERS.items():
            began, cpu = time.perf_counter(), time.process_time()
            hits = index.retrieve(question, filters=filters)
            times[name].append(1000 * (time.perf_counter() - began))
            work[name].append(1000 * (time.process_time() - cpu))
            found[name] += len(hits)
    return {
        name: {
            "p50": float(np.percentile(taken, 50)),
            "p95": float(np.percentile(taken, 95)),
            "cpu_p50": float(np.percentile(work[name], 50)),
            "cpu_p95": float(np.percentile(work[name], 95)),
            "hits": found[name] / count,
        }
        for name, taken in times.items()
    }


def main() -> int:
    """Build the library where there is none, measure, and compare with the limits."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--library", type=Path, help="kept for the next run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.library or Path(temporary)
        with NewsIndex.open(folder) as index:
            if index.count() == 0:
                fill(index, options.passages)
        began = time.perf_counter()
        with NewsIndex.open(folder) as index:
            opened = time.perf_counter() - began
            milliseconds = measure(index, options.questions)
            resident = psutil.Process().memory_info().rss / 1e9
            figures = index.figures()
    result = {
        "passages": figures.passages,
        "disk_gb": figures.size / 1e9,
        "open_seconds": opened,
        "resident_gb": resident,
        "milliseconds": milliseconds,
    }
    sys.stdout.write(json.dumps(result, indent=2) + "\n")
    quick = all(each["p50"] <= 30 and each["p95"] <= 80 for each in milliseconds.values())
    return 0 if quick and resident < 2 else 1


if __name__ == "__main__":
    sys.exit(main())
