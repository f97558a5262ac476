"""`news-assistant eval`: question-answer regression tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from assistant.cli.output import errors_console, progress_bar, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evaluation.comparison import Comparison
    from assistant.evaluation.proposals import Proposal
    from assistant.evaluation.results import QuestionResult
    from assistant.language_models.model import LanguageModel

RUN = "run"


class DefaultRun(TyperGroup):
    """A group whose first word may be a question set: then it means `run`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `run` before arguments that begin with no sub-command."""
        helps = ctx.help_option_names
        if args and args[0] not in self.commands and args[0] not in helps:
            args = [RUN, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    name="eval",
    cls=DefaultRun,
    no_args_is_help=True,
    help="Ask question sets and compare the answers with accepted ones.\n\n"
    "`eval SET…` means `eval run SET…`; see `eval run --help` for its options.",
)


def _limit(text: str) -> tuple[str, float]:
    from assistant.evaluation.evaluation import parse_limit

    try:
        return parse_limit(text)
    except ValueError as reason:
        raise typer.BadParameter(str(reason)) from None


NewFolder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the new set.")]
Sets = Annotated[
    list[Path], typer.Argument(metavar="SET", help="Folder of a set, or a folder of sets.")
]
JsonFile = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Write all figures ('-': stdout).")
]
Report = Annotated[
    Path | None, typer.Option(metavar="FILE.html", help="Write a self-contained page.")
]
Junit = Annotated[Path | None, typer.Option(metavar="FILE.xml", help="Write JUnit XML.")]
Baseline = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Accepted figures to compare with (default: each set's own baseline.json).",
    ),
]
NoBaseline = Annotated[
    bool, typer.Option("--no-baseline", help="Compare with no accepted figures.")
]
UpdateBaseline = Annotated[
    bool, typer.Option("--update-baseline", help="Accept the figures of this run.")
]
Filters = Annotated[
    list[str] | None,
    typer.Option(
        "--filter",
        metavar="EXPRESSION",
        help="Ask a part: tag:NAME, id:TEXT or a regular expression; ',' means or, '!' not.",
    ),
]
FailUnder = Annotated[
    list[str] | None,
    typer.Option(metavar="METRIC=VALUE", help="Exit with 1 when a metric is lower; repeatable."),
]
Repeat = Annotated[
    int, typer.Option(min=1, max=1000, help="Ask each question so often, for latency.")
]
Workers = Annotated[
    int, typer.Option(min=1, max=64, help="Threads that ask; latency is best measured with 1.")
]
Writer = Annotated[str, typer.Option(help="Who writes the prose: extractive, model or auto.")]
WithJudge = Annotated[
    bool, typer.Option("--judge", help="Add scores of the configured language model.")
]
Brief = Annotated[bool, typer.Option("--brief", help="Leave the failures out.")]


@app.command(RUN)
def run(
    sets: Sets,
    json_file: JsonFile = None,
    report: Report = None,
    junit: Junit = None,
    baseline: Baseline = None,
    no_baseline: NoBaseline = False,
    update_baseline: UpdateBaseline = False,
    filters: Filters = None,
    fail_under: FailUnder = None,
    repeat: Repeat = 1,
    workers: Workers = 1,
    writer: Writer = "extractive",
    judge: WithJudge = False,
    brief: Brief = False,
) -> None:
    """Ask every question of the sets and print metrics, failures and what changed.

    Exits with 1 when a metric falls by more than its tolerance, a protected question breaks, a
    metric is under its --fail-under, or a set is malformed.
    """
    limits = dict(_limit(text) for text in fail_under or ())
    if writer not in ("extractive", "model", "auto"):
        raise typer.BadParameter("the writer is extractive, model or auto", param_hint="--writer")
    if baseline and no_baseline:
        raise typer.BadParameter("--baseline and --no-baseline exclude each other")
    from assistant.evaluation import evaluation
    from assistant.evaluation.judge import Judge

    options = evaluation.Options(tuple(filters or ()), repeat, workers, writer)
    chosen = evaluation.load_sets(sets, options.filters)
    judging = Judge.configured() if judge else None
    with progress_bar() as progress:
        results = evaluation.evaluate(chosen, options, judge=judging, progress=progress)
    known: list[Comparison] = []
    is_new = update_baseline and baseline is not None and not baseline.is_file()
    if not no_baseline and not is_new:
        known = evaluation.comparisons(chosen, results, baseline)
    _write_files(results, known, json_file, report, junit)
    if str(json_file) != "-":
        _draw(results, known, brief=brief)
    if update_baseline:
        part = bool(options.filters)
        for file in evaluation.update_baselines(chosen, results, baseline, part_only=part):
            errors_console().print(f"Accepted: {file}", markup=False, highlight=False)
        known = []
    _finish(evaluation.shortfalls(results, limits), known)


def _write_files(
    results: Sequence[QuestionResult],
    known: Sequence[Comparison],
    json_file: Path | None,
    report: Path | None,
    junit: Path | None,
) -> None:
    from assistant.evaluation import html_report
    from assistant.evaluation import junit as junit_xml
    from assistant.evaluation.results import as_json

    if json_file:
        _write(json_file, json.dumps(as_json(results), ensure_ascii=False, indent=1) + "\n")
    if report:
        _write(report, html_report.render(results, known))
    if junit:
        junit_xml.write(junit, results)


def _write(file: Path, text: str) -> None:
    if str(file) == "-":
        say(text.rstrip("\n"))
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _draw(results: Sequence[QuestionResult], known: Sequence[Comparison], *, brief: bool) -> None:
    from rich.console import Console

    from assistant.evaluation import table

    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    console.print(table.figures(results, console.width))
    if not brief:
        for part in table.failures(results):
            console.print(part)
    for comparison in known:
        for part in table.comparison(comparison):
            console.print(part)


def _finish(shortfalls: Sequence[str], known: Sequence[Comparison]) -> None:
    """Say what is too low or worse on stderr, and exit with 1 if anything is."""
    sentences = [comparison.verdict() for comparison in known if comparison.failed]
    sentences += [f"{sentence}." for sentence in shortfalls]
    if sentences:
        for sentence in sentences:
            errors_console().print(f"news-assistant: {sentence}", markup=False, highlight=False)
        raise typer.Exit(1)


@app.command("init")
def init(
    folder: NewFolder,
    articles: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Articles to copy into the set (default: its own)."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Propose at most so many questions.")] = 50,
    accept: Annotated[
        bool, typer.Option("--accept", help="Accept every proposal without looking.")
    ] = False,
    more: Annotated[
        int,
        typer.Option(
            metavar="N",
            min=0,
            help="Have the configured language model propose so many more; each is kept only if "
            "its quote stands in the article word for word.",
        ),
    ] = 0,
) -> None:
    """Write a new set: propose questions from the articles' attributions and figures.

    Proposals go to proposals.jsonl, for a person to accept or reject in the browser
    (`news-assistant serve`) or by moving lines to questions.jsonl.
    """
    from assistant.evaluation import model_proposals, proposals

    model = model_proposals.configured_model() if more else None
    made = proposals.start_set(folder, articles, limit=limit)
    if model:
        made += _more(folder, model, more, made)
    if accept:
        proposals.write_set(folder, made)
        say(f"{len(made)} questions written to {folder / 'questions.jsonl'}.")
        return
    file = proposals.write_proposals(folder, made)
    say(f"{len(made)} questions proposed in {file}; accept or reject them in the browser.")


def _format(kind: str) -> str:
    from assistant.evaluation.converters import FORMATS

    if kind not in FORMATS:
        raise typer.BadParameter(f"expected one of {', '.join(FORMATS)}, got {kind!r}")
    return kind


SetFolder = Annotated[Path, typer.Argument(metavar="SET", help="Folder of the set.")]
Source = Annotated[Path, typer.Argument(metavar="SOURCE", help="File or folder to read.")]
Target = Annotated[Path, typer.Argument(metavar="TARGET", help="File or folder to write.")]
Format = Annotated[
    str,
    typer.Option("--format", callback=_format, help="squad, beir, multihop-rag or llama-index."),
]


def _more(
    folder: Path, model: LanguageModel, count: int, made: Sequence[Proposal]
) -> list[Proposal]:
    """Return what a language model proposes; where it fails, say so and return what came before."""
    from assistant.evaluation.model_proposals import propose_more
    from assistant.language_models.errors import LanguageModelError

    found: list[Proposal] = []
    try:
        found.extend(propose_more(folder, model, count, made))
    except LanguageModelError as problem:
        errors_console().print(f"news-assistant: {problem}", markup=False, highlight=False)
    say(f"{len(found)} of them proposed by {model.name}.")
    return found


@app.command("import")
def import_set(source: Source, folder: NewFolder, kind: Format) -> None:
    """Write a question set from a file or folder of another format."""
    from assistant.evaluation import converters

    _count(converters.import_set(kind, source, folder), folder)


@app.command("export")
def export_set(folder: SetFolder, target: Target, kind: Format) -> None:
    """Write a question set as a file or folder of another format."""
    from assistant.evaluation import converters

    _count(converters.export_set(kind, folder, target), target)


def _count(questions: int, place: Path) -> None:
    say(f"{questions} questions written to {place}.")
