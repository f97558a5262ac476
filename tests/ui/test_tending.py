import json

import pytest

from tests.ui.steps import open_room, sideways

pytestmark = pytest.mark.browser

NEW = """---
title: Ferry halted at {place}
outlet: Coast Paper
published: 2025-01-03T08:00:00+00:00
url: https://coast.example/{place}
---
{place} - The harbour master of {place} said that the ferry had been halted by ice on Friday.
"""


def upload(page, tmp_path, files):
    paths = []
    for name, text in files.items():
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        paths.append(str(path))
    page.locator("#files input[type=file]").set_input_files(paths)
    page.locator(".report .summary").wait_for(timeout=120_000)


def test_files_are_added_with_a_result_for_each(page, tmp_path, keep):
    place = f"Port{page.viewport_size['width']}"
    open_room(page, "Library")
    upload(
        page,
        tmp_path,
        {"ferry.md": NEW.format(place=place), "empty.txt": b"", "x.bin": bytes(9000)},
    )
    added, failed = page.locator(".outcome.added"), page.locator(".outcome.failed")
    assert f"Ferry halted at {place}" in added.inner_text()
    assert "ferry.md" in added.inner_text()
    assert "empty.txt" in failed.inner_text()
    assert len(failed.locator(".why").first.inner_text()) > 10
    assert sideways(page) <= 0
    keep(page)
    upload_again = tmp_path / "again"
    upload_again.mkdir()
    page.locator(".outcome.added").wait_for()
    page.evaluate("document.querySelector('.report').remove()")
    upload(page, upload_again, {"ferry.md": NEW.format(place=place)})
    assert f"Ferry halted at {place}" in page.locator(".outcome.unchanged").inner_text()


def test_an_address_that_does_not_answer_says_why(wide):
    open_room(wide, "Library")
    wide.get_by_label("Web addresses of articles or feeds, one a line").fill(
        "http://127.0.0.1:9/none"
    )
    wide.get_by_role("button", name="Add", exact=True).click()
    failed = wide.locator(".outcome.failed")
    failed.wait_for(timeout=60_000)
    assert "http://127.0.0.1:9/none" in failed.inner_text()


def test_adding_nothing_says_what_to_do(wide):
    open_room(wide, "Library")
    wide.get_by_role("button", name="Add", exact=True).click()
    wide.get_by_text("Drop files or paste an address.").wait_for()


def test_articles_are_searched_sorted_removed_and_taken_back(page, keep):
    open_room(page, "Library")
    page.locator(".articles").wait_for()
    page.get_by_label("Search titles, outlets, bylines and places").fill("council")
    page.locator(".articles caption", has_text="1 article,").wait_for()
    row = page.locator(".articles tbody tr")
    assert "version 2" in row.inner_text()
    row.get_by_role("button").click()
    row.get_by_role("button").filter(has_text="Really?").click()
    page.get_by_text("Removed Council counts the damage.").wait_for()
    page.get_by_text("No article matches.").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("The article is back.").wait_for()
    page.locator(".articles tbody tr", has_text="Council counts the damage").wait_for()
    page.get_by_label("Search titles, outlets, bylines and places").fill("")
    page.locator(".articles tbody tr", has_text="Rescue workers").wait_for()
    assert sideways(page) <= 0
    keep(page)


def test_a_press_on_a_head_sorts(wide):
    open_room(wide, "Library")
    head = wide.get_by_role("columnheader", name="Words")
    head.get_by_role("button").click()
    wide.locator("th[aria-sort=ascending]", has_text="Words").wait_for()
    words = [int(cell.replace(",", "")) for cell in wide.locator("td.words").all_inner_texts()]
    assert words == sorted(words)


def test_the_figures_of_the_library_are_shown(wide, assistant):
    open_room(wide, "Library")
    figures = wide.locator("#figures")
    figures.locator("dl").wait_for()
    text = figures.inner_text()
    for part in ("Passages", "On disk", "Embedding model", "Last change", "Articles by outlet"):
        assert part in text
    assert figures.locator("svg rect").count() >= 4


def test_typing_stays_responsive_while_articles_are_added(wide, tmp_path):
    open_room(wide, "Library")
    path = tmp_path / "many.jsonl"
    rows = []
    for number in range(20):
        text = NEW.format(place=f"Quay{number}").split("---\n")[2].strip()
        rows.append(json.dumps({"id": f"q{number}", "title": f"Quay {number}", "text": text}))
    path.write_text("\n".join(rows), encoding="utf-8")
    wide.locator("#files input[type=file]").set_input_files(str(path))
    wide.locator(".progress").wait_for()
    open_room(wide, "Ask")
    box = wide.locator("#question textarea")
    box.click()
    box.press_sequentially("Who said so?")
    assert box.input_value() == "Who said so?"
    open_room(wide, "Library")
    wide.locator(".report .summary").wait_for(timeout=180_000)
