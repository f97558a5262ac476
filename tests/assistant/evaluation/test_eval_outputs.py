"""What people and programs read: terminal, JUnit, and the markup of the page."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from rich.console import Console

from assistant.evaluation import baseline, html_report, junit, table
from assistant.evaluation.answer_diff import word_diff
from assistant.evaluation.charts import histogram, share_bars
from assistant.evaluation.comparison import compare
from assistant.evaluation.failure_text import failure_text
from assistant.evaluation.markup import Markup, tag
from assistant.evaluation.results import Evidence

HOSTILE = "<script>alert('x')</script> & \"quoted\" [red]markup[/red]"


def drawn(*parts, width=160):
    console = Console(file=io.StringIO(), width=width)
    for part in parts:
        console.print(part)
    return console.file.getvalue()


def test_the_table_has_every_metric_at_any_width(make_result):
    rows = [make_result("a", values={"f1": 0.5}), make_result("b", set_name="other")]
    for width in (80, 160):
        text = drawn(table.figures(rows, width), width=width)
        for name in table.SHORT_NAMES.values():
            assert name in text
        assert "50.0" in text
        assert "…" not in text


def test_failures_show_expected_got_and_both_passages(make_result):
    row = make_result("a", passed=False, text=HOSTILE, short=None)
    text = drawn(*table.failures([row, make_result("b")]))
    assert "1 passed, 1 failed, 0 known failures" in text
    assert "expected  Monday" in text
    assert HOSTILE in text
    assert "it rested on" in text
    assert "on Monday" in text
    assert "ended on Monday" in text


def test_the_comparison_names_what_fell(make_result):
    before = baseline.baseline_of([make_result("a", values={"f1": 1.0})])
    after = [make_result("a", passed=False, values={"f1": 0.0})]
    text = drawn(*table.comparison(compare(before, after, "set")))
    assert "-100.0" in text
    assert "below tolerance 2" in text
    assert "1 regressions, 0 improvements over 1 shared questions" in text


def test_junit_counts_and_escapes(make_result, tmp_path):
    file = tmp_path / "deep" / "junit.xml"
    rows = [
        make_result("a"),
        make_result("b", passed=False, text=f"{HOSTILE}\x00\ud800"),
        make_result("c", passed=False, known_failure="later"),
    ]
    junit.write(file, rows)
    suite = ElementTree.parse(file).getroot().find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "1")
    failure = suite.find("testcase[@name='b']/failure")
    assert failure.get("message") == "wrong answer"
    assert HOSTILE in failure.text


def test_the_page_escapes_everything(make_result):
    row = make_result(
        f"id {HOSTILE}",
        passed=False,
        set_name=HOSTILE,
        question=HOSTILE,
        text=HOSTILE,
        short=HOSTILE,
        expected=(HOSTILE,),
        speaker=HOSTILE,
        tags=("date",),
        reasons=(HOSTILE,),
        history=((HOSTILE, HOSTILE),),
        citations=(Evidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        unsupported=(HOSTILE,),
    )
    before = baseline.baseline_of([make_result(row.id, set_name=HOSTILE, text="<b>old</b>")])
    page = html_report.render([row], [compare(before, [row], HOSTILE)])
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert page.count("<script>") == 1


def test_the_page_needs_no_network(make_result):
    page = html_report.render([make_result()])
    assert "default-src 'none'" in page
    for needle in ("http://", "https://", "src=", "url(", "@import", "<link"):
        assert needle not in page


def test_markup_escapes_text_and_attributes():
    assert tag("p", "<", Markup("<b>x</b>"), title='"') == '<p title="&quot;">&lt;<b>x</b></p>'
    assert tag("td", class_="x", hidden=True, id=None) == '<td class="x" hidden></td>'


def test_word_diff():
    assert word_diff("at least 23 dead", "at least 32 dead") == (
        "at least <del>23</del><ins>32</ins> dead"
    )
    assert word_diff("", "<x>") == "<ins>&lt;x&gt;</ins>"


def test_charts_draw_their_values():
    bars = share_bars([("date", 3, 4), ("none", 0, 0)], "Title")
    assert 'width="133.5"' in bars
    assert "3/4" in bars
    assert "0/0" in bars
    plot = histogram([1.0, 1.2, 9.9], [("p50", 1.2)], "Title")
    assert "p50 1 ms" in plot
    assert plot.count("<rect") >= 10
    assert "Nothing was measured" in histogram([], [], "Title")
    assert "0 ms" in histogram([0.0], [], "Title")


def test_a_wrong_answer_in_plain_text(make_result):
    text = failure_text(
        make_result("a", passed=False, short="Tuesday", text="On Tuesday [1].", asked="Other?")
    )
    assert text.splitlines() == [
        "  question: What about a?",
        "  asked as: Other?",
        "  why: wrong answer",
        "- Monday",
        "+ Tuesday",
        "  in full: On Tuesday [1].",
        "  it rested on [Harbour strike ends, the union]: on Monday",
        "  gold [harbour.md]: ended on Monday",
    ]
    silent = failure_text(make_result("b", passed=False, abstained=True, expected=("x",)))
    assert "+ (abstained)" in silent
