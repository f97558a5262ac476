"""A scripted OpenAI-compatible endpoint on this machine, and a check that counts words."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from assistant.answer import Answer, Citation
from assistant.language.words import content_stems


@dataclass
class Endpoint:
    url: str = ""
    requests: list[dict] = field(default_factory=list)
    headers: list[dict] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    """Set when a client went away before the script was at its end."""


@contextmanager
def endpoint(script):
    """Serve `script(handler, number)` for the n-th request (from 0)."""
    state = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.requests.append(json.loads(body))
            state.headers.append(dict(self.headers))
            try:
                script(self, len(state.requests) - 1)
            except OSError:
                state.stopped.set()
            self.close_connection = True

        def begin(self, status=200, kind="text/event-stream", **headers):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()

        def raw(self, data):
            if isinstance(data, str):
                data = data.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()

        def delta(self, finish=None, **delta):
            chunk = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 1,
                "model": "scripted",
                "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
            }
            self.raw(f"data: {json.dumps(chunk)}\n\n")

        def end(self):
            self.raw("data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def refuse(self, status, message="", **headers):
            body = json.dumps({"error": {"message": message}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda request, address: None  # clients go away here on purpose
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def says(*pieces, pause=0.0):
    """Return a script that streams `pieces` and ends properly."""

    def script(handler, number):
        handler.begin()
        handler.delta(role="assistant", content="")
        for piece in pieces:
            time.sleep(pause)
            handler.delta(content=piece)
        handler.delta(finish="stop")
        handler.end()

    return script


@dataclass(frozen=True)
class Found:
    verdict: str
    reason: str = ""
    repaired: str = ""
    cited: tuple = ()


def words_check(sentence, evidence, *, question):
    """Every content word must stand in a cited quote or its speaker; a stand-in for tests."""
    cited = [item for item in evidence if f"[{item.number}]" in sentence]
    said = {stem for c in cited for stem in content_stems(f"{c.quote} {c.speaker}")}
    told = set(content_stems(sentence)) - {stem for c in cited for stem in [str(c.number)]}
    missing = sorted(told - said)
    if cited and not missing:
        return Found("supported")
    return Found("unsupported", f"not in the passages: {', '.join(missing)}")


QUOTE = "The White Helmets reported at least 23 civilians killed in strikes on Idlib."
OTHER = "The army said that 12 people died in Idlib, among them fighters."
BOTH = f"{QUOTE} Rescuers worked through the night. {OTHER}"


def citation(number=1, quote=QUOTE, context="", **changes):
    values = {
        "number": number,
        "article_id": f"a{number}",
        "title": "Strikes on Idlib",
        "outlet": "Northgate",
        "published": datetime(2024, 11, 29, 9, 0, tzinfo=UTC),
        "url": "",
        "quote": quote,
        "start": 0,
        "end": len(quote),
        "speaker": "The White Helmets",
        "passage_id": f"a{number}.p0",
        "context": context or quote,
    }
    return Citation(**(values | changes))


def answer(*citations, **changes):
    values = {
        "text": "At least 23, according to the White Helmets [1].",
        "short": "At least 23",
        "abstained": False,
        "citations": citations or (citation(),),
        "question": "How many civilians were killed in Idlib?",
        "asked": "How many civilians were killed in Idlib?",
    }
    return Answer(**(values | changes))
