"""Retrieval with stand-alone questions made from follow-ups, against raw and human wording.

    python -m tests.benchmarks.followups sets eval_sets
    python -m tests.benchmarks.followups rewrites --mtrag rewrites.jsonl --cast turns.jsonl.gz

`sets` asks the follow-up rows of question sets, of one library that holds the articles of all the
sets, and counts a row as found when one of the first five passages overlaps a gold quote. The
human wordings are in `followup_rewrites.jsonl` beside this file. Our stand-alone question is fused
with the raw one by reciprocal rank, as the product does.

`rewrites` needs no articles: the human rewrites of all rows (and, for TREC CAsT, the passages that
were shown in reply) are the pool, and a row is found when its own is among the first five by BM25.
`--half` takes the conversations of one half only (by a hash of their ids).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.followups import PastTurn, stand_alone
from assistant.language.words import content_stems
from index.fusion import fuse

BESIDE = Path(__file__).with_name("followup_rewrites.jsonl")


@dataclass(frozen=True)
class Row:
    """A follow-up with its history, the human rewrite and (for TREC CAsT) the passage shown."""

    id: str
    question: str
    history: tuple[PastTurn, ...]
    rewrite: str
    passage: str = ""

    @cached_property
    def ours(self) -> str:
        return stand_alone(self.question, self.history).text


class BM25:
    """Okapi BM25 (k1 1.2, b 0.75) over stems."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = []
        for number, document in enumerate(documents):
            counts = Counter(content_stems(document))
            lengths.append(sum(counts.values()))
            for stem, count in counts.items():
                self._postings[stem].append((number, count))
        self._size = len(documents)
        mean = sum(lengths) / max(1, self._size)
        self._norms = [1.2 * (0.25 + 0.75 * length / mean) for length in lengths]

    def search(self, query: str, k: int = 20) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        for stem in set(content_stems(query)):
            found = self._postings.get(stem, ())
            idf = math.log(1 + (self._size - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                scores[number] += idf * count * 2.2 / (count + self._norms[number])
        best = sorted(scores, key=lambda number: (-scores[number], number))[:k]
        return [str(number) for number in best]


def token_f1(made: str, wanted: str) -> float:
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (made, wanted))
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values())) if shared else 0.0


def in_half(name: str, half: str) -> bool:
    if half == "all":
        return True
    first = hashlib.sha256(name.encode()).digest()[0] % 2 == 0
    return first == (half == "development")


def mtrag(path: Path, half: str) -> list[Row]:
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        earlier = row["user_turns"][:-1]
        if earlier and in_half(row["id"].partition("<")[0], half):
            turns = tuple(PastTurn(text) for text in earlier)
            rows.append(Row(row["id"], row["question"], turns, row["rewrite"]))
    return rows


