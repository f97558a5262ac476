"""The HTML report in a real browser, without network."""

from __future__ import annotations

import pytest

from assistant.evaluation import baseline, html_report
from assistant.evaluation.comparison import compare
from assistant.evaluation.results import Evidence

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"


@pytest.fixture
def file(make_result, tmp_path):
    passed = make_result("a", values={"f1": 1.0}, latency_ms=(30.0,))
    failed = make_result(
        "b",
        passed=False,
        question=f"Who said {HOSTILE}?",
        text=f"On Tuesday {HOSTILE} [1].",
        short="Tuesday",
        tags=("person", "conflict"),
        values={"f1": 0.0},
        latency_ms=(5.0,),
        citations=(Evidence("Harbour", f"It ended on Tuesday. {'word ' * 60}" + "x" * 200),),
    )
    other = make_result("c", values={"f1": 0.5}, latency_ms=(100.0,), set_name="other")
    before = baseline.baseline_of([make_result("b", values={"f1": 1.0})])
    page = tmp_path / "report.html"
    text = html_report.render([passed, failed, other], [compare(before, [failed], "set")])
    page.write_text(text, encoding="utf-8")
    return page


@pytest.fixture
def opened(browser, file):
    """Open the report at a width; requests and errors are collected."""
    pages = []

    def open_at(width, fragment=""):
        page = browser.new_page(viewport={"width": width, "height": 844})
        pages.append(page)
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda message: page.errors.append(message.text))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(f"file://{file}{fragment}")
        return page

    yield open_at
    for page in pages:
        page.close()


def shown(page):
    rows = page.locator("#questions tbody:visible")
    return [rows.nth(n).get_attribute("data-question")[:11] for n in range(rows.count())]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_failure_is_shown_in_two_clicks(opened, width):
    page = opened(width)
    page.click("button[data-outcome=failed]")
    assert shown(page) == ["Who said <i"]
    assert page.inner_text("#count") == "1 of 3 shown"
    page.click("#questions tbody:visible .toggle")
    details = page.inner_text("#q-set-b-details")
    for text in ("wrong answer", "Monday", "Tuesday", "It ended on Tuesday", "ended on Monday"):
        assert text in details
    assert page.locator("#q-set-b-details del").first.inner_text()
    assert page.locator("#q-set-b-details ins").first.inner_text()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_loaded_runs_or_overflows(opened, width):
    page = opened(width)
    page.click("button[data-outcome=failed]")
    page.click("#questions tbody:visible .toggle")
    assert len(page.requests) == 1
    assert page.requests[0].startswith("file://")
    assert page.errors == []
    assert page.title() == "Evaluation of set, other"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_questions_are_sorted_by_any_column(opened):
    page = opened(1280)
    page.click("button[data-key=ms]")
    assert shown(page) == ["Who said <i", "What about ", "What about "]
    assert page.locator("th[aria-sort=ascending]").inner_text() == "ms ▲"
    page.click("button[data-key=ms]")
    assert page.locator("#questions tbody").first.get_attribute("id") == "q-other-c"
    page.click("button[data-key=f1]")
    assert page.locator("#questions tbody").first.get_attribute("id") == "q-set-b"


def test_questions_are_filtered_by_tag_set_and_words(opened):
    page = opened(1280)
    page.select_option("select[name=tag]", "conflict")
    assert page.locator("#questions tbody:visible").count() == 1
    page.select_option("select[name=tag]", "")
    page.select_option("select[name=set]", "other")
    assert page.locator("#questions tbody:visible").get_attribute("id") == "q-other-c"
    page.select_option("select[name=set]", "")
    page.fill("input[name=text]", "TUESDAY")
    assert page.locator("#questions tbody:visible").get_attribute("id") == "q-set-b"


def test_a_regression_leads_to_its_question(opened):
    page = opened(390)
    page.click("a[href='#q-set-b']")
    assert page.locator("#q-set-b-details").is_visible()
    linked = opened(390, "#q-set-b")
    assert linked.locator("#q-set-b-details").is_visible()
    assert not linked.locator("#q-set-a-details").is_visible()


def test_without_script_everything_can_be_read(browser, file):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"file://{file}")
    assert page.locator("#q-set-b-details").is_visible()
    page.close()
