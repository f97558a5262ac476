"""The parts of the page that need no browser."""

import re
import socket
from datetime import UTC, date, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import NewsAssistantError
from assistant.rendering.developments import developments
from assistant.timeline import TimelineEntry
from ui.article_list import PAGE, Place
from ui.charts import bars_html, days_html
from ui.differences import differences_html
from ui.filtering import choice_of, chosen_filters, nothing_chosen, without
from ui.headers import SecureHeaders
from ui.spans import Span, lines, runs

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80)
SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(
        lambda pair: Span(pair[0], pair[0] + pair[1], "said", pair[0])
    ),
    max_size=6,
)


@given(SPANS, st.integers(0, 40), st.integers(1, 40))
def test_runs_cover_a_stretch_once_under_the_right_spans(spans, start, length):
    end = start + length
    found = runs(start, end, spans)
    assert [run.start for run in found] == [start, *[run.end for run in found[:-1]]]
    assert found[-1].end == end
    for run in found:
        for at in range(run.start, run.end):
            assert {s for s in spans if s.start <= at < s.end} == set(run.spans)


@given(TEXTS)
def test_lines_are_spans_of_the_text_and_leave_out_only_white_space(text):
    found = list(lines(text))
    assert (
        "".join(text[a:b] for a, b in found).replace(" ", "").split()
        == "".join(line for line in text.split("\n") if line.strip()).replace(" ", "").split()
    )


@given(TEXTS, TEXTS)
def test_a_difference_tells_both_versions(before, after):
    html = differences_html(before, after)
    assert ("<" not in re.sub(r"</?(p|del|ins|span)\b[^>]*>", "", html)) or html == ""
    if before.split("\n") == after.split("\n"):
        assert html == ""


def test_a_difference_is_word_by_word():
    html = differences_html(
        "A town.\nThe council counted 40 houses.", "A town.\nThe council counted 46 houses."
    )
    text = unescape(re.sub(r"<[^>]+>", "", html))
    assert text == "The council counted removed: 40inserted: 46 houses."


def test_choices_become_filters_and_back():
    assert chosen_filters(nothing_chosen()) is None
    choice = choice_of([("outlet", "A"), ("speaker", "B"), ("since", "2024-12-01"), ("x", "y")])
    filters = chosen_filters(choice)
    assert (filters.outlets, filters.speakers) == (("A",), ("B",))
    assert filters.since == datetime(2024, 12, 1, tzinfo=UTC)
    assert chosen_filters(without(without(choice, "outlets", "A"), "since", "")).speakers == ("B",)
    assert chosen_filters({"since": "yesterday", "until": 7 and "x"}) is None


def test_the_list_turns_its_order():
    assert Place().sorted_by("published") == Place("published")
    assert Place("published").sorted_by("published") == Place("-published")
    assert Place(page=3).sorted_by("nonsense") == Place(page=3)
    assert PAGE > 0


def test_charts_escape_names_and_hold_every_day():
    assert "<b>" not in bars_html("By outlet", [("<b>", 3), ("x", 1)])
    days = [(date(2024, 1, 1), 2), (date(2026, 1, 1), 1)]
    assert days_html("By day", days).count("<rect") == 2
    assert days_html("By day", []) == bars_html("By outlet", []) == ""


def entry(day, text, speaker="A", article="a"):
    when = datetime(2024, 12, day, tzinfo=UTC)
    return TimelineEntry(when, speaker, text, article, 0, len(text), "Outlet", "Title")


def test_a_figure_counted_three_times_is_a_development():
    entries = [
        entry(1, "at least 23 civilians were killed"),
        entry(2, "31 civilians were killed", "B"),
        entry(3, "40 civilians were killed"),
        entry(3, "12 lorries arrived"),
        entry(4, "in 2024 it rained"),
    ]
    (found,) = developments(entries)
    assert [point.high for point in found.points] == [23, 31, 40]
    assert "civilians" in found.counted
    assert developments(entries[:2]) == []


def test_a_busy_port_is_one_clear_sentence():
    from ui.server import serve

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NewsAssistantError, match=rf"127\.0\.0\.1:{port} .*another port"):
            serve(None, port=port)


async def _headers(path):
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def keep(message):
        sent.append(message)

    await SecureHeaders(app)({"type": "http", "path": path}, None, keep)
    return dict(sent[0]["headers"])


@pytest.mark.parametrize(
    "path", ["/", "/article/x", "/conversation/x/export.html", "/evaluation/x"]
)
def test_no_page_may_reach_another_host(path):
    with pytest.raises(StopIteration) as done:
        _headers(path).send(None)  # nothing in it waits, so no event loop is needed
    policy = done.value.value[b"content-security-policy"].decode()
    assert "http" not in policy
    assert policy.startswith(("default-src 'self'", "default-src 'none'"))
    assert ("unsafe-eval" in policy) == (path == "/")
