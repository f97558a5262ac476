from __future__ import annotations

from email.message import EmailMessage

import pytest

HEAD = (
    "From: Poe Press =?utf-8?q?B=C3=BCro?= <press@poe.example>\r\n"
    "Subject: =?utf-8?b?QnJpZGdlIOKAnHJlb3BlbnPigJ0=?=\r\n"
    "Date: Fri, 29 Nov 2024 10:15:00 +0300\r\nMessage-ID: <1@poe.example>\r\nMIME-Version: 1.0\r\n"
)
BODY = (
    "The bridge reopened on Monday after six months, the mayor said. It had been\r\n"
    "shut since May, when a flood carried away two houses, a mill and an oak that\r\n"
    "had stood for two centuries.\r\n\r\n“Café” – open.\r\n-- \r\nPress office\r\n"
)
TEXT = (
    "The bridge reopened on Monday after six months, the mayor said. It had been shut since May, "
    "when a flood carried away two houses, a mill and an oak that had stood for two centuries."
    "\n\n“Café” – open."
)


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("us-ascii", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("x-none", "utf-8"),
    ],
)
def test_a_mail_whatever_the_label_of_its_encoding(draft, label, encoding):
    kind = f"Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    found = draft("a.eml", (HEAD + kind).encode() + BODY.encode(encoding))
    assert (found.title, found.outlet) == ("Bridge “reopens”", "Poe Press Büro")
    assert found.published.isoformat() == "2024-11-29T10:15:00+03:00"
    assert found.source == found.external_id == "1@poe.example"
    assert found.text == TEXT


def mail():
    message = EmailMessage()
    message["From"], message["Subject"] = "press@poe.example", "Fwd: Bridge"
    return message


def test_a_mail_with_only_html(draft):
    message = mail()
    message.set_content("See below")
    message.add_alternative(
        "<p>The bridge re&shy;opened on Monday after six months of work, the mayor said.</p>"
        "<p>It is open.</p>",
        subtype="html",
    )
    found = draft("a.eml", bytes(message))
    assert (found.title, found.outlet) == ("Bridge", "poe.example")
    assert found.text == (
        "The bridge re\u00adopened on Monday after six months of work, the mayor said.\n\n"
        "It is open."
    )


def test_documents_attached_to_a_mail_are_articles_too(drafts):
    message = mail()
    message.set_content("Please find our statement attached.")
    message.add_attachment("Bridge reopens\n\nThe bridge reopened.", filename="../statement.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    mail_itself, statement = drafts({"a.eml": bytes(message)})
    assert mail_itself.text == "Please find our statement attached."
    assert (statement.title, statement.text) == ("Bridge reopens", "The bridge reopened.")
    assert statement.source.endswith("a.eml!.._statement.txt")


def test_a_mail_without_text_is_refused(reason):
    assert reason("a.eml", HEAD + "\r\n\r\n") == "The file is a mail without text."


def test_what_is_no_mail_is_refused(reason):
    assert reason("a.eml", "hello") == "The file is not a mail: it has neither sender nor subject."
