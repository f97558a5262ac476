import re

import pytest

from tests.ui.steps import ask, open_room, sideways

pytestmark = pytest.mark.browser


def test_first_visit_explains_itself_and_an_example_asks(page, keep):
    page.get_by_text("every answer shows the exact words it rests on").first.wait_for()
    page.locator(".example").first.wait_for()
    assert page.locator(".example").count() == 3
    keep(page, "welcome")
    page.get_by_role("button", name="Who reported 23 civilian deaths?").click()
    page.locator("#turn1 .judge").wait_for()
    assert page.locator("#turn1 .short").inner_text() == "The White Helmets"
    assert page.locator(".welcome").is_hidden()
    assert sideways(page) <= 0
    keep(page, "answer")


def test_an_answer_streams_in_steps(wide):
    turn = ask(wide, "Who reported 23 civilian deaths?", wait=False)
    turn.locator(".stage").filter(has_text=re.compile("Looking|Reading 1 passage")).wait_for()
    wide.locator("#stop-button").wait_for()
    turn.locator(".judge").wait_for()
    wide.locator("#ask-button").wait_for()
    assert wide.locator("#question textarea").input_value() == ""


def test_hovering_or_focusing_a_marker_lights_the_words_it_rests_on(wide):
    turn = ask(wide, "Who reported 23 civilian deaths?")
    marker, card = turn.locator(".marker"), turn.locator(".card")
    assert "lit" not in card.get_attribute("class")
    marker.hover()
    assert "lit" in card.get_attribute("class")
    assert "lit" in turn.locator(".claim").get_attribute("class")
    wide.mouse.move(5, 5)
    assert "lit" not in card.get_attribute("class")
    marker.focus()
    assert "lit" in card.get_attribute("class")
    marker.press("Enter")
    assert card.evaluate("element => element === document.activeElement")


def test_a_card_shows_title_outlet_date_speaker_quote_in_context_and_link(wide):
    card = ask(wide, "Who reported 23 civilian deaths?").locator(".card")
    text = card.inner_text()
    for part in ("The Northern Post", "30 November 2024", "Rescue workers count 23 dead"):
        assert part in text
    assert card.locator(".voice").inner_text() == "The White Helmets"
    assert (
        card.locator(".quote")
        .inner_text()
        .startswith("The White Helmets reported that at least 23")
    )
    assert card.locator("mark").inner_text() == "The White Helmets"
    assert "Air strikes hit two markets" in card.locator(".around").first.inner_text()
    link = card.locator(".open-source").get_attribute("href")
    assert re.fullmatch(r"/article/[^?#]+\?version=1#char=\d+,\d+", link)


def test_reports_that_differ_stand_side_by_side(page, keep):
    turn = ask(page, "How many people were killed?")
    rows = turn.locator(".conflict tbody tr")
    assert rows.count() == 2
    assert rows.nth(0).inner_text().split("\n")[0].startswith("The Syrian Observatory")
    for part in ("more than 200", "people killed", "1 December 2024"):
        assert part in rows.nth(0).inner_text()
    assert rows.nth(1).locator(".marker").inner_text().strip("[]\n ") == "1"
    assert "also carried by" in turn.locator(".card").nth(1).inner_text()
    assert sideways(page) <= 0
    keep(page)


def test_an_abstention_shows_the_nearest_passage_and_a_question_that_is_answered(page, keep):
    turn = ask(page, "What does the mayor think of jazz?")
    assert "The articles do not say." in turn.inner_text()
    assert "medicines would last until Sunday" in turn.locator(".nearest").inner_text()
    keep(page)
    turn.get_by_role("button", name="Who reported 23 civilian deaths?").click()
    page.locator("#turn2 .judge").wait_for()
    assert page.locator("#turn2 .short").inner_text() == "The White Helmets"


def test_a_follow_up_shows_the_question_that_was_really_asked(wide):
    ask(wide, "Who reported 23 civilian deaths?")
    turn = ask(wide, "How many were injured?")
    assert (
        "How many people were injured, according to the White Helmets?"
        in turn.locator(".asked").inner_text()
    )


def test_an_answer_can_be_stopped_and_asked_again(wide):
    turn = ask(wide, "A slow question?", wait=False)
    turn.locator(".answer").filter(has_text="Still writing").wait_for()
    wide.locator("#stop-button").click()
    turn.get_by_text("Stopped.").first.wait_for()
    wide.locator("#ask-button").wait_for()
    ask(wide, "Who reported 23 civilian deaths?", wait=False)
    wide.locator("#turn1 .judge").wait_for()
    assert wide.locator(".turn").count() == 1
    wide.get_by_role("button", name="Ask this question again").click()
    wide.locator("#turn2 .judge").wait_for()