def cast(path: Path, half: str) -> list[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        kept = [json.loads(line) for line in lines]
    replies = {}
    for row in kept:
        if row["history"] and len(row["responses"]) == len(row["history"]):
            name = row["id"].rpartition("_")[0]
            replies[(name, row["history"][-1])] = row["responses"][-1]
    rows = []
    for row in kept:
        name = row["id"].rpartition("_")[0]
        if not row["history"] or not in_half(name, half):
            continue
        answers = [*row["responses"], *[""] * len(row["history"])]
        turns = tuple(
            PastTurn(asked, answer) for asked, answer in zip(row["history"], answers, strict=False)
        )
        passage = replies.get((name, row["question"]), "")
        rows.append(Row(row["id"], row["question"], turns, row["rewrite"], passage))
    return rows


def found(rows: Sequence[Row], targets: Sequence[str], depth: int = 5) -> dict[str, float]:
    """Return the share of rows whose target is among the first `depth`, by wording."""
    texts = list(dict.fromkeys(targets))
    place = {text: str(number) for number, text in enumerate(texts)}
    search = BM25(texts).search
    hits: Counter[str] = Counter()
    for row, target in zip(rows, targets, strict=True):
        raw, ours, human = (search(q) for q in (row.question, row.ours, row.rewrite))
        fused = [key for key, _ in fuse([ours, raw])] if row.ours != row.question else raw
        for name, ranking in (("raw", raw), ("ours", fused), ("unfused", ours), ("human", human)):
            hits[name] += place[target] in ranking[:depth]
    return {name: hits[name] / len(rows) for name in COLUMNS}


def report_rewrites(name: str, rows: Sequence[Row]) -> list[str]:
    lines = [_line(f"{name}: own rewrite", len(rows), found(rows, [r.rewrite for r in rows]))]
    first = found(rows, [row.rewrite for row in rows], depth=1)
    lines.append(_line(f"{name}: own rewrite, first place", len(rows), first))
    shown = [row for row in rows if row.passage]
    if shown:
        values = found(shown, [row.passage for row in shown])
        lines.append(_line(f"{name}: passage shown", len(shown), values))
    raw = sum(token_f1(row.question, row.rewrite) for row in rows) / len(rows)
    ours = sum(token_f1(row.ours, row.rewrite) for row in rows) / len(rows)
    alone = [row for row in rows if _same(row.question, row.rewrite)]
    kept = sum(row.ours == row.question for row in alone)
    lines.append(
        f"\n{name}: token F1 to the human rewrite raw {raw:.3f}, ours {ours:.3f}; of {len(alone)} "
        f"questions that the human left alone, {kept} left byte for byte.\n"
    )
    return lines


def report_sets(folders: Sequence[Path], each: bool, library: Path | None = None) -> list[str]:
    rewrites = {
        (row["set"], row["id"]): row["rewrite"]
        for row in map(json.loads, BESIDE.read_text(encoding="utf-8").splitlines())
    }
    groups = [[folder] for folder in folders] if each else [list(folders)]
    total: Counter[str] = Counter()
    by_set: dict[str, Counter[str]] = defaultdict(Counter)
    missed = []
    for group in groups:
        with tempfile.TemporaryDirectory() as place:
            for name, outcome, note in _asked(group, library or Path(place), rewrites):
                total.update(outcome)
                by_set[name].update(outcome)
                if not outcome["ours"]:
                    missed.append(note)
    lines = [_counted(name, counts) for name, counts in sorted(by_set.items())]
    lines.append(_counted("**all**", total))
    return [*lines, "\n", *(f"<!-- {note} -->\n" for note in missed)]


def _asked(
    folders: Sequence[Path], place: Path, rewrites: dict[tuple[str, str], str]
) -> Iterable[tuple[str, Counter[str], str]]:
    from index.news_index import NewsIndex

    with NewsIndex.open(place) as index:
        if not index.count():
            index.add([folder / "articles" for folder in folders])
        for folder in folders:
            lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
            for row in map(json.loads, lines):
                if row.get("history") and row.get("citations"):
                    yield _outcome(index, folder.name, row, rewrites)


def _outcome(
    index: Any, name: str, row: dict[str, Any], rewrites: dict[tuple[str, str], str]
) -> tuple[str, Counter[str], str]:
    quotes = [citation["quote"] for citation in row["citations"]]
    question = row["question"]
    alone = stand_alone(question, [(q, a) for q, a in row["history"]])
    made = alone.text
    human = rewrites.get((name, row["id"]), question)
    hits = {text: index.retrieve(text, k=20) for text in {question, made, human}}
    texts = {hit.passage.id: hit.passage.text for found in hits.values() for hit in found}
    ranked = {text: [hit.passage.id for hit in found] for text, found in hits.items()}
    halved = _weighted(ranked[made], ranked[question], 0.5)
    fused = [key for key, _ in fuse([ranked[made], ranked[question]])]
    if made == question:
        fused = halved = ranked[question]
    rankings = {
        "raw": ranked[question],
        "ours": fused,
        "halved": halved,
        "chosen": halved if alone.raw_helps else ranked[made],
        "unfused": ranked[made],
        "human": ranked[human],
    }
    outcome = Counter({"n": 1})
    for wording, ranking in rankings.items():
        outcome[wording] = int(any(_holds(texts[key], quotes) for key in ranking[:5]))
    return name, outcome, f"{row['id']}: {question} => {made} (human found: {outcome['human']})"


def _weighted(ours: Sequence[str], raw: Sequence[str], weight: float) -> list[str]:
    """Return both lists fused by reciprocal rank, the raw one's part counted `weight` times."""
    scores: dict[str, float] = {}
    for ranking, share in ((ours, 1.0), (raw, weight)):
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + share / (60 + rank)
    return sorted(scores, key=lambda key: (-scores[key], key))


def _holds(passage: str, quotes: Sequence[str]) -> bool:
    """Return whether a passage overlaps a quote: holds it, or one of its ends."""
    return any(
        quote in passage or quote[:40] in passage or quote[-40:] in passage for quote in quotes
    )


def _same(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())


def _counted(name: str, counts: Counter[str]) -> str:
    values = {key: counts[key] / counts["n"] for key in SET_COLUMNS}
    return _line(name, counts["n"], values)


def _line(name: str, count: int, values: dict[str, float]) -> str:
    cells = " | ".join(f"{100 * values[key]:.1f}" for key in values)
    return f"| {name} | {count} | {cells} |\n"


COLUMNS = ("raw", "ours", "unfused", "human")
SET_COLUMNS = ("raw", "ours", "halved", "chosen", "unfused", "human")
SET_HEAD = (
    "| set | n | raw | ours and raw, equal | ours and raw at half weight | the same, raw only where "
    "it has a topic of its own | ours alone | human rewrite |\n|-|-|-|-|-|-|-|-|\n"
)
HEAD = "| rows | n | raw | ours, fused with raw | ours alone | human rewrite |\n|-|-|-|-|-|-|\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["sets", "rewrites"])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("eval_sets"))
    parser.add_argument("--mtrag", type=Path)
    parser.add_argument("--cast", type=Path)
    parser.add_argument("--half", choices=["all", "development", "other"], default="all")
    parser.add_argument("--library", type=Path, help="a library that is kept between runs")
    parser.add_argument("--each", action="store_true", help="a library for every set")
    given = parser.parse_args()
    lines = [SET_HEAD if given.what == "sets" else HEAD]
    if given.what == "sets":
        folders = sorted(path.parent for path in given.folder.glob("*/questions.jsonl"))
        lines += report_sets(folders, given.each, given.library)
    if given.mtrag:
        lines += report_rewrites("mtrag", mtrag(given.mtrag, given.half))
    if given.cast:
        lines += report_rewrites("TREC CAsT", cast(given.cast, given.half))
    sys.stdout.write("".join(lines))


if __name__ == "__main__":
    main()
