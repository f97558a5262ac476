"""Nothing that an article, a file name, a question or a title says is ever run as code."""

import json
from types import SimpleNamespace

import pytest

from tests.ui.library_articles import ALL_PAYLOADS, PAYLOADS
from tests.ui.steps import ask, open_room

pytestmark = pytest.mark.browser


def made_of_payloads(page):
    """Return the elements that a payload would have made."""
    return page.evaluate(
        """[...document.querySelectorAll('img[onerror], img[src="x"], svg[onload], a[href^="javascript"], img[src*="evil"]')]
           .map((element) => element.outerHTML)"""
    )


def test_payloads_in_question_answer_title_outlet_and_body_are_only_words(wide):
    turn = ask(wide, f"What did the clerk say? {ALL_PAYLOADS}")
    for payload in PAYLOADS:
        assert payload in turn.locator(".question").inner_text()
        assert payload in turn.locator(".card blockquote").inner_text()
    turn.locator(".open-source").click()
    wide.locator("#reader .story").wait_for()
    assert PAYLOADS[1] in wide.locator("#reader .story-text").inner_text()
    wide.wait_for_timeout(300)
    assert made_of_payloads(wide) == []
    wide.keyboard.press("Escape")
    for room in ("Library", "Story", "Evaluate"):
        open_room(wide, room)
        wide.wait_for_timeout(700)
        assert made_of_payloads(wide) == []


def test_payloads_in_a_conversation_title_are_only_words(wide):
    ask(wide, "Who reported 23 civilian deaths?")
    wide.locator(".conversation [aria-current]").wait_for()
    row = wide.locator(".conversation", has=wide.locator("[aria-current]"))
    row.locator("summary").click()
    row.get_by_role("button", name="Rename").click()
    row.get_by_label("New title").fill(PAYLOADS[1])
    row.get_by_role("button", name="Save").click()
    wide.locator(".conversation-title", has_text=PAYLOADS[1]).first.wait_for()
    wide.wait_for_timeout(300)
    assert made_of_payloads(wide) == []


def test_payloads_in_a_file_name_and_a_reason_are_only_words(wide, tmp_path):
    open_room(wide, "Library")
    path = tmp_path / "a<img src=x onerror=window.pwned=1>&.bin"
    path.write_bytes(bytes(5000))
    wide.locator("#files input[type=file]").set_input_files(str(path))
    wide.locator(".outcome.failed").wait_for(timeout=60_000)
    wide.get_by_label("Web addresses of articles or feeds, one a line").fill(
        "javascript:window.pwned=1"
    )
    wide.get_by_role("button", name="Add", exact=True).click()
    wide.locator(".outcome.failed", has_text="pwned").wait_for(timeout=60_000)
    assert made_of_payloads(wide) == []


def test_hostile_articles_have_safe_pages(open_page, assistant_id):
    for payload in PAYLOADS[:3]:
        page = open_page(f"/article/{assistant_id(f'Title {payload}')}")
        assert page.locator("h1").inner_text() == f"Title {payload}"
        assert made_of_payloads(page) == []


def test_what_a_browser_reports_is_read_with_care():
    from ui.acts import Act

    sent = {"act": ["x"], "id": {"a": 1}, "number": "no", "names": ["a", 1, None]}
    act = Act.of(SimpleNamespace(_data=sent))
    assert (act.name, act.text("id"), act.number("number")) == ("", "", 0)
    assert act.texts("names") == ("a",)
    assert Act.of(object()).name == ""
    assert json.dumps(Act({"id": "x" * 9000}).text("id")) == json.dumps("x" * 4000)
