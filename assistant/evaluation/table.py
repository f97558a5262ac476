"""The figures and failures of a run, drawn in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.evaluation.results import judged_means, latency, metrics

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from assistant.evaluation.comparison import Comparison, MetricChange
    from assistant.evaluation.results import Evidence, QuestionResult

SHORT_NAMES = {
    "exact_match": "EM",
    "f1": "F1",
    "contains": "has",
    "must_pass": "must",
    "answered_precision": "answ.P",
    "abstention_recall": "abst.R",
    "abstention_precision": "abst.P",
    "citation_recall": "cite.R",
    "citation_precision": "cite.P",
    "speaker_accuracy": "speaker",
    "retrieval_recall@1": "R@1",
    "retrieval_recall@5": "R@5",
    "retrieval_recall@20": "R@20",
    "mrr@10": "MRR",
    "p50": "ms",
}
"""The metrics as columns: the first seven speak of answers, the others of evidence."""


WIDE = 130
"""Columns of a terminal from which all metrics fit into one table."""


def figures(results: Sequence[QuestionResult], width: int) -> RenderableType:
    """Return a row for each set, for all sets and for each tag, in one table or in two."""
    names = list(SHORT_NAMES)
    parts = [names] if width >= WIDE else [names[:7], names[7:]]
    tables = [_table(results, part) for part in parts]
    return Group(*tables, Text(_legend(), style="dim"))


def _table(results: Sequence[QuestionResult], columns: Sequence[str]) -> Table:
    table = Table(pad_edge=False, box=box.SIMPLE_HEAD)
    table.add_column("")
    table.add_column("n", justify="right")
    for name in columns:
        table.add_column(SHORT_NAMES[name], justify="right", no_wrap=True)
    names = list(dict.fromkeys(row.set_name for row in results))
    for name in names:
        rows = [row for row in results if row.set_name == name]
        table.add_row(escape(name), str(len(rows)), *_cells(rows, columns))
    if len(names) > 1:
        table.add_row("all", str(len(results)), *_cells(results, columns), style="bold")
    table.add_section()
    for tag in sorted({tag for row in results for tag in row.tags}):
        rows = [row for row in results if tag in row.tags]
        table.add_row(escape(tag), str(len(rows)), *_cells(rows, columns))
    return table


def _cells(rows: Sequence[QuestionResult], columns: Sequence[str]) -> list[str]:
    values = metrics(rows)
    speed = latency(rows)["p50"]
    p50 = "-" if speed is None else f"{speed:.0f}"
    return [p50 if name == "p50" else _percent(values[name]) for name in columns]


def _legend() -> str:
    return "In percent: " + ", ".join(f"{short} {name}" for name, short in SHORT_NAMES.items())


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"


def failures(results: Sequence[QuestionResult]) -> Iterator[RenderableType]:
    """Yield each failed question: expected, got, what it rested on and the gold beside it."""
    failed = [row for row in results if row.outcome == "failed"]
    known = sum(row.outcome == "known failure" for row in results)
    surprising = [row.id for row in results if row.outcome == "unexpectedly passed"]
    passed = len(results) - len(failed) - known
    yield Text(f"{passed} passed, {len(failed)} failed, {known} known failures", style="bold")
    for row in failed:
        yield failure(row)
    if surprising:
        yield Text(f"Known failures that pass now: {', '.join(surprising)}", style="green")
    for row in results:
        if row.unsupported:
            facts = "; ".join(row.unsupported)
            yield Text(f"{row.id}: not in a cited span: {facts}", style="yellow")
    for name, found in judged_means(results).items():
        yield Text(f"Judge: {name} {found['mean']} over {found['n']}, {found['unjudged']} unjudged")
    unstable = [row.id for row in results if row.unstable]
    if unstable:
        yield Text(f"Answers differ between repetitions: {', '.join(unstable)}", style="red")


def failure(row: QuestionResult) -> RenderableType:
    """Return one failed question with the two passages side by side."""
    expected = " | ".join(row.expected) or ("any answer" if row.answerable else "to abstain")
    lines = Text()
    lines.append(f"✗ {row.set_name}/{row.id}  ", style="bold red")
    lines.append(f"{row.question}\n", style="bold")
    lines.append(f"{'; '.join(row.reasons)}\n", style="red")
    lines.append(f"expected  {expected}\n")
    lines.append(f"got       {_got(row)}")
    passages = Table(show_header=True, expand=True, box=None, pad_edge=False)
    passages.add_column("it rested on", ratio=1, overflow="fold", style="dim")
    passages.add_column("gold", ratio=1, overflow="fold", style="dim")
    rested = row.citations or ((row.nearest,) if row.nearest else ())
    passages.add_row(_quotes(rested), _quotes(row.gold))
    return Group(lines, Padding(passages, (0, 0, 1, 2)))


def _got(row: QuestionResult) -> str:
    if row.abstained:
        return "(abstained)"
    return f"{row.short} — {row.text}" if row.short and row.short != row.text else row.text


def _quotes(items: Sequence[Evidence]) -> Text:
    text = Text()
    for item in items[:3]:
        source = ", ".join(part for part in (item.article, item.detail, item.speaker) if part)
        text.append(f"{source}\n", style="italic")
        text.append(f"{' '.join(item.quote.split())}\n")
    if len(items) > 3:
        text.append(f"and {len(items) - 3} more")
    return text


def comparison(found: Comparison) -> Iterator[RenderableType]:
    """Yield a table of changed metrics, then each regression and improvement."""
    table = Table(
        title=f"{escape(found.set_name)} against its baseline",
        title_justify="left",
        box=box.SIMPLE_HEAD,
    )
    for name in ("metric", "before", "after", "difference", "95 % interval", ""):
        table.add_column(name, justify="left" if name in ("metric", "") else "right")
    moved = [metric for metric in found.metrics if metric.before != metric.after]
    for metric in moved:
        table.add_row(*_change_cells(metric))
    yield table if moved else Text(f"{found.set_name}: every metric as in the baseline.")
    counts = f"{len(found.regressions)} regressions, {len(found.improvements)} improvements"
    yield Text(f"{counts} over {found.shared} shared questions; McNemar p = {found.p_value:.3f}")
    for change in found.regressions:
        mark = "protected, " if change.protected else ""
        yield Text(f"- {change.id}: {mark}{'; '.join(change.reasons)}", style="red")
        yield Text(f"    before: {change.before}\n    now:    {change.after}", style="dim")
    for change in found.improvements:
        yield Text(f"+ {change.id}: {change.after}", style="green")
    if found.reworded:
        names = ", ".join(change.id for change in found.reworded)
        yield Text(f"Worded differently, judged the same: {names}", style="dim")


def _change_cells(change: MetricChange) -> tuple[Any, ...]:
    difference = interval = ""
    if change.before is not None and change.after is not None:
        difference = f"{100 * (change.after - change.before):+.1f}"
    if change.interval:
        interval = f"{100 * change.interval.low:+.1f} to {100 * change.interval.high:+.1f}"
    verdict = ""
    if change.fell:
        verdict = f"[red]below tolerance {100 * change.tolerance:g}[/red]"
    elif change.interval and not change.interval.excludes_zero:
        verdict = "[dim]within chance[/dim]"
    return (
        change.name,
        _percent(change.before),
        _percent(change.after),
        difference,
        interval,
        verdict,
    )
