"""Conversations as files: Markdown, JSON, and a page made for printing."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from assistant import NewsAssistantError
from assistant.rendering import (
    Exchange,
    conversation_to_html,
    conversation_to_json,
    conversation_to_markdown,
)
from ui.documents import document

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.conversation import Conversation

_FORMATS = {
    "md": (conversation_to_markdown, "text/markdown; charset=utf-8"),
    "json": (conversation_to_json, "application/json"),
    "html": (conversation_to_html, "text/html; charset=utf-8"),
}


def export_routes(assistant: Assistant) -> APIRouter:
    """Return the routes that export a kept conversation."""
    router = APIRouter()

    @router.get("/conversation/{conversation_id}/export.{kind}")
    def export(conversation_id: str, kind: str) -> Response:
        """Return the conversation as `md`, `json` or `html`."""
        if kind not in _FORMATS:
            return _message("A conversation is exported as md, json or html.")
        try:
            conversation = assistant.conversation(conversation_id)
        except NewsAssistantError as error:
            return _message(str(error))
        render, media_type = _FORMATS[kind]
        content = render(conversation.title or "Conversation", exchanges(conversation))
        headers = {}
        if kind != "html":
            name = re.sub(r"[^A-Za-z0-9]+", "-", conversation.title).strip("-")[:50]
            file = f"{name or 'conversation'}.{kind}"
            headers["content-disposition"] = f'attachment; filename="{file}"'
        return Response(content, media_type=media_type, headers=headers)

    return router


def exchanges(conversation: Conversation) -> list[Exchange]:
    """Return the conversation's turns as the renderer takes them."""
    return [
        Exchange(turn.question, turn.answer, getattr(turn, "asked_at", None))
        for turn in conversation.turns
    ]


def _message(sentence: str) -> HTMLResponse:
    body = f'<h1>Not exported</h1><p class="failure">{escape(sentence)}</p>'
    return HTMLResponse(document("Not exported", body), status_code=404)
