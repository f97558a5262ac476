"""The articles of the library as a table one can sort, search, page through and tidy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant import NewsAssistantError
from assistant.rendering.dates import day
from ui.acts import Act
from ui.article_view import article_path
from ui.markup import attribute, button, count

if TYPE_CHECKING:
    from assistant import Assistant
    from index.article_queries import ArticleSummary

PAGE = 25
_COLUMNS = (
    ("published", "Published"),
    ("title", "Title"),
    ("outlet", "Outlet"),
    ("words", "Words"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the list one is: order and page."""

    sort: str = "-published"
    page: int = 0

    def sorted_by(self, column: str) -> Place:
        """Return the first page in this column's order; pressing it again reverses the order."""
        turned = f"-{column}" if self.sort == column else column
        return Place(turned) if column in dict(_COLUMNS) else self


@dataclass(frozen=True, slots=True)
class ListHandlers:
    """What the list does; each handler returns the list and where in it one is."""

    assistant: Assistant

    def shown(self, place: Place | None, query: str) -> tuple[str, Place]:
        """Return the page of the list."""
        place = place or Place()
        total = self.assistant.count(query=query)
        last = max(0, (total - 1) // PAGE)
        place = replace(place, page=min(max(place.page, 0), last))
        rows = self.assistant.articles(
            query=query, sort=place.sort, limit=PAGE, offset=place.page * PAGE
        )
        return articles_html(rows, total, place, query), place

    def searched(self, place: Place | None, query: str) -> tuple[str, Place]:
        """Return the first page of what matches."""
        return self.shown(replace(place or Place(), page=0), query)

    def acted(self, place: Place | None, query: str, event: gr.EventData) -> tuple[str, Place, str]:
        """Sort, turn the page, remove or take back; also return a sentence about it."""
        act, place, sentence = Act.of(event), place or Place(), ""
        try:
            if act.name == "sort":
                place = place.sorted_by(act.text("column"))
            elif act.name == "page":
                place = replace(place, page=act.number("page"))
            elif act.name == "remove":
                title = self.assistant.article(act.text("id")).title
                self.assistant.remove(act.text("id"))
                sentence = _removed(act.text("id"), title)
        except NewsAssistantError as error:
            sentence = f'<p class="failure" role="alert">{escape(str(error))}</p>'
        return (*self.shown(place, query), sentence)

    def restored(self, place: Place | None, query: str, event: gr.EventData) -> tuple[Any, ...]:
        """Take a removed article back."""
        act = Act.of(event)
        sentence = '<p role="status">The article is back.</p>'
        try:
            self.assistant.restore_article(act.text("id"))
        except NewsAssistantError as error:
            sentence = f'<p class="failure" role="alert">{escape(str(error))}</p>'
        return (*self.shown(place, query), sentence)


def articles_html(rows: Sequence[ArticleSummary], total: int, place: Place, query: str) -> str:
    """Return one page of the list with its heads to sort by and its pages to turn."""
    if not rows:
        text = "No article matches." if query.strip() else "No articles yet. Add some above."
        return f'<p class="empty" role="status">{text}</p>'
    heads = "".join(_head(column, label, place.sort) for column, label in _COLUMNS)
    body = "".join(_row(row) for row in rows)
    first = place.page * PAGE
    pages = _pages(place.page, total)
    return (
        f'<table class="articles"><caption>{count(total, "article")}, showing {first + 1:,} to '
        f"{first + len(rows):,}</caption><thead><tr>{heads}"
        f'<th scope="col"><span class="sr">Remove</span></th></tr></thead><tbody>{body}</tbody>'
        f"</table>{pages}"
    )


def _head(column: str, label: str, sort: str) -> str:
    order = {column: "ascending", f"-{column}": "descending"}.get(sort, "none")
    arrow = {"ascending": "↑", "descending": "↓"}.get(order, "")
    return (
        f'<th scope="col" aria-sort="{order}"><button type="button" data-act="sort" '
        f'data-column="{column}">{label}<span aria-hidden="true"> {arrow}</span></button></th>'
    )


def _row(row: ArticleSummary) -> str:
    facts = []
    if row.version > 1:
        facts.append(f"version {row.version}")
    if row.duplicate_of:
        facts.append("copy")
    remove = button("Remove", "remove", title=f"Remove {row.title}", id=row.id, confirm="Really?")
    note = f'<span class="facts">{", ".join(facts)}</span>' if facts else ""
    return (
        f'<tr><td class="when">{day(row.published)}</td><th scope="row" dir="auto">'
        f'<a class="open-source" href="{attribute(article_path(row.id))}" '
        f'data-article="{attribute(row.id)}">{escape(row.title or row.name)}</a>{note}</th>'
        f'<td dir="auto">{escape(row.outlet)}</td><td class="words">{row.words:,}</td>'
        f"<td>{remove}</td></tr>"
    )


def _pages(page: int, total: int) -> str:
    last = (total - 1) // PAGE
    if last == 0:
        return ""
    before = button("Previous", "page", style="plain", page=page - 1) if page else ""
    after = button("Next", "page", style="plain", page=page + 1) if page < last else ""
    return (
        f'<nav class="pages" aria-label="Pages of the list">{before}'
        f"<span>Page {page + 1:,} of {last + 1:,}</span>{after}</nav>"
    )


def _removed(article_id: str, title: str) -> str:
    return (
        f'<p role="status">Removed <bdi>{escape(title)}</bdi>. '
        f"{button('Undo', 'undo', style='plain', id=article_id)}</p>"
    )
