"""Write docs/cli.md from the command line's own help: `python scripts/cli_reference.py`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "docs" / "cli.md"
WIDTH = 96


def reference() -> str:
    """Return the help of every command, each under its own heading."""
    import typer.main

    from assistant.cli.main import app

    root = typer.main.get_command(app)
    parts = [
        "# The command line",
        "",
        "Written from the program's own help by `scripts/cli_reference.py`.",
        "",
        *_pages(root, "news-assistant"),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _pages(command: Any, name: str) -> list[str]:
    context = command.make_context(
        name, [], resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH
    )
    page = [f"## `{name}`", "", "```text", command.get_help(context).rstrip(), "```", ""]
    for child in getattr(command, "commands", {}):
        page += _pages(command.commands[child], f"{name} {child}")
    return page


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(reference(), encoding="utf-8")
    sys.stdout.write(f"{TARGET}\n")
