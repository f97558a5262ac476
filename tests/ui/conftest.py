"""One server with a small library for all browser tests, and a page that tells on itself."""

import queue
import shutil
import threading
from pathlib import Path

import pytest

from tests.ui.library_articles import CORRECTED, write_articles
from tests.ui.scripted import ScriptedAssistant

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def assistant(tmp_path_factory):
    """A scripted assistant over a real library of a few articles, one of them corrected."""
    folder = write_articles(tmp_path_factory.mktemp("articles"))
    with ScriptedAssistant.open(tmp_path_factory.mktemp("library")) as opened:
        report = opened.add([folder])
        assert not report.failed
        (folder / "draft.md").write_text(CORRECTED, encoding="utf-8")
        assert opened.add([folder / "draft.md"]).updated
        yield opened


@pytest.fixture(scope="session")
def question_sets(tmp_path_factory):
    """A folder with one small question set over one of the articles."""
    folder = tmp_path_factory.mktemp("eval_sets")
    write_articles(folder / "small" / "all")
    (folder / "small" / "articles").mkdir()
    shutil.copy(folder / "small" / "all" / "strikes.md", folder / "small" / "articles")
    shutil.rmtree(folder / "small" / "all")
    (folder / "small" / "questions.jsonl").write_text(
        '{"id": "first", "question": "How many were injured?", "answers": ["82"]}\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="session")
def server(assistant, question_sets):
    """The address of a running server."""
    from ui import evaluation_runs
    from ui.server import serve

    evaluation_runs._sets_folder = lambda: question_sets
    ready = queue.Queue()
    threading.Thread(
        target=serve, args=(assistant,), kwargs={"port": 0, "ready": ready.put}, daemon=True
    ).start()
    return ready.get(timeout=120)


@pytest.fixture
def open_page(browser, server):
    """Open pages that fail the test when they reach another host, break, or run an article's code."""
    opened = []

    def open_one(path="/", viewport=None, **options):
        context = browser.new_context(
            viewport=viewport or WIDE, permissions=["clipboard-read", "clipboard-write"], **options
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        told = {"requests": [], "errors": []}
        page.on("request", lambda request: told["requests"].append(request.url))
        page.on("pageerror", lambda error: told["errors"].append(str(error)))
        page.on("dialog", lambda dialog: told["errors"].append(dialog.message))
        opened.append((context, page, told))
        page.goto(server + path)
        if path.startswith(("/?", "/#")) or path == "/":
            page.locator("#ask-button").wait_for()
        return page

    yield open_one
    for context, page, told in opened:
        pwned = page.evaluate("window.pwned")
        context.close()
        elsewhere = [
            url for url in told["requests"] if not url.startswith((server, "data:", "blob:"))
        ]
        assert elsewhere == []
        assert told["errors"] == []
        assert pwned is None


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "390"])
def page(request, open_page):
    """The page at `/`, wide and narrow."""
    return open_page(viewport=request.param)


@pytest.fixture
def wide(open_page):
    """The page at `/`, wide."""
    return open_page()


@pytest.fixture
def keep(request):
    """Keep a screenshot of a page as an artefact of the run."""

    def keep_one(page, name=""):
        ARTEFACTS.mkdir(exist_ok=True)
        size = page.viewport_size["width"]
        stem = f"{request.node.originalname}{f'-{name}' if name else ''}-{size}"
        page.screenshot(path=ARTEFACTS / f"{stem}.png")

    return keep_one


@pytest.fixture
def assistant_id(server, browser):
    """Find an article's id by its title, through the page's own list."""
    import re

    def find(title):
        context = browser.new_context(viewport=WIDE)
        page = context.new_page()
        page.goto(server)
        page.locator("#ask-button").wait_for()
        page.get_by_role("tab", name="Library").click()
        link = page.locator(".articles a.open-source", has_text=title).first
        link.wait_for()
        address = link.get_attribute("href")
        context.close()
        return re.fullmatch(r"/article/([^?#]+).*", address)[1]

    return find
