import pytest

from tests.ui.steps import ask, open_room, sideways

pytestmark = pytest.mark.browser


def in_view(page, selector):
    return page.locator(selector).evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight }"
    )


def test_the_side_panel_shows_the_whole_article_at_the_cited_words(page, keep):
    turn = ask(page, "How many people were killed?")
    turn.locator(".open-source").first.click()
    panel = page.locator("#reader")
    panel.locator("#target").wait_for()
    words = "".join(panel.locator("mark.target").all_inner_texts())
    assert (
        words
        == "The White Helmets reported that at least 23 civilians were killed and 82 injured in three days."
    )
    assert in_view(page, "#target")
    assert "Hospitals asked for blood donations." in panel.inner_text()
    assert panel.locator("[data-voice]").first.inner_text() == "The White Helmets"
    assert sideways(page) <= 0
    keep(page)
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_a_voice_in_the_margin_lights_its_statements(wide):
    ask(wide, "Who reported 23 civilian deaths?").locator(".open-source").click()
    voice = wide.locator("#reader [data-voice]").first
    voice.click()
    assert voice.get_attribute("aria-pressed") == "true"
    assert "lit" in wide.locator("#reader [data-said]").first.get_attribute("class")


def test_other_cited_words_of_the_article_are_marked_too(open_page, assistant_id):
    key = assistant_id("Notes from a long winter")
    page = open_page(f"/article/{key}/text?start=0&end=5&also=20-30,40-44")
    assert page.locator("mark.target").count() == 1
    assert page.locator("mark.cited").count() == 2


def test_the_permanent_link_survives_a_reload(open_page, assistant_id, keep):
    key = assistant_id("Notes from a long winter")
    page = open_page(f"/article/{key}#char=3000,3040")
    page.locator("#target").wait_for()
    first = "".join(page.locator("mark.target").all_inner_texts())
    page.reload()
    page.locator("#target").wait_for()
    assert "".join(page.locator("mark.target").all_inner_texts()) == first
    assert len(first) >= 38
    page.wait_for_timeout(600)
    assert in_view(page, "#target")
    keep(page)
    page.evaluate("location.hash = '#char=0,9'")
    page.locator("#target", has_text="On day 1").wait_for()


def test_a_corrected_article_shows_what_changed(open_page, assistant_id, keep):
    key = assistant_id("Council counts the damage")
    page = open_page(f"/article/{key}")
    page.get_by_text("What changed since version 1").click()
    assert "40" in page.locator(".changes del").first.inner_text()
    assert "46" in page.locator(".changes ins").first.inner_text()
    keep(page)
    page.get_by_role("link", name="Version 1").click()
    page.get_by_text("You are reading version 1; version 2 is newer.").wait_for()
    assert "40 houses" in page.locator(".story-text").inner_text()


def test_other_outlets_with_the_same_copy_are_named(open_page, assistant_id):
    key = assistant_id("Monitor puts toll above 200")
    page = open_page(f"/article/{key}")
    assert page.locator(".copies a").inner_text() in {"Harbour Gazette", "Levant Wire"}
    page.locator(".copies a").click()
    page.locator("#story-title").wait_for()


def test_an_arabic_article_reads_from_right_to_left(page, keep):
    turn = ask(page, "Arabic: how many?")
    assert turn.locator(".card blockquote").evaluate("e => getComputedStyle(e).direction") == "rtl"
    turn.locator(".open-source").click()
    page.locator("#reader #target").wait_for()
    paragraph = page.locator("#reader .para p").first
    assert paragraph.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.locator("#reader .story-text").get_attribute("lang") == "ar"
    assert sideways(page) <= 0
    keep(page)


def test_an_unknown_article_is_a_sentence(open_page):
    page = open_page("/article/nothing-here")
    assert "The library has no article" in page.locator(".failure").inner_text()


def test_the_timeline_links_each_statement_to_its_words(page, keep):
    open_room(page, "Story")
    page.locator("#topic textarea, #topic input").first.fill("civilians killed people")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator(".statement").filter(
        has_text="more than 200 people had been killed"
    ).first.wait_for()
    assert sideways(page) <= 0
    keep(page)
    page.locator(".statement .open-source").first.click()
    page.locator("#reader #target").wait_for()


def test_a_figure_reported_three_times_is_plotted(wide):
    open_room(wide, "Story")
    plot = wide.locator(".plot").first
    plot.wait_for()
    assert plot.locator("svg g title").count() >= 3
    plot.get_by_text("The points as a table").click()
    assert plot.locator(".points tbody tr").count() >= 3
