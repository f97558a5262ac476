"""One article as HTML: its text with the cited words marked and its voices in the margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.rendering.dates import day, minute
from assistant.rendering.reference import web_link
from ui.differences import differences_html
from ui.spans import Run, Span, lines, runs, within

if TYPE_CHECKING:
    from datetime import datetime

    from assistant import Assistant
    from index.article import Article
    from index.attributions import StoredAttribution


_RIGHT_TO_LEFT = {"ar", "arc", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
"""Languages (ISO 639) that are written from right to left."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An article opened for reading: the words to go to, and others that were cited."""

    article: Article
    versions: Sequence[Article]
    copies: Sequence[Article]
    attributions: Sequence[StoredAttribution]
    target: tuple[int, int] | None = None
    cited: Sequence[tuple[int, int]] = ()


def open_article(
    assistant: Assistant,
    article_id: str,
    *,
    version: int | None = None,
    target: tuple[int, int] | None = None,
    cited: Sequence[tuple[int, int]] = (),
) -> Opened:
    """Return the article with all that the page shows about it.

    Raises ArticleNotFoundError for an unknown article or version.
    """
    article = assistant.article(article_id, version)
    versions = assistant.versions(article_id)
    newest = versions[-1].version if versions else article.version
    attributions = assistant.attributions(article_id) if article.version == newest else []
    return Opened(
        article, versions, assistant.copies(article_id), attributions, target, tuple(cited)
    )


def article_html(opened: Opened, *, heading: str = "h1") -> str:
    """Return the whole article; `heading` is the level of its title."""
    article = opened.article
    language = f' lang="{escape(article.language, quote=True)}"' if article.language else ""
    return (
        f'<article class="story" aria-labelledby="story-title" data-article="'
        f'{escape(article.id, quote=True)}" data-version="{article.version}"{_direction(article)}>'
        f"{_header(opened, heading)}{_versions(opened)}"
        f'<div class="story-text"{language}>{_text(opened)}</div></article>'
    )


def _direction(article: Article) -> str:
    return ' dir="rtl"' if article.language.partition("-")[0] in _RIGHT_TO_LEFT else ""


def article_path(article_id: str, version: int | None = None) -> str:
    """Return the address of an article's page."""
    suffix = f"?version={version}" if version is not None else ""
    return f"/article/{quote(article_id, safe='')}{suffix}"


def _header(opened: Opened, heading: str) -> str:
    article = opened.article
    facts = [escape(part) for part in (article.byline, article.dateline) if part]
    facts.append(_time("", article.published))
    if article.updated:
        facts.append(_time("Updated ", article.updated))
    link = web_link(article.url)
    if link:
        facts.append(
            f'<a href="{escape(link, quote=True)}" target="_blank" '
            'rel="noopener noreferrer nofollow">Original</a>'
        )
    outlet = f'<p class="outlet" dir="auto">{escape(article.outlet)}</p>' if article.outlet else ""
    return (
        f'<header class="story-head">{outlet}<{heading} id="story-title" dir="auto" tabindex="-1">'
        f"{escape(article.title)}</{heading}>"
        f'<p class="facts">{"".join(f"<span>{fact}</span>" for fact in facts)}</p>'
        f"{_copies(opened.copies)}</header>"
    )


def _time(label: str, when: datetime | None) -> str:
    if when is None:
        return "undated"
    return f'{label}<time datetime="{when.isoformat()}">{escape(minute(when))}</time>'


def _copies(copies: Sequence[Article]) -> str:
    if not copies:
        return ""
    links = ", ".join(
        f'<a href="{escape(article_path(copy.id), quote=True)}" dir="auto">'
        f"{escape(copy.outlet or copy.title)}</a> ({day(copy.published)})"
        for copy in copies
    )
    return f'<p class="copies">The same copy is carried by {links}.</p>'


def _versions(opened: Opened) -> str:
    article, versions = opened.article, list(opened.versions)
    if len(versions) < 2:  # nothing to compare
        return ""
    links = []
    for other in versions:
        here = ' aria-current="true"' if other.version == article.version else ""
        links.append(
            f'<a href="{escape(article_path(other.id, other.version), quote=True)}"{here}>'
            f"Version {other.version}</a>"
        )
    earlier = [other for other in versions if other.version < article.version]
    changes = ""
    if earlier:
        changed = differences_html(
            f"{earlier[-1].title}\n{earlier[-1].text}", f"{article.title}\n{article.text}"
        )
        changes = (
            f'<details class="changes"><summary>What changed since version '
            f"{earlier[-1].version}</summary>{changed or '<p>Only details about the article.</p>'}"
            "</details>"
        )
    newest = versions[-1].version
    note = (
        f'<p class="superseded">You are reading version {article.version}; '
        f"version {newest} is newer.</p>"
        if article.version != newest
        else ""
    )
    return (
        f'<section class="versions" aria-label="Versions">{note}'
        f'<p class="version-list">{"".join(links)}</p>{changes}</section>'
    )


def _text(opened: Opened) -> str:
    text = opened.article.text
    target = within(len(text), [opened.target] if opened.target else [], "target")
    cited = within(len(text), opened.cited, "cited")
    said = [
        Span(start, end, "said", number)
        for number, row in enumerate(opened.attributions)
        for start, end in row.content_spans
        if 0 <= start < end <= len(text)
    ]
    spans = [*target, *cited, *said]
    blocks = []
    for start, end in lines(text):
        inner = "".join(_run(text, run, first=opened.target) for run in runs(start, end, spans))
        voices = _voices(opened.attributions, start, end)
        blocks.append(f'<div class="para"><p dir="auto">{inner}</p>{voices}</div>')
    return "".join(blocks)


def _run(text: str, run: Run, first: tuple[int, int] | None) -> str:
    words = escape(text[run.start : run.end])
    numbers = " ".join(str(span.number) for span in run.spans if span.kind == "said")
    said = f' data-said="{numbers}"' if numbers else ""
    if run.has("target"):
        begins = ' id="target" tabindex="-1"' if first and run.start == first[0] else ""
        return f'<mark class="target"{begins}{said}>{words}</mark>'
    if run.has("cited"):
        return f'<mark class="cited"{said}>{words}</mark>'
    return f'<span class="said"{said}>{words}</span>' if said else words


def _voices(rows: Sequence[StoredAttribution], start: int, end: int) -> str:
    """Return the margin of one paragraph: each voice once, with the statements it made there."""
    voices: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        places = row.content_spans or row.source_spans
        name = row.speaker or row.source_text
        if name and places and start <= places[0][0] < end:
            label = name if row.status in {"", "said"} else f"{name} ({row.status})"
            voices.setdefault(label, []).append(number)
    if not voices:
        return ""
    notes = "".join(
        f'<button type="button" class="voice" aria-pressed="false" dir="auto" '
        f'data-voice="{" ".join(map(str, numbers))}">{escape(label)}</button>'
        for label, numbers in voices.items()
    )
    return f'<p class="margin"><span class="sr">Said here by: </span>{notes}</p>'
