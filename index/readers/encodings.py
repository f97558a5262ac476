"""Bytes to text, whatever the document says or fails to say about its encoding."""

from __future__ import annotations

import codecs
import re
from typing import Final

from index.errors import UnreadableInputError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 200_000
_DECLARED: Final = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""",
    re.IGNORECASE,
)
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_AS_BROWSERS_DO: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
_ESCAPING: Final = ("iso2022", "hz")
_MANY_UNUSUAL: Final = 0.12


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of `data`, without its byte-order mark.

    A byte-order mark decides; else bytes that are valid UTF-8 are UTF-8 whatever their label says;
    else the declared encoding if it fits; else what charset-normalizer finds. Raises
    UnreadableInputError for binary data.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if encoding := _two_bytes(data):
        return data.decode(encoding, "replace")
    if len(_BINARY.findall(data[:_SAMPLE])) > len(data[:_SAMPLE]) // 200:
        raise UnreadableInputError("is not text: it holds binary data")
    name = _known(declared)
    if name.startswith(_ESCAPING) and (b"\x1b" in data or b"~{" in data):
        return data.decode(name, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _legacy(data, name)


def declared_encoding(data: bytes) -> str:
    """Return the encoding that an HTML or XML document names at its top, or ""."""
    match = _DECLARED.search(data[:2048])
    return (match[1] or match[2]).decode("ascii", "replace") if match else ""


def _two_bytes(data: bytes) -> str:
    """Return "utf-16-le" or "utf-16-be" if the zero bytes look like it, else ""."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 2:
        return ""
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > half * 0.6 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.05:
        return "utf-16-be"
    return ""


def _known(declared: str) -> str:
    """Return Python's name of a declared encoding, as browsers read it, or ""."""
    try:
        name = codecs.lookup(declared.strip(" \"'")).name if declared else ""
    except (LookupError, ValueError):
        return ""
    return _AS_BROWSERS_DO.get(name, name).replace("iso2022_", "iso2022")


def _legacy(data: bytes, declared: str) -> str:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    unusual = sum(char > "\x7f" for char in text[:_SAMPLE]) - broken
    # One torn character among many whole ones is damaged UTF-8, not another encoding.
    if unusual > 20 * broken:
        return text
    if declared:
        try:
            decoded = data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            if declared != "cp1252" or _is_plausible_western(decoded[:_SAMPLE]):
                return decoded
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE])
    best = found.best()
    if best is None:
        return data.decode("cp1252", "replace")
    # Short Western texts fit several encodings equally well; the most common one is meant.
    equals = {
        name
        for match in found
        if match == best or match.chaos <= best.chaos
        for name in match.could_be_from_charset
    }
    return data.decode("cp1252" if "cp1252" in equals else best.encoding, "replace")


def _is_plausible_western(text: str) -> bool:
    """Return whether a Western label may be true: few letters, then, are not ASCII."""
    letters = sum(char.isalpha() for char in text) or 1
    return sum(char > "\x7f" and char.isalpha() for char in text) / letters < _MANY_UNUSUAL
