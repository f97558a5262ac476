"""The list of kept conversations as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import gradio as gr

from assistant import NewsAssistantError
from assistant.rendering.dates import day
from ui.acts import Act
from ui.markup import attribute, button, count

if TYPE_CHECKING:
    from assistant import Assistant
    from index.conversations import ConversationSummary

_MOST = 100
_LONGEST_TITLE = 200


class ConversationHandlers:
    """What the list of conversations does."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def listed(self, current: str, query: str) -> str:
        """Return the list of conversations that match."""
        return conversations_html(self._assistant.conversations(query), current, query)

    def changed(self, current: str, event: gr.EventData) -> str:
        """Open, rename or delete one; return the id of the conversation to show then."""
        act = Act.of(event)
        key = act.text("id")
        try:
            if act.name == "rename" and act.text("title").strip():
                self._assistant.rename_conversation(key, act.text("title")[:_LONGEST_TITLE])
            elif act.name == "delete":
                self._assistant.delete_conversation(key)
                return "" if key == current else current
        except NewsAssistantError as error:
            gr.Warning(escape(str(error)))
        return key if act.name == "open" else current


def conversations_html(
    conversations: Sequence[ConversationSummary], current: str, query: str
) -> str:
    """Return the conversations, the last used first; `current` is the one on the page."""
    if not conversations:
        text = "No conversation matches." if query.strip() else "Conversations are kept here."
        return f'<p class="empty">{text}</p>'
    rows = "".join(_row(row, current) for row in conversations[:_MOST])
    more = len(conversations) - _MOST
    note = f'<p class="empty">{count(more, "older one")}: search for it.</p>' if more > 0 else ""
    return f'<ul class="conversations">{rows}</ul>{note}'


def _row(row: ConversationSummary, current: str) -> str:
    title = row.title or "Untitled"
    here = ' aria-current="true"' if row.id == current else ""
    key = attribute(row.id)
    exports = "".join(
        f'<a class="quiet" href="/conversation/{key}/export.{kind}"{target}>{label}</a>'
        for kind, label, target in (
            ("md", "Export Markdown", " download"),
            ("json", "Export JSON", " download"),
            ("html", "Print or PDF", ' target="_blank" rel="noopener"'),
        )
    )
    return (
        f'<li class="conversation" data-id="{key}"><button type="button" class="conversation-open" '
        f'data-act="open" data-id="{key}"{here}><bdi class="conversation-title">{escape(title)}'
        f'</bdi><span class="conversation-facts">{count(row.turns, "question")}, '
        f"{day(row.updated)}</span></button>"
        f'<details class="menu"><summary class="quiet" aria-label="'
        f'{attribute(f"More for the conversation {title}")}">…</summary><div class="menu-items">'
        f'<button type="button" class="quiet" data-rename="{key}" data-title="{attribute(title)}">'
        f"Rename</button>{exports}"
        f"{button('Delete', 'delete', style='quiet danger', id=row.id, confirm='Really delete?')}"
        "</div></details></li>"
    )
