"""What every format prints about a citation, decided once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from assistant.answer import Answer, Citation, Nearest
from assistant.rendering.dates import day


@dataclass(frozen=True, slots=True)
class Reference:
    """One numbered source in words.

    `quote` is untouched; `voice` says whose words they are, `where` names article, outlet and day,
    `link` is the article's address on the web and empty unless it is http or https.
    """

    number: int
    quote: str
    voice: str
    title: str
    where: str
    link: str
    remarks: tuple[str, ...]


def references(answer: Answer) -> tuple[Reference, ...]:
    """Return the answer's citations in the words that every format prints."""
    return tuple(_reference(citation) for citation in answer.citations)


def doubts(answer: Answer) -> tuple[str, ...]:
    """Return a sentence for each sentence of a language model that the passages do not bear out."""
    words = {"partly": "only partly borne out", "unsupported": "not borne out"}
    return tuple(
        f"“{sentence.text}” is {words[sentence.verdict]} by the passages"
        + (f": {sentence.reason}" if sentence.reason else "")
        for sentence in answer.prose
        if sentence.verdict in words
    )


def article_link(source: Citation | Nearest) -> str:
    """Return the permanent address of the quoted words on the assistant's own page."""
    version = getattr(source, "version", 0)
    query = f"?version={version}" if version else ""
    return (
        f"/article/{percent_encoded(source.article_id, safe='')}{query}"
        f"#char={source.start},{source.end}"
    )


def web_link(url: str) -> str:
    """Return `url` if it is an http or https address, else the empty string."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def whereabouts(source: Citation | Nearest) -> str:
    """Return outlet and day, as in "The Northern Post, 30 November 2024"."""
    return ", ".join(part for part in (source.outlet, day(source.published)) if part)


def _reference(citation: Citation) -> Reference:
    remarks = []
    if citation.copies:
        remarks.append(f"also carried by {', '.join(citation.copies)}")
    if citation.verdict == "partly":
        remarks.append("only partly supports the sentence that cites it")
    if citation.verdict == "unsupported":
        remarks.append("does not support the sentence that cites it")
    return Reference(
        number=citation.number,
        quote=citation.quote,
        voice=_voice(citation),
        title=citation.title,
        where=whereabouts(citation),
        link=web_link(citation.url),
        remarks=tuple(remarks),
    )


def _voice(citation: Citation) -> str:
    if not citation.speaker:
        return ""
    if citation.status in {"", "said"}:
        return citation.speaker
    return f"{citation.speaker} ({citation.status})"
