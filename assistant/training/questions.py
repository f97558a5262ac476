"""Questions with their passages, from SQuAD JSON or flat JSONL files."""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """A question asked of a passage; `starts[i]` is where `answers[i]` begins, in code points.

    No answers means that the passage does not answer. `title` groups passages of one article,
    `source` names the data set, `kind` how the question was made.
    """

    id: str
    title: str
    question: str
    passage: str
    answers: tuple[str, ...]
    starts: tuple[int, ...]
    history: tuple[tuple[str, str], ...] = ()
    source: str = ""
    kind: str = "asked"

    @property
    def answerable(self) -> bool:
        """Whether the passage answers the question."""
        return bool(self.answers)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSONL file, gzip-compressed when its name ends in .gz."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def find(folder: Path, stem: str) -> Path:
    """Find `stem.jsonl` or `stem.jsonl.gz` in a folder.

    Raises:
        FileNotFoundError: neither file is there.
    """
    for name in (f"{stem}.jsonl", f"{stem}.jsonl.gz"):
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"expected {stem}.jsonl or {stem}.jsonl.gz in {folder}")


def flat(folder: Path, prefix: str = "", source: str = "") -> list[Question]:
    """Read `<prefix>passages.jsonl` and `<prefix>questions.jsonl`, less wrong offsets."""
    passages = {row["pid"]: row for row in rows(find(folder, f"{prefix}passages"))}
    made = []
    for row in rows(find(folder, f"{prefix}questions")):
        passage = passages[row["pid"]]
        text = passage["text"]
        held = [
            (answer, start)
            for answer, start in zip(row["answers"], row["answer_starts"], strict=True)
            if answer.strip() and text[start : start + len(answer)] == answer
        ]
        if held or row["is_impossible"]:
            made.append(
                Question(
                    id=f"{source}:{row['id']}",
                    title=passage["title"],
                    question=row["question"].strip(),
                    passage=text,
                    answers=tuple(answer for answer, _ in held),
                    starts=tuple(start for _, start in held),
                    source=source,
                    kind="adversarial" if row["is_impossible"] else "asked",
                )
            )
    return made


def squad(path: Path, source: str = "squad") -> list[Question]:
    """Read a file in the SQuAD 1.1 or 2.0 layout."""
    made = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            for row in paragraph["qas"]:
                answers = [] if row.get("is_impossible") else row["answers"]
                made.append(
                    Question(
                        id=f"{source}:{row['id']}",
                        title=article.get("title", ""),
                        question=row["question"].strip(),
                        passage=paragraph["context"],
                        answers=tuple(answer["text"] for answer in answers),
                        starts=tuple(answer["answer_start"] for answer in answers),
                        source=source,
                        kind="asked" if answers else "adversarial",
                    )
                )
    return made


def split_by_title(
    questions: Iterable[Question], held_out: frozenset[str]
) -> tuple[list[Question], list[Question]]:
    """Part questions into (training, development) by the title of their article."""
    training: list[Question] = []
    development: list[Question] = []
    for question in questions:
        (development if question.title in held_out else training).append(question)
    return training, development
