"""No serious or critical axe finding on any page, in both themes, wide and narrow."""

import pytest

from tests.ui.steps import ask, open_room, sideways

pytestmark = pytest.mark.browser


def findings(page, where):
    from axe_playwright_python.sync_playwright import Axe

    return [
        f"{where}: {row['impact']} {row['id']} {[node['html'][:120] for node in row['nodes'][:3]]}"
        for row in Axe().run(page).response["violations"]
        if row["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible(open_page, assistant_id, theme, width):
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=theme)
    page.locator(".example").first.wait_for()
    found = findings(page, "welcome")
    ask(page, "How many people were killed?")
    ask(page, "What does the mayor think of jazz?")
    page.get_by_role("button", name="Narrow by outlet, speaker or date").click()
    page.locator(".facets").wait_for()
    page.locator("#turn1 summary").click()
    found += findings(page, "answers")
    page.keyboard.press("Escape")
    page.locator("#turn1 .open-source").first.click()
    page.locator("#reader #target").wait_for()
    found += findings(page, "panel")
    page.keyboard.press("Escape")
    for room, ready in (
        ("Library", "#figures dl"),
        ("Story", ".timeline"),
        ("Evaluate", "#verdicts h3"),
    ):
        open_room(page, room)
        page.locator(ready).wait_for()
        found += findings(page, room)
        assert sideways(page) <= 0
    page.goto(page.url.split("/?")[0] + f"/article/{assistant_id('Council counts the damage')}")
    found += findings(page, "article")
    assert found == []


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_nothing_sticks_out_sideways(open_page, width):
    page = open_page(viewport={"width": width, "height": 800})
    ask(page, "How many people were killed?")
    assert sideways(page) <= 0
    page.locator("#turn1 .open-source").first.click()
    page.locator("#reader #target").wait_for()
    assert sideways(page) <= 0
    page.keyboard.press("Escape")
    for room in ("Library", "Story", "Evaluate"):
        open_room(page, room)
        page.wait_for_timeout(600)
        assert sideways(page) <= 0
