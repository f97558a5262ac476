"""No input, however bad, ends a run."""

from __future__ import annotations

from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Draft
from index.canonical import canonical
from index.readers import read
from index.report import Entry

SUFFIXES = [".txt", ".md", ".html", ".pdf", ".docx", ".eml", ".json", ".jsonl", ".xml", ".zip", ""]
STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"---\ntitle: a\n---\n",
    b"<html><p>",
    b"<rss><channel><item><title>",
    b"From: a\nSubject: =?utf-8?q?",
    b'{"text": "',
    b"Content-Type: multipart/mixed; boundary=x\nSubject: a\n\n--x\n",
]


def check(found):
    for one in found:
        if isinstance(one, Entry):
            assert one.reason.endswith(".")
            assert "\n" not in one.reason
        else:
            assert one.text == canonical(one.text).strip()
            assert any(char.isalnum() for char in one.text)
            assert one.source


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    start=st.sampled_from(STARTS),
    rest=st.one_of(st.binary(max_size=200), st.text().map(str.encode)),
)
def test_any_bytes(tmp_path, suffix, start, rest):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(start + rest)
    check(read([path]))


def samples(make_pdf):
    word, out = WordDocument(), BytesIO()
    word.add_paragraph("The bridge reopened on Monday, the mayor said.")
    word.save(out)
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "a@b.example",
        "Brücke",
        "Fri, 29 Nov 2024 10:15:00 +0300",
    )
    mail.set_content("The bridge reopened on Monday – the mayor said.")
    mail.add_alternative("<p>The bridge reopened</p>", subtype="html")
    zipped = BytesIO()
    with ZipFile(zipped, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "The bridge reopened on Monday, the mayor said.")
        archive.writestr("b.json", '{"text": "The bridge reopened."}')
    return {
        ".pdf": make_pdf([["The bridge reopened on Monday.", "The mayor said so."]]),
        ".docx": out.getvalue(),
        ".eml": bytes(mail),
        ".zip": zipped.getvalue(),
    }


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".eml", ".zip"])
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_damage(tmp_path, make_pdf, suffix, data):
    content = bytearray(samples(make_pdf)[suffix])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        if data.draw(st.booleans()):
            content[place] = data.draw(st.integers(0, 255))
        else:
            del content[place : place + data.draw(st.integers(1, 40))]
    path = tmp_path / f"damaged{suffix}"
    path.write_bytes(bytes(content))
    check(read([path]))


def test_front_matter_cannot_explode(drafts):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    matter = "\n".join([*lines, "title: *a11"])
    (found,) = drafts({"a.md": f"---\n{matter}\n---\nIt reopened."})
    assert found.text == "It reopened."


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.txt", "", ""),
        ("a.md", "# Title\n\n", ""),
        ("a.html", "<html><body><article><p>", "</p></article></body></html>"),
        ("a.json", '{"text": "', '"}'),
        ("a.jsonl", '{"text": "', '"}\n'),
        ("a.eml", "Subject: a\nContent-Type: text/plain; charset=utf-8\n\n", ""),
    ],
)
def test_five_megabytes_in_one_line_are_read(drafts, name, before, after):
    text = "The bridge reopened on Monday, the mayor said. “It is open,” she said. " * 70_000
    (found,) = drafts({name: before + text.strip() + after})
    assert isinstance(found, Draft)
    assert found.text == text.strip()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.md", "", ""),
        ("a.html", "<p>", "</p>"),
        ("a.json", '{"text": "', '"}'),
        ("a.eml", "Subject: a\n\n", ""),
        ("a.xml", "<rss><channel><item><description>", "</description></item></channel></rss>"),
    ],
)
def test_more_text_than_an_article_may_have_is_refused(files, name, before, after):
    text = "word " * 4_400_000
    (told,) = read([files({name: before + text + after}) / name])
    assert "may have at most" in told.reason