def test_a_question_can_be_edited(wide):
    turn = ask(wide, "Who reported 23 civilian deaths?")
    turn.get_by_role("button", name="Edit this question").click()
    assert wide.locator("#question textarea").input_value() == "Who reported 23 civilian deaths?"


@pytest.mark.parametrize("kind", ["Plain text", "Markdown", "HTML"])
def test_an_answer_is_copied_with_its_citations(wide, kind):
    turn = ask(wide, "Who reported 23 civilian deaths?")
    turn.locator("summary", has_text="Copy").click()
    turn.get_by_role("button", name=kind).click()
    wide.get_by_text("Copied with its sources.").wait_for()
    text = wide.evaluate("navigator.clipboard.readText()")
    for part in ("[1]", "at least 23 civilians were killed and 82 injured", "The Northern Post"):
        assert part in text


def test_an_unexpected_failure_is_a_sentence_and_the_question_comes_back(wide):
    turn = ask(wide, "boom", wait=False)
    turn.get_by_text("Something went wrong inside the assistant").wait_for()
    assert wide.locator("#question textarea").input_value() == "boom"
    assert wide.locator("#ask-button").is_visible()


def test_an_empty_question_says_what_to_do(wide):
    turn = ask(wide, "?!", wait=False)
    turn.get_by_text("The question is empty; ask something in words.").wait_for()


def test_facets_narrow_and_chips_undo_it(page, keep):
    page.get_by_role("button", name="Narrow by outlet, speaker or date").click()
    facets = page.locator(".facets")
    facets.get_by_label("Levant Wire").check()
    page.get_by_role("button", name="Remove the filter: Levant Wire").wait_for()
    facets.get_by_label("From").fill("2024-12-01")
    page.get_by_role("button", name="Remove the filter: since 2024-12-01").wait_for()
    keep(page)
    assert sideways(page) <= 0
    turn = ask(page, "How many houses were damaged?")
    assert "Levant Wire" in turn.locator(".held").inner_text()
    assert "2024-12-01" in turn.locator(".held").inner_text()
    page.get_by_role("button", name="Clear all").click()
    page.locator(".chips").wait_for(state="detached")
    assert not facets.get_by_label("Levant Wire").is_checked()
    assert facets.get_by_label("From").input_value() == ""


def test_a_typed_filter_is_a_chip_that_can_be_removed(wide):
    turn = ask(wide, "How many houses were damaged, only Levant Wire?")
    chip = turn.get_by_role("button", name="Ask again without the filter: outlet Levant Wire")
    chip.click()
    again = wide.locator("#turn2")
    again.locator(".judge").wait_for()
    assert again.locator(".held").count() == 0


def test_a_lost_connection_is_said_and_recovers(wide):
    wide.route("**/alive", lambda route: route.abort())
    wide.get_by_text("The connection to the assistant is lost").wait_for()
    wide.unroute("**/alive")
    wide.get_by_text("Connected again.").wait_for()
    assert wide.locator("#offline").count() == 0


def test_the_theme_is_kept(wide):
    wide.get_by_role("button", name="Use the dark theme").click()
    assert wide.evaluate("document.documentElement.dataset.theme") == "dark"
    wide.reload()
    wide.locator("#ask-button").wait_for()
    assert wide.evaluate("document.body.classList.contains('dark')")


def test_the_keyboard_alone_is_enough(wide):
    wide.keyboard.press("/")
    wide.keyboard.type("Who reported 23 civilian deaths?")
    wide.keyboard.press("Enter")
    turn = wide.locator("#turn1")
    turn.locator(".judge").wait_for()
    turn.locator(".question").focus()
    for _ in range(12):
        wide.keyboard.press("Tab")
        if wide.evaluate("document.activeElement.classList.contains('open-source')"):
            break
    outline = wide.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    wide.keyboard.press("Enter")
    wide.locator("#reader #target").wait_for()
    wide.keyboard.press("Escape")
    assert wide.locator("#reader").is_hidden()
    assert wide.evaluate("document.activeElement.classList.contains('open-source')")
    open_room(wide, "Library")
    wide.keyboard.press("ArrowRight")
    assert wide.evaluate("document.activeElement.getAttribute('role')") == "tab"
