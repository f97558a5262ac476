import json
import re

import pytest

from tests.ui.scripted import ScriptedAssistant
from tests.ui.steps import ask, open_room

pytestmark = pytest.mark.browser


def show_conversations(page):
    if page.locator("[data-rail]").is_visible() and page.locator("#rail").is_hidden():
        page.get_by_role("button", name="Conversations").click()
    page.locator(".conversation").first.wait_for()


def test_a_conversation_is_there_after_a_reload_with_its_citations(page):
    ask(page, "Who reported 23 civilian deaths?")
    ask(page, "How many people were killed?")
    page.wait_for_url(re.compile(r"conversation=\w+"))
    before = page.locator(".card").all_inner_texts()
    page.reload()
    page.locator("#turn2 .judge").wait_for()
    assert page.locator(".card").all_inner_texts() == before


def test_conversations_are_searched_renamed_opened_and_deleted(page, keep):
    name = f"Winter {page.viewport_size['width']}"
    ask(page, "How many houses were damaged?")
    show_conversations(page)
    current = page.locator(".conversation", has=page.locator("[aria-current]"))
    current.locator("summary").click()
    current.get_by_role("button", name="Rename").click()
    current.get_by_label("New title").fill(name)
    current.get_by_label("New title").press("Enter")
    page.locator(".conversation", has_text=name).wait_for()
    page.get_by_role("button", name="New conversation").click()
    page.locator(".welcome").wait_for()
    page.get_by_label("Search conversations").fill(name)
    page.wait_for_function("document.querySelectorAll('.conversation').length === 1")
    keep(page)
    page.locator(".conversation-open").click()
    page.locator("#turn1 .judge").wait_for()
    row = page.locator(".conversation")
    row.locator("summary").click()
    row.get_by_role("button", name="Delete").click()
    row.get_by_role("button", name="Really delete?").click()
    page.get_by_text("No conversation matches.").wait_for()
    assert page.locator(".turn").count() == 0


def test_a_conversation_is_exported_as_markdown_json_and_a_page_to_print(wide, server):
    ask(wide, "Who reported 23 civilian deaths?")
    wide.wait_for_url(re.compile(r"conversation=\w+"))
    key = re.search(r"conversation=(\w+)", wide.url)[1]
    get = wide.context.request.get
    markdown = get(f"{server}/conversation/{key}/export.md").text()
    assert markdown.startswith("# Who reported 23 civilian deaths?")
    assert "**Sources**" in markdown
    turn = json.loads(get(f"{server}/conversation/{key}/export.json").text())["turns"][0]
    assert turn["answer"]["short"] == "The White Helmets"
    printed = wide.context.new_page()
    printed.goto(f"{server}/conversation/{key}/export.html")
    assert "Rescue workers count 23 dead" in printed.locator(".card").inner_text()
    assert get(f"{server}/conversation/none/export.md").status == 404
    show = wide.locator(".conversation", has=wide.locator("[aria-current]"))
    show.locator("summary").click()
    with wide.expect_download() as download:
        show.get_by_role("link", name="Export Markdown").click()
    assert download.value.suggested_filename.endswith(".md")


def test_two_visitors_do_not_see_each_other(open_page):
    one, other = open_page(), open_page()
    ask(one, "Who reported 23 civilian deaths?")
    assert other.locator(".turn").count() == 0


def test_a_verdict_is_kept_and_becomes_a_question(wide, question_sets, keep):
    turn = ask(wide, "How many were injured?")
    turn.get_by_role("button", name="Right", exact=True).click()
    turn.get_by_label("Why? (optional)").fill("I was there")
    turn.get_by_role("button", name="Send").click()
    wide.locator("#sentence", has_text="Kept with the question, the answer").wait_for()
    open_room(wide, "Evaluate")
    verdict = wide.locator("#verdicts .verdict").first
    verdict.get_by_text("I was there").wait_for()
    keep(wide)
    verdict.get_by_role("button", name="Make it an eval question").click()
    wide.locator("#verdict-sentence p").wait_for()
    told = wide.locator("#verdict-sentence p").inner_text()
    assert told.startswith("Added to small as feedback-") or "has this question already" in told
    lines = (question_sets / "small" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[-1])
    assert row["answers"] == ["82"]
    assert row["citations"][0]["article"].endswith("strikes.md")
    from assistant.evaluation.question_sets import load

    assert len(load(question_sets / "small").questions) == len(lines)


def test_a_set_is_run_and_its_report_shown(wide, server, monkeypatch, tmp_path, keep):
    from assistant.evaluation import libraries

    monkeypatch.setenv("NEWS_ASSISTANT_EVAL_CACHE", str(tmp_path))
    monkeypatch.setattr(libraries, "_open", lambda folder, **_: ScriptedAssistant.open(folder))
    open_room(wide, "Evaluate")
    wide.get_by_role("button", name="Run", exact=True).click()
    run = wide.locator(".run")
    run.wait_for(timeout=120_000)
    assert re.search(r"\d of \d questions? right", run.inner_text())
    assert "exact match" in run.inner_text()
    keep(wide)
    report = wide.context.request.get(server + run.locator("a").get_attribute("href"))
    assert "How many were injured?" in report.text()
    assert "script-src 'unsafe-inline'" in report.headers["content-security-policy"]


def test_a_run_that_fails_is_a_sentence(wide, monkeypatch):
    from assistant.evaluation import evaluation

    def evaluate(sets, options, *, judge=None, progress=None):
        raise evaluation.EvaluationError("small: its articles can't be read")

    monkeypatch.setattr(evaluation, "evaluate", evaluate)
    open_room(wide, "Evaluate")
    wide.get_by_role("button", name="Run", exact=True).click()
    wide.get_by_text("small: its articles can't be read").wait_for()


def test_proposed_questions_are_accepted_or_rejected(wide, question_sets, monkeypatch):
    from assistant.evaluation import proposals
    from assistant.evaluation.questions import GoldCitation, Question

    def propose(folder, *, limit):
        return [
            proposals.Proposal(
                Question(
                    id=f"proposed-{number}",
                    question=f"Proposed question {number}?",
                    answers=("82",),
                    citations=(GoldCitation("strikes.md", "82 injured"),),
                ),
                "strikes.md",
                "Rescue workers count 23 dead",
                0,
                10,
            )
            for number in (1, 2)
        ]

    monkeypatch.setattr(proposals, "propose", propose)
    open_room(wide, "Evaluate")
    wide.get_by_role("button", name="Propose questions").click()
    wide.get_by_role("button", name="Accept: Proposed question 1?").click()
    wide.get_by_text("Accepted into small as proposed-1.").wait_for()
    wide.get_by_role("button", name="Reject: Proposed question 2?").click()
    wide.get_by_text("Rejected.").wait_for()
    text = (question_sets / "small" / "questions.jsonl").read_text(encoding="utf-8")
    assert "Proposed question 1?" in text
    assert "Proposed question 2?" not in text
