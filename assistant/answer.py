"""An answer and the evidence it rests on.

Every citation is a span that the library holds: `assistant.article(citation.article_id)
.text[citation.start:citation.end] == citation.quote`, always.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words an answer rests on.

    `start` and `end` are code-point offsets into the article's canonical text; `answer_start` and
    `answer_end` bound the shortest answer inside them and are equal when there is none. `speaker`
    is empty where the article speaks in its own voice. `verdict` is `supported`, `partly` or
    `unsupported`: whether the sentence that carries the marker is borne out by these words.
    `copies` names other outlets that carry the same wire copy.
    """

    number: int
    article_id: str
    title: str
    outlet: str
    published: datetime | None
    url: str
    quote: str
    start: int
    end: int
    speaker: str = ""
    verdict: str = "supported"
    status: str = "said"
    passage_id: str = ""
    context: str = ""
    context_start: int = 0
    answer_start: int = 0
    answer_end: int = 0
    copies: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: who gave which figure, of what, as of when, on what evidence."""

    speaker: str
    figure: str
    counted: str
    as_of: datetime | None
    citations: tuple[int, ...]
    status: str = "said"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Reports that differ about the same thing, newest first."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest passage when nothing answers, and a question the articles do answer."""

    article_id: str
    title: str
    outlet: str
    published: datetime | None
    url: str
    quote: str
    start: int
    end: int
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that a language model wrote, with what checking it against the passages said."""

    text: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say in reply to one question.

    `text` is prose with `[n]` markers; `short` the shortest exact answer, `None` when abstaining
    or when the question wants prose; `probability` the calibrated probability (0 to 1) that the
    answer is right; `question` the stand-alone question that was really asked; `notice` a sentence
    for the person (a filter that held, a language model that failed), or empty.
    """

    text: str
    short: str | None
    abstained: bool
    citations: tuple[Citation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    nearest: Nearest | None = None
    question: str = ""
    asked: str = ""
    probability: float = 0.0
    elapsed_ms: float = 0.0
    notice: str = ""
    writer: str = "extractive"
    filters: tuple[tuple[str, str], ...] = ()
    passages: tuple[str, ...] = field(default=(), repr=False)
    """Ids of the passages that were read, best first."""
    prose: tuple[Sentence, ...] = ()
    """What a language model wrote after the extractive answer; also at the end of `text`."""

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as JSON-ready values; times are ISO 8601 strings."""
        return _plain(asdict(self))  # type: ignore[no-any-return]

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Answer:
        """Return the answer that `as_dict` was made from, as a stored conversation keeps it."""
        values = dict(values)
        values["citations"] = tuple(_load(Citation, row) for row in values.get("citations", ()))
        values["conflicts"] = tuple(
            Conflict(row["about"], tuple(_load(Side, side) for side in row["sides"]))
            for row in values.get("conflicts", ())
        )
        if values.get("nearest"):
            values["nearest"] = _load(Nearest, values["nearest"])
        values["filters"] = tuple((name, value) for name, value in values.get("filters", ()))
        values["passages"] = tuple(values.get("passages", ()))
        values["prose"] = tuple(_load(Sentence, row) for row in values.get("prose", ()))
        known = {item.name for item in fields(cls)}
        return cls(**{key: value for key, value in values.items() if key in known})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _load(kind: type[Any], row: dict[str, Any]) -> Any:
    values = {item.name: row[item.name] for item in fields(kind) if item.name in row}
    for key in ("published", "as_of"):
        if isinstance(values.get(key), str):
            values[key] = datetime.fromisoformat(values[key])
    for key, value in values.items():
        if isinstance(value, list):
            values[key] = tuple(value)
    return kind(**values)
