"""The web application around the page, and the server that listens."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant import NewsAssistantError
from index.blas_threads import one_thread_throughout

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant import Assistant

_BACKLOG = 256


def create_app(assistant: Assistant) -> FastAPI:
    """Return the application: article pages, exports, static files, and the Gradio page at `/`."""
    # Gradio reads these when it is imported, and otherwise asks other hosts.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse
    from fastapi.staticfiles import StaticFiles
    from gradio import mount_gradio_app

    from ui import page
    from ui.article_routes import article_routes
    from ui.documents import STATIC, document
    from ui.evaluation_runs import EvaluationRuns
    from ui.export_routes import export_routes
    from ui.first_paint import FirstPaint
    from ui.headers import SecureHeaders
    from ui.theme import theme

    app = FastAPI(title="News Assistant", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(FirstPaint)
    app.add_middleware(SecureHeaders)
    instance = uuid4().hex

    @app.get("/alive")
    def alive() -> dict[str, str]:
        """Say that the server is there, and which start of it this is."""
        return {"instance": instance}

    app.include_router(article_routes(assistant))
    app.include_router(export_routes(assistant))
    runs = EvaluationRuns()

    @app.get("/evaluation/{key}")
    def report(key: str) -> HTMLResponse:
        """Return the report of one run."""
        page_ = runs.report(key) or document("Gone", "<h1>This report is no longer kept</h1>")
        return HTMLResponse(page_)

    app.mount("/page", StaticFiles(directory=STATIC))
    mounted: FastAPI = mount_gradio_app(
        app,
        page.build(assistant, runs),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size="200mb",
        theme=theme(),
    )
    return mounted


def serve(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until interrupted; `ready` gets the address once the server listens.

    Port 0 takes any free one.

    Raises:
        NewsAssistantError: the port is taken, or the host is not one of this machine's addresses.

    """
    import uvicorn

    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}"

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if ready is not None and self.started:
                ready(address)

    # Many ask at once, each on a thread of its own: NumPy's own threads would only spin.
    with listening, one_thread_throughout():
        config = uvicorn.Config(create_app(assistant), log_level="warning", access_log=False)
        Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise NewsAssistantError(
            f"The page can't be served on {host}:{port} ({error.strerror or error}); "
            "choose another port or stop the program that uses it."
        ) from error
    return listening
