"""The frame of the pages that are not Gradio's: articles and messages about them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@cache
def static_address(name: str) -> str:
    """Return the address of a static file, with its content's hash so that it may be cached."""
    return f"/page/{name}?{sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def document(title: str, body: str) -> str:
    """Return a whole HTML page; `body` is HTML already, `title` is not."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} – News Assistant</title>"
        f'<link rel="icon" href="{static_address("icon.svg")}">'
        f'<link rel="stylesheet" href="{static_address("base.css")}">'
        f'<link rel="stylesheet" href="{static_address("article.css")}">'
        f'<script src="{static_address("theme.js")}"></script>'
        f'<script src="{static_address("article.js")}" defer></script></head>'
        '<body class="paper"><header class="masthead"><a class="home" href="/">News Assistant</a>'
        '<button type="button" class="quiet" data-theme-toggle>Dark</button></header>'
        f'<main id="article">{body}</main></body></html>'
    )
