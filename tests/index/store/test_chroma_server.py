"""Vectors may live on a Chroma server that several libraries share."""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.errors import LibraryError
from index.news_index import NewsIndex
from tests.index.store.stories import ATTACKS, HIGHWAY, ids_found, write


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server(tmp_path):
    port = free_port()
    program = shutil.which("chroma", path=str(Path(sys.executable).parent))
    command = [program, "run", "--path", str(tmp_path / "server"), "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


@pytest.mark.slow
def test_two_libraries_on_one_server(server, tmp_path):
    with (
        NewsIndex.open(tmp_path / "one", chroma_url=server) as one,
        NewsIndex.open(tmp_path / "two", chroma_url=server) as two,
    ):
        one.add(write(tmp_path, ATTACKS))
        two.add(write(tmp_path, HIGHWAY))
        assert set(ids_found(one.retrieve("Who was killed?"))) == {"attacks"}
        assert set(ids_found(two.retrieve("Who was killed?"))) == {"highway"}
        one.rebuild()
        assert one.doctor() == []
        assert two.doctor() == []
    with NewsIndex.open(tmp_path / "one", chroma_url=server) as again:
        assert set(ids_found(again.retrieve("Who was killed?"))) == {"attacks"}


def test_a_server_that_does_not_answer_is_named(tmp_path):
    with pytest.raises(LibraryError, match="No Chroma server answers"):
        NewsIndex.open(tmp_path / "one", chroma_url=f"http://127.0.0.1:{free_port()}")
