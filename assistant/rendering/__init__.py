"""One renderer for an answer: the page, the exports and the services all print through it.

Citations come from `references`, whatever the format, so that they are identical everywhere.
"""

from assistant.rendering.conversation import (
    Exchange,
    conversation_to_html,
    conversation_to_json,
    conversation_to_markdown,
)
from assistant.rendering.hypertext import to_html
from assistant.rendering.markdown import to_markdown
from assistant.rendering.plain import to_plain
from assistant.rendering.reference import Reference, article_link, references

__all__ = [
    "Exchange",
    "Reference",
    "article_link",
    "conversation_to_html",
    "conversation_to_json",
    "conversation_to_markdown",
    "references",
    "to_html",
    "to_markdown",
    "to_plain",
]
