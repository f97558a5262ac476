"""`add` and `articles`: what goes into the library and what is in it."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.output import (
    JsonOption,
    LibraryOption,
    opened,
    progress_bar,
    say,
    say_json,
    summary,
)

app = typer.Typer(
    help="List, show or remove articles.", no_args_is_help=True, rich_markup_mode=None
)


def add(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders, globs, zip archives, feeds or URLs.", metavar="PATH…"),
    ],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add articles; adding again skips what is unchanged."""
    with opened(library) as assistant:
        with progress_bar() as show:
            report = assistant.add(paths, progress=show)
            assistant.wait_for_tagging(show)
        if as_json:
            say_json(report.as_dict())
        else:
            say(summary(report))
    good = report.added or report.updated or report.unchanged or report.duplicates
    if report.failed and not good:
        raise typer.Exit(1)


@app.command("list")
def list_articles(
    query: Annotated[str, typer.Argument(help="Words in title, outlet or byline.")] = "",
    limit: Annotated[int, typer.Option(help="How many at the most.", min=1)] = 50,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the articles, newest first."""
    with opened(library) as assistant:
        rows = assistant.articles(query=query, limit=limit)
        if as_json:
            say_json([_row(row) for row in rows])
            return
        for row in rows:
            when = f"{row.published:%Y-%m-%d}" if row.published else "undated   "
            say(f"{row.id}  {when}  {row.outlet or '-'}: {row.title}")
        total = assistant.count(query=query)
        if total > len(rows):
            say(f"… and {total - len(rows):,} more (--limit).")


@app.command("show")
def show_article(
    article_id: Annotated[str, typer.Argument(help="An id that `articles list` prints.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one article."""
    with opened(library) as assistant:
        article = assistant.article(article_id)
        if as_json:
            say_json({name: getattr(article, name) for name in article.__dataclass_fields__})
            return
        when = f"{article.published:%d %B %Y %H:%M %Z}" if article.published else ""
        say(article.title)
        say(
            " · ".join(part for part in (article.outlet, article.byline, when, article.url) if part)
        )
        say("")
        say(article.text)


@app.command("remove")
def remove_article(
    article_ids: Annotated[list[str], typer.Argument(help="Ids of the articles.", metavar="ID…")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove articles from the library and both its indexes."""
    with opened(library) as assistant:
        for article_id in article_ids:
            assistant.article(article_id)  # an unknown id stops before anything is removed
        for article_id in article_ids:
            assistant.remove(article_id)
        if as_json:
            say_json({"removed": article_ids})
        else:
            say(f"Removed {len(article_ids)}.")


def _row(row: object) -> dict[str, object]:
    fields = ("id", "title", "outlet", "byline", "published", "updated", "url", "version")
    return {name: getattr(row, name) for name in fields}
