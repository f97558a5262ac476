"""What the browser shows before Gradio has loaded: our style, the title and the first sentence."""

from __future__ import annotations

import re
from typing import Any

from ui.theme import head
from ui.welcome import PLAIN

_EXTERNAL = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>', re.DOTALL)
_SKELETON = (
    '<div id="first-paint"><header class="masthead"><span class="home">News Assistant</span>'
    f'</header><div class="first-words">{PLAIN}<p>Opening…</p></div></div>'
)


class FirstPaint:
    """ASGI middleware that puts style and first words into the page at `/` itself.

    Gradio adds its head only after its script has run; until then the page would be blank.
    """

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the request; rewrite the page at `/`."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        begun: dict[str, Any] = {}
        body = bytearray()

        async def collect(message: Any) -> None:
            if message["type"] == "http.response.start":
                begun.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = rewritten(bytes(body))
            headers = [pair for pair in begun["headers"] if pair[0].lower() != b"content-length"]
            headers.append((b"content-length", str(len(page)).encode()))
            await send({**begun, "headers": headers})
            await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, collect)


def rewritten(page: bytes) -> bytes:
    """Return Gradio's page with our head and first words, and without its own social cards."""
    page = _EXTERNAL.sub(b"", page)
    added = f"<title>News Assistant</title>{head()}".encode()
    page = page.replace(b"<head>", b"<head>" + added, 1)
    return page.replace(b"<gradio-app", _SKELETON.encode() + b"<gradio-app", 1)
