"""The `news-assistant` command: its options, its sub-commands, and how errors reach a person."""

from __future__ import annotations

import sys

import typer

from assistant.cli import articles, ask, care, serve
from assistant.cli.eval import app as evaluation
from assistant.cli.models import app as models
from assistant.cli.output import errors_console
from index.errors import NewsAssistantError

app = typer.Typer(
    name="news-assistant",
    help="Ask a pile of news articles who said what, when, and see the exact words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("add")(articles.add)
app.command("ask")(ask.ask)
app.command("chat")(ask.chat)
app.command("serve")(serve.serve)
app.add_typer(articles.app, name="articles")
app.add_typer(evaluation)
app.add_typer(models, name="models")
app.command("backup")(care.backup)
app.command("restore")(care.restore)
app.command("rebuild")(care.rebuild)
app.command("doctor")(care.doctor)


def main() -> None:
    """Run the command line; a person's mistake is one sentence on stderr and exit code 1."""
    try:
        app()
    except NewsAssistantError as error:
        errors_console().print(f"news-assistant: {error}", markup=False, highlight=False)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        errors_console().print("news-assistant: stopped.", markup=False)
        sys.exit(130)
