"""What the command line prints: text for people, JSON for programs, progress on stderr."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from assistant.assistant import Assistant
    from index.report import Progress, Report

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        help="Folder of the library (default: NEWS_ASSISTANT_LIBRARY, else the user data folder).",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def errors_console() -> Console:
    """Return the console for errors and progress; it honours NO_COLOR."""
    from rich.console import Console

    return Console(stderr=True, soft_wrap=True)


def say(text: str) -> None:
    """Print one piece of text for a person."""
    typer.echo(text)


def say_json(value: Any) -> None:
    """Print one JSON value."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def opened(library: Path | None) -> Assistant:
    """Return the assistant of the chosen library."""
    from assistant.assistant import Assistant

    return Assistant.open(library)


def summary(report: Report) -> str:
    """Return what became of the inputs: the counts, then what was a duplicate or failed."""
    counts = [f"{len(entries)} {outcome}" for outcome, entries in report if entries]
    lines = [", ".join(counts) or "Nothing to add."]
    lines += [f"  duplicate  {entry.name}: {entry.reason}" for entry in report.duplicates]
    lines += [f"  failed     {entry.name}: {entry.reason}" for entry in report.failed]
    return "\n".join(lines)


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """Yield a callback that draws a bar on stderr: counts, rate and time left, by stage."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    console = errors_console()
    tasks: dict[str, TaskID] = {}
    with Progress(
        TextColumn("{task.description:<16}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    ) as bar:

        def show(step: Any) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bar.add_task(step.stage, total=step.total, rate="")
            rate = f"{step.done / step.seconds:.1f}/s" if step.seconds > 0 else ""
            bar.update(tasks[step.stage], completed=step.done, total=step.total, rate=rate)

        yield show
