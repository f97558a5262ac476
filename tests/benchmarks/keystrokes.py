"""How long a letter takes to be seen in the question's box while articles are being added.

A browser types into the page of a real server, whose process adds generated articles and tags
them. A letter's time runs from its key going down to the frame that shows it.

    python tests/benchmarks/keystrokes.py --articles 60
"""

from __future__ import annotations

import argparse
import json
import math
import queue
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from generated_articles import articles
from playwright.sync_api import Page, sync_playwright

from assistant import Assistant
from ui.server import serve

LIMIT = 500.0
"""Milliseconds that 95 of 100 letters may take at the most."""
FEWEST = 20
"""With fewer letters typed while articles were added, nothing was measured."""
_BROWSER = Path("/usr/bin/chromium")
_PAUSE = 120
_WORDS = "Who said that the bridge over the river had been closed since the weekend? "
_WATCH = """
window.letters = [];
document.querySelector('#question textarea').addEventListener('keydown', (event) => {
  requestAnimationFrame(() => setTimeout(() => {
    window.letters.push(performance.now() - event.timeStamp);
  }));
});
"""


def write_articles(folder: Path, count: int) -> Path:
    """Write generated articles as JSON lines and return the file."""
    file = folder / "articles.jsonl"
    rows = ({"id": a.external_id, "title": a.title, "text": a.text} for a in articles(count))
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


def typed_while_adding(page: Page, file: Path, most: int) -> list[float]:
    """Add a file through the page and type until its report is there; return milliseconds."""
    page.get_by_role("tab", name="Library", exact=True).click()
    page.locator("#files input[type=file]").set_input_files(str(file))
    page.locator(".progress").wait_for()
    page.get_by_role("tab", name="Ask", exact=True).click()
    page.evaluate(_WATCH)
    page.locator("#question textarea").click()
    for number in range(most):
        if page.locator(".report .summary").count():
            break
        page.keyboard.press(_key(_WORDS[number % len(_WORDS)]))
        page.wait_for_timeout(_PAUSE)
    found: list[float] = page.evaluate("window.letters")
    return found


def _key(letter: str) -> str:
    return "Space" if letter == " " else letter


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all does not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def main() -> int:
    """Print p50, p95 and the longest; return 1 where p95 is over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--most", type=int, default=300, help="letters at most")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    file = write_articles(folder, options.articles)
    with Assistant.open(folder / "library") as assistant, sync_playwright() as playwright:
        ready: queue.Queue[str] = queue.Queue()
        settings: dict[str, Any] = {"port": 0, "ready": ready.put}
        threading.Thread(target=serve, args=(assistant,), kwargs=settings, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=str(_BROWSER) if _BROWSER.exists() else None,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.set_default_timeout(120_000)
        page.goto(ready.get(timeout=120))
        page.locator("#ask-button").wait_for()
        took = typed_while_adding(page, file, options.most)
        browser.close()
    if len(took) < FEWEST:
        print(f"only {len(took)} letters were typed meanwhile; add more --articles")  # noqa: T201
        return 1
    middle, high = percentile(took, 0.5), percentile(took, 0.95)
    print(  # noqa: T201
        f"{len(took)} letters: p50 {middle:.0f} ms, p95 {high:.0f} ms, longest {max(took):.0f} ms"
    )
    return int(high > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
