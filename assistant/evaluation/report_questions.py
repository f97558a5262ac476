"""The table of questions in the HTML report, and the details of each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.evaluation.answer_diff import word_diff
from assistant.evaluation.markup import Markup, joined, tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evaluation.results import Evidence, QuestionResult

_MARKS = {
    "passed": "✓",
    "failed": "✗",
    "known failure": "○",
    "unexpectedly passed": "!",
}
_COLUMNS = (
    ("outcome", "Outcome"),
    ("question", "Question"),
    ("f1", "F1"),
    ("cited", "Cited"),
    ("ms", "ms"),
)


def section(results: Sequence[QuestionResult], before: Mapping[tuple[str, str], str]) -> Markup:
    """Return the filters and the table of questions; `before` holds accepted, changed answers."""
    header = [
        tag("th", tag("button", title, type="button", data_key=key), scope="col", class_=key)
        for key, title in _COLUMNS
    ]
    rows = [_question(row, before.get((row.set_name, row.id))) for row in results]
    return tag(
        "section",
        tag("h2", "Questions"),
        _filters(results),
        tag("p", f"{len(results)} shown", id="count", role="status"),
        tag("table", tag("thead", tag("tr", header)), rows, id="questions"),
    )


def _filters(results: Sequence[QuestionResult]) -> Markup:
    outcomes = [name for name in _MARKS if any(row.outcome == name for row in results)]
    tags = sorted({name for row in results for name in row.tags})
    sets = list(dict.fromkeys(row.set_name for row in results))
    buttons = [
        tag(
            "button",
            f"{_MARKS[name]} {name}",
            type="button",
            data_outcome=name,
            aria_pressed="false",
        )
        for name in outcomes
    ]
    return tag(
        "form",
        tag("div", buttons, class_="outcomes", role="group", aria_label="Outcome"),
        _select("tag", "every tag", tags),
        _select("set", "every set", sets) if len(sets) > 1 else None,
        tag("input", type="search", name="text", placeholder="Search", aria_label="Search"),
        id="filters",
    )


def _select(name: str, every: str, values: Sequence[str]) -> Markup:
    options = [tag("option", every, value=""), *(tag("option", v, value=v) for v in values)]
    return tag("select", options, name=name, aria_label=name.capitalize())


def anchor(set_name: str, identifier: str) -> str:
    """Return the fragment that a question is reached by."""
    return re.sub(r"[^\w-]", "_", f"q-{set_name}-{identifier}")


def _question(row: QuestionResult, before: str | None) -> Markup:
    name = anchor(row.set_name, row.id)
    speed = sorted(row.latency_ms)[len(row.latency_ms) // 2] if row.latency_ms else None
    f1, cited = row.values.get("f1"), row.values.get("citation_recall")
    toggle = tag(
        "button",
        row.question,
        type="button",
        class_="toggle",
        aria_expanded="true",
        aria_controls=f"{name}-details",
    )
    meta = tag("small", " · ".join((row.set_name, row.id, *row.tags)))
    cells = [
        tag("td", f"{_MARKS[row.outcome]} {row.outcome}", class_="outcome"),
        tag("td", toggle, meta, class_="question"),
        tag("td", _number(f1), class_="f1"),
        tag("td", _number(cited), class_="cited"),
        tag("td", "–" if speed is None else f"{speed:.0f}", class_="ms"),
    ]
    details = tag(
        "tr", tag("td", _details(row, before), colspan=len(_COLUMNS)), id=f"{name}-details"
    )
    return tag(
        "tbody",
        tag("tr", cells),
        details,
        id=name,
        class_=row.outcome.replace(" ", "-"),
        data_outcome=row.outcome,
        data_tags=" ".join(row.tags),
        data_set=row.set_name,
        data_question=row.question,
        data_f1=-1 if f1 is None else f1,
        data_cited=-1 if cited is None else cited,
        data_ms=-1 if speed is None else round(speed, 1),
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _details(row: QuestionResult, before: str | None) -> Markup:
    expected = " | ".join(row.expected) or ("any answer" if row.answerable else "to abstain")
    if row.speaker:
        expected += f" (said by {row.speaker})"
    facts: list[tuple[str, object]] = [
        ("Why", "; ".join(row.reasons)),
        ("Known failure", row.known_failure),
        ("Earlier", "; ".join(f"{asked} → {got}" for asked, got in row.history)),
        ("Asked", row.asked if row.asked != row.question else ""),
        ("Expected", expected),
        ("Got", "(abstained)" if row.abstained else row.short or ""),
        ("Answer", row.text if not row.abstained else ""),
        ("Changed", word_diff(before, row.text) if before is not None else ""),
        ("Not in a cited span", "; ".join(row.unsupported)),
        ("Repetitions", "answers differ" if row.unstable else ""),
        ("Judge", ", ".join(f"{name} {_number(v)}" for name, v in row.judged.items())),
    ]
    pairs = [(tag("dt", name), tag("dd", value)) for name, value in facts if value]
    rested = row.citations or ((row.nearest,) if row.nearest else ())
    label = "Nearest passage" if row.abstained else "It rested on"
    columns = [_passages(label, rested), _passages("Gold", row.gold)]
    return joined(tag("dl", pairs), tag("div", columns, class_="passages"))


def _passages(title: str, items: Sequence[Evidence]) -> Markup:
    quotes = [
        tag(
            "blockquote",
            tag("p", item.quote),
            tag("cite", " · ".join(p for p in (item.article, item.detail, item.speaker) if p)),
        )
        for item in items
    ]
    return tag("div", tag("h4", title), quotes or tag("p", "none"))
