"""Response headers that keep a page to its own host, whatever its content says."""

from __future__ import annotations

from typing import Any

_COMMON = (
    "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "media-src 'self' blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'; style-src 'self' 'unsafe-inline'; "
)
# Gradio starts from inline scripts and compiles component templates in the browser.
_GRADIO = _COMMON + "script-src 'self' 'unsafe-inline' 'unsafe-eval'"
_OWN = _COMMON + "script-src 'self'"
# A report names its one style and script by hash in its own policy; nothing else may load.
_REPORT = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'unsafe-inline'"
# An uploaded file, should somebody open it: no script, no form, no origin.
_UPLOAD = "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
_UPLOAD_PATHS = ("/gradio_api/file", "/file=")
_OWN_PATHS = ("/article/", "/conversation/", "/page/")


class SecureHeaders:
    """ASGI middleware: a content security policy, no sniffing, no referrer to other sites.

    Articles and exported conversations run no script but our own files; the Gradio page may not
    reach any other host either.
    """

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve the request, adding the headers to its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        policy = _OWN if path.startswith(_OWN_PATHS) else _GRADIO
        if path.startswith("/evaluation/"):
            policy = _REPORT
        elif path.startswith(_UPLOAD_PATHS):
            policy = _UPLOAD
        added = [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
        ]

        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        await self.app(scope, receive, send_with_headers)
