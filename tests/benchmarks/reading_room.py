"""How long the page's list, search and facets take at 10,000 articles.

The library's rows are written directly: the list, the search and the facets never look at the
derived indexes, and writing them would take most of an hour.

    python tests/benchmarks/reading_room.py --articles 10000
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generated_articles import articles
from sqlalchemy import insert

from assistant import Assistant
from index.schema import ArticleRow, AttributionRow, TextRow, VersionRow
from ui.article_list import ListHandlers, Place
from ui.filtering import NarrowHandlers, nothing_chosen

LIMIT = 0.3
SPEAKERS = 400


def fill(assistant: Assistant, count: int) -> None:
    """Write articles with four attributions each into the relational library."""
    kinds: dict[Any, list[dict[str, Any]]] = {
        ArticleRow: [], VersionRow: [], TextRow: [], AttributionRow: [],
    }  # fmt: skip
    for number, draft in enumerate(articles(count)):
        key = draft.external_id
        moment = draft.published.timestamp() if draft.published else 0.0
        whose = {"article_id": key, "version": 1}
        kinds[ArticleRow].append(
            {"id": key, "source": draft.source, "version": 1, "created": moment}
        )
        kinds[VersionRow].append(
            whose
            | {"title": draft.title, "outlet": draft.outlet, "byline": "", "dateline": ""}
            | {"published": moment, "published_offset": 0, "updated_offset": 0}
            | {"url": draft.url, "language": "en", "name": draft.name, "content_hash": key}
            | {"words": len(draft.text.split()), "passages": 5, "tagged": True}
            | {"added": moment, "signature": b""}
        )
        kinds[TextRow].append(whose | {"text": draft.text})
        kinds[AttributionRow] += [
            whose
            | {"source_spans": [0, 4], "cue_spans": [5, 9], "content_spans": [10, 40]}
            | {"start": 0, "end": 40, "source_text": "who", "status": "said", "probability": 0.9}
            | {"speaker": f"Speaker {(number * 7 + turn) % SPEAKERS}"}
            for turn in range(4)
        ]
    with assistant.index.library.transaction() as session:
        for kind, rows in kinds.items():
            session.execute(insert(kind), rows)


def timed(name: str, act: Callable[[], object], repeat: int = 9) -> float:
    """Run `act` several times, print and return its median seconds."""
    times = []
    for _ in range(repeat):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    median = statistics.median(times)
    print(f"{name:<34} median {1000 * median:6.0f} ms, longest {1000 * max(times):6.0f} ms")  # noqa: T201
    return median


def main() -> int:
    """Print a line for each act; return 1 where one takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    count = parser.parse_args().articles
    with Assistant.open(Path(tempfile.mkdtemp()) / "library") as assistant:
        fill(assistant, count)
        shown, narrow = ListHandlers(assistant), NarrowHandlers(assistant)
        medians = [
            timed("first page, newest first", lambda: shown.shown(Place(), "")),
            timed("page 200, by title", lambda: shown.shown(Place("title", 200), "")),
            timed("search of two words", lambda: shown.searched(Place(), "vesna injured")),
            timed("search without a match", lambda: shown.searched(Place(), "zzz")),
            timed("facets", lambda: narrow.shown(nothing_chosen())),
        ]
        timed("figures of the library", assistant.figures, repeat=3)
    return int(max(medians) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
