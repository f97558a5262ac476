"""News articles with their annotated attributions (PolNeAR layout)."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.training.questions import find, rows

Spans = tuple[tuple[int, int], ...]
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """Annotated spans of one attribution, in code points, sorted."""

    source: Spans
    cue: Spans
    content: Spans

    def spans(self, role: str) -> Spans:
        """Return the spans of "source", "cue" or "content"."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]


@dataclass(frozen=True, slots=True)
class Article:
    """A news article and who says what in it."""

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]


def _spans(given: list[Any]) -> Spans:
    pairs = [(s["start"], s["end"]) if isinstance(s, dict) else (s[0], s[1]) for s in given]
    return tuple(sorted((int(start), int(end)) for start, end in pairs))


def _gold(row: dict[str, Any]) -> GoldAttribution:
    return GoldAttribution(_spans(row["source"]), _spans(row["cue"]), _spans(row["content"]))


def read_articles(folder: Path) -> list[Article]:
    """Read `articles.jsonl` with its attributions inside, or the `dev_` pair of files."""
    try:
        path = find(folder, "articles")
    except FileNotFoundError:
        return _read_pair(folder, "dev_")
    return [
        Article(row["doc_id"], row["text"], tuple(_gold(a) for a in row["attributions"]))
        for row in rows(path)
    ]


def _read_pair(folder: Path, prefix: str) -> list[Article]:
    found: dict[str, list[GoldAttribution]] = defaultdict(list)
    for row in rows(find(folder, f"{prefix}attributions")):
        found[row["doc_id"]].append(_gold(row))
    return [
        Article(row["doc_id"], row["text"], tuple(found[row["doc_id"]]))
        for row in rows(find(folder, f"{prefix}articles"))
    ]


def hold_out(articles: list[Article], every: int = 21) -> tuple[list[Article], list[Article]]:
    """Part articles into (training, calibration): every `every`-th by id is held out."""
    ordered = sorted(articles, key=lambda article: article.id)
    return (
        [a for i, a in enumerate(ordered) if i % every],
        [a for i, a in enumerate(ordered) if not i % every],
    )
