from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

BODY = "The bridge reopened on Monday, the mayor said.\n\nIt had been shut since May."


def test_a_text_file_gives_all_its_metadata(draft):
    found = draft(
        "2024-11-30-bridge.txt",
        "Bridge reopens after six months\nBy ANN B. POE\nUpdated 1 Dec 2024 14:05 GMT\n\n"
        "PORT POE, Poeland, 29 November 2024 (Poe Wire) - The bridge reopened on Monday, the mayor "
        "said.\n\nIt had been shut since May.\n",
    )
    assert found.title == "Bridge reopens after six months"
    assert found.byline == "ANN B. POE"
    assert found.dateline == "PORT POE, Poeland"
    assert found.outlet == "Poe Wire"
    assert found.published == datetime(2024, 11, 29, tzinfo=UTC)
    assert found.updated == datetime(2024, 12, 1, 14, 5, tzinfo=UTC)
    assert found.language == "en"
    assert found.text.startswith("PORT POE, Poeland, 29 November 2024 (Poe Wire) - The bridge")
    assert found.source == found.name
    assert found.name.endswith("2024-11-30-bridge.txt")


def test_what_a_text_file_does_not_say_comes_from_its_name(draft):
    found = draft("2024-11-30_poe-post_bridge-reopens.txt", "The bridge reopened on Monday.")
    assert (found.title, found.outlet) == ("Bridge reopens", "Poe-Post".replace("-", " "))
    assert found.published == datetime(2024, 11, 30, tzinfo=UTC)
    assert found.text == "The bridge reopened on Monday."


def test_nothing_is_made_up_from_the_file_system(draft):
    found = draft("notes.txt", BODY)
    assert (found.published, found.updated, found.outlet, found.byline) == (None, None, "", "")
    assert found.title == "Notes"
    assert found.text == BODY


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the town had fallen.",
        "By then nobody was left",
        "Monday was cold.",
        "The mayor said: 23 people had died,",
    ],
)
def test_a_line_that_may_be_report_stays(draft, line):
    assert draft("a.txt", f"A headline\n\n{line}\n\n{BODY}").text == f"{line}\n\n{BODY}"


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ann Poe and Bob van der Lee", "Ann Poe and Bob van der Lee"),
        ("By Poe Wire staff", "Poe Wire staff"),
        ("From our agency desk", "From our agency desk"),
        ("Author: Ann Poe", "Ann Poe"),
    ],
)
def test_bylines(draft, line, byline):
    found = draft("a.txt", f"A headline\n{line}\n\n{BODY}")
    assert (found.byline, found.text) == (byline, BODY)


def test_labelled_lines(draft):
    found = draft(
        "a.txt",
        "Title: Bridge reopens\nSource: Poe Post\nDate: 27 Nov 2024, 2:05 p.m. EST\n"
        f"URL: https://www.poe.example/a?utm_source=x#top\n\n{BODY}",
    )
    assert (found.title, found.outlet, found.text) == ("Bridge reopens", "Poe Post", BODY)
    assert found.published == datetime(2024, 11, 27, 14, 5, tzinfo=timezone(timedelta(hours=-5)))
    assert found.url == found.source == "https://www.poe.example/a"


def test_hard_wrapped_paragraphs_become_lines(draft):
    found = draft(
        "a.txt",
        "Bridge reopens\n\n"
        "The bridge reopened on Monday after having been shut for six months, the\n"
        "mayor said. It had been damaged by a flood in May that also carried away\n"
        "two houses and a mill.\n\n"
        "- Length: 212 metres\n- Built: 1911\n",
    )
    assert found.text.split("\n") == [
        "The bridge reopened on Monday after having been shut for six months, the mayor said. It "
        "had been damaged by a flood in May that also carried away two houses and a mill.",
        "",
        "- Length: 212 metres",
        "- Built: 1911",
    ]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "“Café”\u00a0– 23\u202f000 hos\u00adpitals 😀"),
        ("utf-8-sig", "“Café” – naïve"),
        ("utf-16", "“Café” – naïve"),
        ("utf-16-le", "“Café” was said to be naïve by all of the witnesses"),
        ("cp1252", "“The Café”, he said, isn’t closed – it’s full of naïve people"),
        ("cp1250", "Zażółć gęślą jaźń, powiedział burmistrz. Most otwarto w poniedziałek"),
        ("cp1251", "Мэр сообщил в понедельник, что мост снова открыт для движения после ремонта."),
        (
            "shift_jis",
            "市長は月曜日に橋が再開したと述べた。橋は五月から閉鎖されていた。被害者は二十三人である。",
        ),
        ("cp1256", "قال رئيس البلدية يوم الاثنين إن الجسر أعيد فتحه بعد ستة أشهر من الإغلاق"),
    ],
)
def test_encodings_are_detected(draft, encoding, text):
    found = draft("a.txt", (text + ".\r\n\r\n" + text + ".").encode(encoding))
    assert found.text == f"{text}.\n\n{text}."


def test_one_torn_character_does_not_change_the_encoding(draft):
    text = "“Café” – naïve élève. " * 20
    found = draft("a.txt", text.encode() + b"\xe2\x80 end.")
    assert found.text.startswith(text.strip())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "The file is empty."),
        (b" \n\r\n", "The file is empty."),
        (b"\xef\xbb\xbf\n", "The file holds no text."),
        (b"...\n--\n", "The file holds no text."),
        (b"\x7fELF\x01\x02\x00\x00" + bytes(range(32)) * 40, "is not text: it holds binary data."),
    ],
    ids=["empty", "blank", "only a mark", "no letter", "binary"],
)
def test_what_is_no_text_is_refused(reason, content, expected):
    assert reason("a.txt", content).endswith(expected)


def test_fifty_megabytes_of_one_line_are_refused(reason):
    told = reason("a.txt", b"word " * 10_000_000)
    assert told == ("The file has 50,000,000 characters; an article may have at most 20,971,520.")


def test_a_file_beyond_all_limits_is_not_even_read(reason, monkeypatch):
    monkeypatch.setattr("index.readers.document.MAX_FILE", 1000)
    assert "is larger than" in reason("a.txt", b"word " * 1000)


def test_a_dateline_may_follow_what_an_update_recasts(draft):
    found = draft("a.txt", f"A headline\n\n(Recasts with toll)\n\nPOE, 3 May 2024 (PW) - {BODY}")
    assert (found.dateline, found.outlet, found.published.day) == ("POE", "PW", 3)
    assert found.text.startswith("(Recasts with toll)")


def test_a_source_that_is_not_the_outlet_stays_in_the_text(draft):
    found = draft("a.md", f"---\noutlet: Poe Post\n---\nSource: Bridge Authority\n\n{BODY}")
    assert (found.outlet, found.text) == ("Poe Post", f"Source: Bridge Authority\n\n{BODY}")


def test_an_exclamation_mark_in_a_name_is_a_letter(draft):
    found = draft("2024-11-30-help!.txt", BODY)
    assert (found.title, found.published.day) == ("Help!", 30)
