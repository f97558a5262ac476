"""Article pages: permanent addresses like `/article/ID?version=1#char=120,184`."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant import NewsAssistantError
from ui.article_view import article_html, open_article
from ui.documents import document

if TYPE_CHECKING:
    from assistant import Assistant

_PAIR = re.compile(r"(\d{1,9})-(\d{1,9})")
_MOST_CITED = 50


def article_routes(assistant: Assistant) -> APIRouter:
    """Return the routes of article pages and of the fragments that the side panel shows."""
    router = APIRouter()

    @router.get("/article/{article_id:path}/text", response_class=HTMLResponse)
    def text(
        article_id: str,
        start: int = -1,
        end: int = -1,
        version: int | None = None,
        also: str = "",
        heading: str = "h2",
    ) -> HTMLResponse:
        """Return the article as a fragment with the given code points marked."""
        target = (start, end) if 0 <= start < end else None
        cited = [(int(a), int(b)) for a, b in _PAIR.findall(also)[:_MOST_CITED]]
        level = heading if heading in {"h1", "h2"} else "h2"
        try:
            opened = open_article(
                assistant, article_id, version=version, target=target, cited=cited
            )
        except NewsAssistantError as error:
            return HTMLResponse(f'<p class="failure">{escape(str(error))}</p>', status_code=404)
        return HTMLResponse(article_html(opened, heading=level))

    @router.get("/article/{article_id:path}", response_class=HTMLResponse)
    def page(article_id: str, version: int | None = None) -> HTMLResponse:
        """Return the article's own page; its script marks the words that the fragment names."""
        try:
            opened = open_article(assistant, article_id, version=version)
        except NewsAssistantError as error:
            body = f'<h1>Not in the library</h1><p class="failure">{escape(str(error))}</p>'
            return HTMLResponse(document("Not in the library", body), status_code=404)
        title = opened.article.title or "Article"
        return HTMLResponse(document(title, article_html(opened)))

    return router
