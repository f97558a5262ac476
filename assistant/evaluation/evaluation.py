"""One evaluation from beginning to end: sets in, results and comparisons out."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.evaluation import baseline, libraries, question_sets
from assistant.evaluation.comparison import Comparison, compare
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.results import METRICS, QuestionResult, metrics
from assistant.evaluation.runner import run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from assistant.evaluation.judge import Judge
    from assistant.evaluation.question_sets import QuestionSet
    from index.report import Progress


@dataclass(frozen=True, slots=True)
class Options:
    """How an evaluation is run; see the options of `news-assistant eval`."""

    filters: tuple[str, ...] = ()
    repeat: int = 1
    workers: int = 1
    writer: str = "extractive"


def load_sets(places: Iterable[str | Path], filters: Sequence[str] = ()) -> list[QuestionSet]:
    """Return the sets that places name, each with the questions that every filter keeps.

    Raises `EvaluationError` when two sets have one name or no question is kept.
    """
    sets = [question_sets.load(folder) for folder in question_sets.find(places)]
    names = [item.name for item in sets]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise EvaluationError(f"several question sets are called {', '.join(sorted(repeated))}")
    for expression in filters:
        sets = [item.filtered(expression) for item in sets]
    sets = [item for item in sets if item.questions]
    if not sets:
        raise EvaluationError(f"no question is kept by {' and '.join(filters) or 'no filter'}")
    return sets


def evaluate(
    sets: Sequence[QuestionSet],
    options: Options,
    *,
    judge: Judge | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> list[QuestionResult]:
    """Return the results of all questions of some sets, set by set."""
    results: list[QuestionResult] = []
    for question_set in sets:
        with ExitStack() as stack:
            built = stack.enter_context(
                libraries.opened(question_set, writer=options.writer, progress=progress)
            )
            found = run(
                question_set,
                built.assistant,
                built.articles,
                repeat=options.repeat,
                workers=options.workers,
                progress=progress,
            )
        results += judge.judged(found, progress) if judge else found
    return results


def comparisons(
    sets: Sequence[QuestionSet], results: Sequence[QuestionResult], file: Path | None
) -> list[Comparison]:
    """Return each set's comparison with its accepted figures.

    These lie in `file`, or in each set's own `baseline.json` where `file` is `None`; sets without
    any are left out. Raises `EvaluationError` when `file` knows none of the sets.
    """
    found = []
    given = baseline.read(file) if file else {}
    for question_set in sets:
        accepted = given.get(question_set.name)
        if file and accepted is None and len(sets) == 1:
            accepted = given.get("")
        if not file and question_set.baseline.is_file():
            accepted = baseline.read(question_set.baseline)[""]
        if accepted is not None:
            rows = [row for row in results if row.set_name == question_set.name]
            found.append(compare(accepted, rows, question_set.name))
    if file and not found:
        raise EvaluationError(f"{file} has no baseline for {', '.join(s.name for s in sets)}")
    return found


def update_baselines(
    sets: Sequence[QuestionSet],
    results: Sequence[QuestionResult],
    file: Path | None,
    *,
    part_only: bool,
) -> list[Path]:
    """Write the results as accepted figures, into `file` or each set's own; return the files.

    With `part_only` (a filter held) questions that were not asked keep their accepted figures.
    """
    if file:
        baseline.write(file, results, keep_others=part_only)
        return [file]
    for question_set in sets:
        rows = [row for row in results if row.set_name == question_set.name]
        baseline.write(question_set.baseline, rows, keep_others=part_only)
    return [question_set.baseline for question_set in sets]


def shortfalls(results: Sequence[QuestionResult], limits: Mapping[str, float]) -> list[str]:
    """Return a sentence for each metric over all sets that is under its limit or has no value."""
    values = metrics(results)
    sentences = []
    for name, limit in limits.items():
        value = values[name]
        if value is None:
            sentences.append(f"{name} has no value: no question measures it")
        elif value < limit - 1e-9:
            sentences.append(f"{name} is {value:.4f}, under {limit:g}")
    return sentences


def parse_limit(text: str) -> tuple[str, float]:
    """Return the metric and value of a `METRIC=VALUE`; raises `ValueError` saying what is wrong."""
    name, sign, value = text.partition("=")
    if not sign or name not in METRICS:
        raise ValueError(f"expected METRIC=VALUE with one of {', '.join(METRICS)}, got {text!r}")
    try:
        limit = float(value)
    except ValueError:
        raise ValueError(f"{value!r} is no number, in {text!r}") from None
    if not 0 <= limit <= 1:
        raise ValueError(f"a limit lies between 0 and 1, got {value}")
    return name, limit
