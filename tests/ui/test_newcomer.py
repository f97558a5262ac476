"""The first ten minutes of somebody who has read no documentation, with the real reader."""

import queue
import re
import threading

import pytest

from tests.ui.library_articles import FILES
from tests.ui.steps import ask, open_room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FERRY = """---
title: Ferry to Quill Island halted by ice
outlet: Coast Paper
published: 2025-01-03T08:00:00+00:00
url: https://coast.example/ferry
---
QUILL ISLAND - The ferry to Quill Island was halted on Friday after ice closed the harbour.

Harbour master Ida Brandt said that 140 passengers were stranded on the quay overnight. She said the ferry would sail again on Monday.

The island council opened the school gymnasium to those who could not go home.
"""


@pytest.fixture(scope="module")
def real_server(tmp_path_factory):
    """The address of a server over a real assistant with three articles."""
    from assistant import Assistant
    from ui.server import serve

    folder = tmp_path_factory.mktemp("first_articles")
    for name in ("strikes.md", "monitor.md", "draft.md"):
        (folder / name).write_text(FILES[name], encoding="utf-8")
    with Assistant.open(tmp_path_factory.mktemp("first_library")) as opened:
        opened.add([folder])
        opened.wait_for_tagging()
        ready = queue.Queue()
        threading.Thread(
            target=serve, args=(opened,), kwargs={"port": 0, "ready": ready.put}, daemon=True
        ).start()
        yield ready.get(timeout=120)


def test_a_newcomer_finds_the_way(browser, real_server, tmp_path, keep):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(real_server)
    # Open, and ask an example.
    page.locator(".example").first.click()
    first = page.locator("#turn1")
    first.locator(".judge").wait_for()
    assert first.locator(".card").count() >= 1
    # Open the source.
    first.locator(".card .open-source").first.click()
    page.locator("#reader #target").wait_for()
    page.get_by_role("button", name="Close").click()
    # Upload a file.
    open_room(page, "Library")
    file = tmp_path / "ferry.md"
    file.write_text(FERRY, encoding="utf-8")
    page.locator("#files input[type=file]").set_input_files(str(file))
    page.locator(".outcome.added", has_text="Ferry to Quill Island halted by ice").wait_for()
    # Ask about it, and follow up.
    open_room(page, "Ask")
    turn = ask(page, "How many passengers were stranded at Quill Island?")
    assert "140" in turn.locator(".turn-answer").inner_text()
    assert "Coast Paper" in turn.locator(".card").first.inner_text()
    turn = ask(page, "Who said that?")
    assert turn.locator(".card, .nearest").count() >= 1
    keep(page)
    # Export.
    page.wait_for_url(re.compile(r"conversation=\w+"))
    row = page.locator(".conversation", has=page.locator("[aria-current]"))
    row.locator("summary").click()
    with page.expect_download() as download:
        row.get_by_role("link", name="Export Markdown").click()
    text = (tmp_path / "export.md").resolve()
    download.value.save_as(text)
    assert "140 passengers were stranded" in text.read_text(encoding="utf-8")
    context.close()
