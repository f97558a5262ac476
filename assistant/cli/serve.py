"""`serve`: the chat page."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated

import typer

from assistant.cli.output import LibraryOption, opened, progress_bar, say, summary


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 7860,
    add: Annotated[
        list[str] | None, typer.Option("--add", help="Add these first (may be repeated).")
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Serve the chat page until Ctrl-C."""
    with opened(library) as assistant:
        if add:
            with progress_bar() as show:
                report = assistant.add(add, progress=show)
            say(summary(report))
        assistant.tagging.wake()
        # The page lives in `ui`, which imports `assistant`; only this command knows both.
        page = import_module("ui.server")
        page.serve(assistant, host=host, port=port, ready=lambda url: say(f"Serving on {url}"))
