"""After installation nothing leaves this machine: adding, asking and the page."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ARTICLES = HERE / "assistant" / "articles"


@pytest.fixture
def command(tmp_path):
    log = tmp_path / "connections"
    environment = {
        **os.environ,
        "OFFLINE_LOG": str(log),
        "NEWS_ASSISTANT_LIBRARY": str(tmp_path / "library"),
    }
    for name in ("HF_HUB_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY"):
        environment.pop(name, None)  # the product must need no help from its environment

    def start(*words):
        return subprocess.Popen(
            [sys.executable, str(HERE / "offline_main.py"), *words],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    yield start
    assert not log.exists(), f"connections were tried to: {log.read_text()}"


def test_add_and_ask_need_no_network(command):
    added = command("add", str(ARTICLES), "--json")
    out, err = added.communicate(timeout=240)
    assert added.returncode == 0, err
    assert len(json.loads(out)["added"]) == 3
    asked = command("ask", "How many people were still missing?", "--json")
    out, err = asked.communicate(timeout=120)
    assert asked.returncode == 0, err
    assert json.loads(out)["citations"]


def test_the_page_needs_no_network(command):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = command("serve", "--port", str(port), "--add", str(ARTICLES))
    try:
        deadline = time.monotonic() + 240
        while True:
            assert served.poll() is None, served.communicate()[1]
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
                    assert page.status == 200
                    break
            except OSError:
                assert time.monotonic() < deadline, "the page did not come up"
                time.sleep(0.5)
    finally:
        served.send_signal(signal.SIGINT)
        served.communicate(timeout=60)
