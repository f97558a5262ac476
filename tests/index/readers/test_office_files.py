"""PDF and DOCX."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

PAGE = [
    "Bridge reopens after six months",
    "",
    "By Ann Poe",
    "",
    "PORT POE, 29 November 2024 (Poe Wire) - The bridge reopened on Monday after",
    "six months, the mayor said. It had been shut since May, when a flood car-",
    "ried away two houses, a mill and a long-",
    "standing oak.",
    "",
    "She spoke of a long-standing wish of the town.",
    "Page 1 of 2",
]


def test_a_pdf_gives_paragraphs_and_front_lines(draft, make_pdf):
    found = draft(
        "a.pdf", make_pdf([PAGE, ["“No comment,” he said.".replace("“", '"').replace("”", '"')]])
    )
    assert (found.title, found.byline) == ("Bridge reopens after six months", "Ann Poe")
    assert (found.outlet, found.published.day) == ("Poe Wire", 29)
    assert found.text == (
        "PORT POE, 29 November 2024 (Poe Wire) - The bridge reopened on Monday after six months, "
        "the mayor said. It had been shut since May, when a flood carried away two houses, a mill "
        "and a long-standing oak.\n\n"
        "She spoke of a long-standing wish of the town.\n\n"
        '"No comment," he said.'
    )


def test_the_date_a_pdf_was_made_is_not_the_date_of_the_article(draft, make_pdf):
    found = draft("a.pdf", make_pdf([["The bridge reopened on Monday."]], title="The bridge"))
    assert (found.title, found.published) == ("The bridge", None)


def test_an_encrypted_pdf_is_refused(reason, make_pdf):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf([PAGE]))))
    writer.encrypt("secret", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    assert reason("a.pdf", out.getvalue()) == (
        "The file is encrypted; save it without a password and add it again."
    )


def test_a_pdf_without_a_user_password_is_read(draft, make_pdf):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf([PAGE]))))
    writer.encrypt("", owner_password="secret", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    assert "two houses" in draft("a.pdf", out.getvalue()).text


def test_a_truncated_pdf_is_refused(reason, make_pdf):
    whole = make_pdf([PAGE])
    told = reason("a.pdf", whole[: len(whole) // 2])
    assert told == "The file is a truncated PDF: its end is missing."


@pytest.mark.parametrize(
    "garbage", [b"%PDF-1.4\nnothing\n%%EOF", b"%PDF-1.4\n" + b"x" * 5000 + b"%%EOF"]
)
def test_a_damaged_pdf_is_refused(reason, garbage):
    assert reason("a.pdf", garbage).startswith("The file is a damaged PDF")


def test_a_scanned_pdf_is_refused(reason, make_pdf):
    assert "text recognition" in reason("a.pdf", make_pdf([[]]))


def test_a_pdf_in_name_only_is_refused(reason):
    assert reason("a.pdf", b"hello there") == "The file is named PDF, but is none."


def word_file(paragraphs, table=()):
    word = Document()
    for text, style in paragraphs:
        word.add_paragraph(text, style=style)
    if table:
        rows = word.add_table(len(table), len(table[0])).rows
        for row, values in zip(rows, table, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def test_a_word_file(draft):
    found = draft(
        "a.docx",
        word_file(
            [
                ("Bridge reopens", "Title"),
                ("By Ann Poe", None),
                ("27 November 2024", None),
                ("The\u00a0bridge re\u00adopened.", None),
                ("First", "List Bullet"),
                ("Second", "List Bullet"),
            ],
            [("Place", "Killed"), ("Poe", "12")],
        ),
    )
    assert (found.title, found.byline, found.published.day) == ("Bridge reopens", "Ann Poe", 27)
    assert found.text == (
        "The\u00a0bridge re\u00adopened.\n\nFirst\nSecond\n\nPlace | Killed\nPoe | 12"
    )


def test_the_first_line_of_a_word_file_may_be_its_title(draft):
    found = draft("a.docx", word_file([("Bridge reopens", None), ("It reopened.", None)]))
    assert (found.title, found.text, found.published) == ("Bridge reopens", "It reopened.", None)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"PK\x03\x04 and nothing", "The file is a damaged Word document."),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "The file is encrypted or in Word's old format"),
        (word_file([])[:-100], "The file is a damaged Word document."),
        (word_file([]), "The file holds no text."),
    ],
    ids=["garbage", "old", "truncated", "empty"],
)
def test_a_word_file_that_cannot_be_read(reason, content, expected):
    assert reason("a.docx", content).startswith(expected)
