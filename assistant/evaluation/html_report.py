"""The results of a run as one self-contained HTML page.

The page loads nothing: its style and script stand in it, named by hash in a content security
policy that forbids everything else, and every text of a set or an answer is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.evaluation import report_questions
from assistant.evaluation.charts import histogram, share_bars
from assistant.evaluation.markup import Markup, joined, tag
from assistant.evaluation.results import latency, metrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evaluation.comparison import Change, Comparison, MetricChange
    from assistant.evaluation.results import QuestionResult


def render(
    results: Sequence[QuestionResult],
    comparisons: Sequence[Comparison] = (),
    *,
    now: datetime | None = None,
) -> str:
    """Return the page for some results and their comparisons with baselines."""
    style, script = _resource("report.css"), _resource("report.js")
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}"
    names = list(dict.fromkeys(row.set_name for row in results))
    title = f"Evaluation of {', '.join(names)}"
    head = joined(
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        tag("title", title),
        tag("style", Markup(style)),
    )
    moment = (now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M UTC")
    body = joined(
        tag("header", tag("h1", title), tag("p", f"{len(results)} questions, {moment}")),
        tag(
            "main",
            _summary(results, comparisons),
            _charts(results),
            [_changes(comparison) for comparison in comparisons],
            report_questions.section(results, _before(comparisons)),
        ),
        tag("script", Markup(script)),
    )
    return f"<!DOCTYPE html>\n{tag('html', tag('head', head), tag('body', body), lang='en')}\n"


def _resource(name: str) -> str:
    return files("assistant.evaluation").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _before(comparisons: Sequence[Comparison]) -> dict[tuple[str, str], str]:
    """Return the accepted answer of each question whose words changed, by set and id."""
    return {
        (comparison.set_name, change.id): change.before
        for comparison in comparisons
        for change in (*comparison.regressions, *comparison.improvements, *comparison.reworded)
    }


def _summary(results: Sequence[QuestionResult], comparisons: Sequence[Comparison]) -> Markup:
    failed = sum(row.outcome == "failed" for row in results)
    known = sum(row.outcome == "known failure" for row in results)
    passed = len(results) - failed - known
    speed = latency(results)
    worse = [item.verdict() for item in comparisons if item.failed]
    cards = [
        _card("passed", f"{passed}/{len(results)}", "good"),
        _card("failed", str(failed), "bad" if failed else ""),
        _card("known failures", str(known)) if known else None,
        _card("median", "-" if speed["p50"] is None else f"{speed['p50']:.0f} ms"),
        _card("95 % within", "-" if speed["p95"] is None else f"{speed['p95']:.0f} ms"),
    ]
    return tag(
        "section",
        tag("h2", "Summary"),
        [tag("p", sentence, class_="alarm", role="alert") for sentence in worse],
        tag("div", cards, class_="cards"),
    )


def _card(name: str, value: str, kind: str = "") -> Markup:
    return tag("div", tag("strong", value), tag("span", name), class_=f"card {kind}".strip())


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _charts(results: Sequence[QuestionResult]) -> Markup:
    tags = sorted({name for row in results for name in row.tags})
    groups = [(name, [row for row in results if name in row.tags]) for name in tags]
    bars = [(name, sum(row.passed for row in rows), len(rows)) for name, rows in groups]
    speeds = [value for row in results for value in row.latency_ms]
    marks = [(name, value) for name, value in latency(results).items() if value is not None]
    rows = [
        tag("tr", tag("th", name, scope="row"), tag("td", _percent(value)))
        for name, value in metrics(results).items()
    ]
    return tag(
        "section",
        tag(
            "figure",
            tag("figcaption", "All metrics, in percent"),
            tag("table", tag("tbody", rows), class_="figures"),
        ),
        tag("figure", tag("figcaption", "Passed, by tag"), share_bars(bars, "Passed, by tag")),
        tag(
            "figure",
            tag("figcaption", "How long answers took"),
            histogram(speeds, marks, "How long answers took"),
        ),
        class_="charts",
    )


def _changes(found: Comparison) -> Markup:
    moved = [change for change in found.metrics if change.before != change.after]
    head = ("metric", "before", "now", "difference", "95 % interval")
    table = tag(
        "table",
        tag("thead", tag("tr", [tag("th", name, scope="col") for name in head])),
        tag("tbody", [_metric_row(change) for change in moved]),
        class_="figures",
    )
    counts = (
        f"{len(found.regressions)} regressions and {len(found.improvements)} improvements over "
        f"{found.shared} shared questions; exact McNemar p = {found.p_value:.3f}."
    )
    return tag(
        "section",
        tag("h2", f"{found.set_name} against its baseline"),
        tag("p", counts),
        table if moved else tag("p", "Every metric is as in the baseline."),
        _change_list("Regressions", found.set_name, found.regressions),
        _change_list("Improvements", found.set_name, found.improvements),
    )


def _metric_row(change: MetricChange) -> Markup:
    difference = interval = ""
    if change.before is not None and change.after is not None:
        difference = f"{100 * (change.after - change.before):+.1f}"
    if change.interval:
        interval = f"{100 * change.interval.low:+.1f} to {100 * change.interval.high:+.1f}"
        interval += "" if change.interval.excludes_zero else " (within chance)"
    cells = (_percent(change.before), _percent(change.after), difference, interval)
    row = [tag("th", change.name, scope="row"), *(tag("td", cell) for cell in cells)]
    return tag("tr", row, class_="fell" if change.fell else None)


def _change_list(title: str, set_name: str, changes: Sequence[Change]) -> Markup | None:
    if not changes:
        return None
    items = [
        tag(
            "li",
            tag("a", change.id, href=f"#{report_questions.anchor(set_name, change.id)}"),
            " (protected)" if change.protected else None,
        )
        for change in changes
    ]
    return joined(tag("h3", title), tag("ul", items))
