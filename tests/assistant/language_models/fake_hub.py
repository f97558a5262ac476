"""A model hub on this machine: serves one file, badly where it is told to."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FakeHub:
    content: bytes
    url: str = ""
    dies_after: list[int] = field(default_factory=list)
    """For each request in turn, after how many bytes the connection dies; empty: never."""
    statuses: list[int] = field(default_factory=list)
    """For each request in turn, a status that is answered instead."""
    ranges: bool = True
    requests: list[tuple[str, str]] = field(default_factory=list)
    """Path and Range header of every request."""


@contextmanager
def fake_hub(content: bytes, **options):
    hub = FakeHub(content, **options)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked = self.headers.get("Range", "")
            hub.requests.append((self.path, asked))
            if self.path.startswith("/resolve-elsewhere"):
                return self.serve(asked)
            if hub.statuses:
                status = hub.statuses.pop(0)
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return None
            self.send_response(302)  # the hub sends clients on to where its files are
            self.send_header("Location", f"{hub.url}/resolve-elsewhere{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None

        def serve(self, asked):
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and hub.ranges else 0
            body = hub.content[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if hub.dies_after:
                self.wfile.write(body[: hub.dies_after.pop(0)])
                self.wfile.flush()
                self.close_connection = True
                self.connection.shutdown(2)
                return
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    server.handle_error = lambda request, address: None  # connections die here on purpose
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
