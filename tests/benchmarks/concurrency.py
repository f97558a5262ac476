"""Twenty people ask at once: errors, the time to an answer, and the server's memory.

Each session asks through the page's own queue, as a browser does, and waits for the finished turn.
The library holds the articles of all evaluation sets, and every question of these is asked once
before any is asked again: longer ago than the reader keeps its readings, so that each is read for.
The server's processor time is told beside the clock, for machines that others use.

    python tests/benchmarks/concurrency.py --sessions 20 --questions 10 --rounds 5
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil

SETS = Path(__file__).parents[2] / "eval_sets"
_FAILED = r"class=\"failure\""
LIMIT_P95 = 3.0
LIMIT_GROWTH = 0.10


def serve_library(library: Path, articles: list[Path], tell: Any) -> None:
    """Serve a library of the given articles and tell the address."""
    from assistant import Assistant
    from ui.server import serve

    with Assistant.open(library) as assistant:
        if not assistant.count():
            assistant.add(articles)
            assistant.wait_for_tagging()
        assistant.ask("Who reported 23 civilian deaths?")  # loads the models
        serve(assistant, port=0, ready=tell.put)


def questions_of(folders: list[Path]) -> list[str]:
    """Return the questions of the sets that need no earlier turn, each once, the sets in turns."""
    sets = []
    for folder in folders:
        lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        sets.append([row["question"] for row in rows if not row.get("history")])
    turns = itertools.zip_longest(*sets)
    return list(dict.fromkeys(question for turn in turns for question in turn if question))


async def ask_event(client: httpx.AsyncClient) -> int:
    """Return the number of the page's event that asks."""
    config = (await client.get("/config")).json()
    names = {item["id"]: item["props"].get("elem_id") for item in config["components"]}
    for event in config["dependencies"]:
        if any(names.get(target[0]) == "ask-button" for target in event["targets"]):
            return int(event["id"])
    raise LookupError("the page has no event of the Ask button")


async def one_question(client: httpx.AsyncClient, event: int, session: str, text: str) -> float:
    """Ask in a session and return the seconds until its turn is finished."""
    began = time.perf_counter()
    body = {"data": [text, None, None], "fn_index": event, "session_hash": session}
    (await client.post("/gradio_api/queue/join", json=body)).raise_for_status()
    url = f"/gradio_api/queue/data?session_hash={session}"
    async with client.stream("GET", url) as stream:
        async for line in stream.aiter_lines():
            if not line.startswith("data:"):
                continue
            if _FAILED in line:
                raise RuntimeError(f"{text!r} was not answered: {line}")
            message = json.loads(line[5:])
            if message["msg"] == "process_completed":
                if not message["success"]:
                    raise RuntimeError(f"{text!r}: {message}")
                return time.perf_counter() - began
            if message["msg"] in {"unexpected_error", "queue_full"}:
                raise RuntimeError(f"{text!r}: {message}")
    raise RuntimeError(f"{text!r}: the stream ended early")


async def one_round(address: str, asked: list[list[str]]) -> list[float]:
    """Let new sessions ask their questions side by side; return the seconds of every question."""
    limits = httpx.Limits(max_connections=4 * len(asked))
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits) as client:
        event = await ask_event(client)

        async def person(questions: list[str]) -> list[float]:
            session = uuid4().hex
            return [await one_question(client, event, session, each) for each in questions]

        found = await asyncio.gather(*(person(questions) for questions in asked))
    return [seconds for times in found for seconds in times]


def main() -> int:
    """Run the rounds and print one line each; return 1 where a limit does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sets", nargs="*", type=Path, default=sorted(SETS.iterdir()))
    parser.add_argument("--library", type=Path, default=None)
    given = parser.parse_args()
    library = given.library or Path(tempfile.mkdtemp()) / "library"
    context = multiprocessing.get_context("spawn")
    address: Any = context.Queue()
    folders = [folder for folder in given.sets if (folder / "questions.jsonl").is_file()]
    target = (library, [folder / "articles" for folder in folders], address)
    server = context.Process(target=serve_library, args=target, daemon=True)
    server.start()
    place = address.get(timeout=1800)
    watched = psutil.Process(server.pid)
    asked = itertools.cycle(questions_of(folders))
    every: list[float] = []
    memory: list[float] = []
    for number in range(1, given.rounds + 1):
        began = processor_seconds(watched)
        people = [list(itertools.islice(asked, given.questions)) for _ in range(given.sessions)]
        times = asyncio.run(one_round(place, people))
        every += times
        memory.append(watched.memory_info().rss / 1e6)
        each = (processor_seconds(watched) - began) / len(times)
        told = f"{summary(times)}, {each:.2f} s of processor each, {memory[-1]:.0f} MB"
        print(f"round {number}: {told}")  # noqa: T201
    growth = (memory[-1] - memory[0]) / memory[0]
    print(f"all {len(every)}: {summary(every)}, memory {growth:+.1%} since round 1")  # noqa: T201
    server.terminate()
    return int(percentile(every, 95) > LIMIT_P95 or growth > LIMIT_GROWTH)


def processor_seconds(process: psutil.Process) -> float:
    """Return the processor time that a process has used."""
    used = process.cpu_times()
    return float(used.user + used.system)


def summary(times: list[float]) -> str:
    """Return count, median and 95th percentile in words."""
    return (
        f"{len(times)} questions, p50 {percentile(times, 50):.2f} s, "
        f"p95 {percentile(times, 95):.2f} s, longest {max(times):.2f} s"
    )


def percentile(values: list[float], share: int) -> float:
    """Return a percentile of two or more values."""
    return statistics.quantiles(values, n=100)[share - 1]


if __name__ == "__main__":
    sys.exit(main())
