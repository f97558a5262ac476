"""`backup`, `restore`, `rebuild` and `doctor`: care of the library."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.output import JsonOption, LibraryOption, opened, progress_bar, say, say_json


def backup(
    target: Annotated[Path, typer.Argument(help="The archive file to write.")],
    library: LibraryOption = None,
) -> None:
    """Write the whole library into one archive file."""
    with opened(library) as assistant:
        assistant.backup(target)
    say(f"Backed up to {target}.")


def restore(
    source: Annotated[Path, typer.Argument(help="An archive that `backup` wrote.")],
    library: LibraryOption = None,
) -> None:
    """Lay a backup out as a library; a folder that holds one already is refused."""
    from assistant.assistant import Assistant
    from assistant.settings import load_settings

    folder = library or load_settings().library
    Assistant.restore(source, folder)
    say(f"Restored to {folder}.")


def rebuild(library: LibraryOption = None) -> None:
    """Rebuild both indexes from the library."""
    with opened(library) as assistant, progress_bar() as show:
        assistant.rebuild(show)
    say("Rebuilt.")


def doctor(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say where the library and its two indexes disagree; exit code 1 when they do."""
    with opened(library) as assistant:
        problems = assistant.doctor()
    if as_json:
        say_json([asdict(item) for item in problems])
    else:
        for item in problems:
            say(f"{item.part}: {item.message}; {item.advice}")
        if not problems:
            say("The library and its indexes agree.")
    if problems:
        raise typer.Exit(1)
