"""Mail: newsletters and press statements saved as EML."""

from __future__ import annotations

import email
import re
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from io import BytesIO
from typing import Final

from index.canonical import canonical
from index.dates import parse_date
from index.errors import UnreadableInputError
from index.metadata import Metadata
from index.readers.document import DAMAGE, Document, Read
from index.readers.drafts import draft
from index.readers.encodings import decode
from index.readers.wrapping import unwrap

_SIGNATURE: Final = re.compile(r"\n-- ?\n.*", re.DOTALL)
_ENOUGH: Final = 100
_ATTACHED: Final = (".pdf", ".docx", ".txt", ".md", ".html", ".htm", ".eml")


def read_eml(document: Document) -> Read:
    """Yield a mail as an article: subject, sender and date are title, outlet and publication.

    Attached documents are articles of their own.
    """
    data = document.read()
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        known = _metadata(message)
        text, attached = _body(message), _attachments(document, message)
    except DAMAGE as error:
        raise UnreadableInputError("is a damaged mail") from error
    if not known.title and not known.outlet:
        raise UnreadableInputError("is not a mail: it has neither sender nor subject")
    if text.strip():
        yield draft(document, text, known)
    elif not attached:
        raise UnreadableInputError("is a mail without text")
    if attached:
        from index.readers.formats import read_document

        for part in attached:
            yield from read_document(part)


def _metadata(message: EmailMessage) -> Metadata:
    name, address = parseaddr(_header(message, "from"))
    return Metadata(
        title=re.sub(r"^(?:(?:re|fwd?|aw|wg):\s*)+", "", _header(message, "subject"), flags=re.I),
        outlet=name or address.rpartition("@")[2],
        published=parse_date(_header(message, "date")),
        language=_header(message, "content-language"),
        external_id=_header(message, "message-id").strip("<> "),
    )


def _header(message: EmailMessage, name: str) -> str:
    """Return a header as text; raw bytes that it should not hold are decoded, not lost."""
    try:
        value = str(message[name] or "")
    except (ValueError, IndexError, AttributeError, TypeError):
        # The standard library's header parser stumbles over some malformed values.
        raw = [value for key, value in message.raw_items() if key.lower() == name]
        value = str(raw[0]) if raw else ""
    if re.search("[\udc80-\udcff]", value):
        value = decode(value.encode("utf-8", "surrogateescape"))
    return " ".join(value.split())


def _body(message: EmailMessage) -> str:
    plain = _part(message, "plain")
    text = ""
    if plain is not None:
        text = canonical(_decoded(plain))
        if str(plain.get_param("format") or "").lower() == "flowed":
            text = re.sub(r"(?<! )(?<!-) \n(?=[^\s>])", " ", text)
        text = unwrap(_SIGNATURE.sub("", text))
    rich = _part(message, "html")
    if rich is not None and len(text.strip()) < _ENOUGH:
        from index.readers.fragments import fragment_text

        text = max(text, fragment_text(canonical(_decoded(rich))), key=len)
    return text


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    for part in message.walk():
        if part.get_content_type() == f"text/{kind}" and not part.get_filename():
            return part if isinstance(part, EmailMessage) else None
    return None


def _decoded(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode(data, str(part.get_param("charset") or ""))


def _attachments(document: Document, message: EmailMessage) -> list[Document]:
    found = []
    for part in message.walk():
        name = part.get_filename()
        if not name or not name.lower().endswith(_ATTACHED):
            continue
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        shown = name.replace("/", "_").replace("\\", "_")
        found.append(
            Document(
                name=f"{document.name}!{shown}",
                location=f"{document.location}!{shown}",
                open=lambda data=data: BytesIO(data),  # type: ignore[misc]
                member=shown,
                depth=document.depth + 1,
            )
        )
    return found
