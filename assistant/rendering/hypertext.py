"""An answer as HTML: semantic, every string escaped, no script, no style of its own."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby

from assistant.answer import Answer, Citation, Conflict, Nearest
from assistant.rendering.dates import day
from assistant.rendering.pieces import Piece, pieces, told_once
from assistant.rendering.reference import (
    Reference,
    article_link,
    doubts,
    references,
    whereabouts,
)

_DASH = "- "
_CLOSING = ".,;:!?…)]”’\"'"
_AROUND = 160
"""How many characters of context a card shows on either side of the quote."""

Link = Callable[[Citation | Nearest], str]


def to_html(answer: Answer, *, prefix: str = "answer", link: Link | None = article_link) -> str:
    """Return the whole answer as one HTML fragment.

    `prefix` keeps the ids of several answers on one page apart; `link` gives the address where
    the quoted words can be read in their article, and `None` leaves those links out.
    """
    return (
        f'<div class="answer">{prose_html(answer, prefix)}</div>'
        f"{conflicts_html(answer, prefix)}{doubts_html(answer)}{nearest_html(answer, link)}"
        f"{citations_html(answer, prefix, link)}"
    )


def prose_html(answer: Answer, prefix: str) -> str:
    """Return the answer's paragraphs; the words that a marker stands for are wrapped as a claim.

    What the table of a conflict or the nearest passage tells as well is not told twice.
    """
    known = {citation.number: citation for citation in answer.citations}
    return "".join(_paragraph(text, known, prefix) for text in told_once(answer))


def _paragraph(text: str, known: dict[int, Citation], prefix: str) -> str:
    """Return one paragraph; lines that begin with a dash become a list."""
    blocks: list[str] = []
    for listed, group in groupby(text.split("\n"), key=lambda line: line.startswith(_DASH)):
        if listed:
            rows = [_line(line.removeprefix(_DASH), known, prefix) for line in group]
            items = "".join(f'<li dir="auto">{row}</li>' for row in rows)
            blocks.append(f'<ul class="points">{items}</ul>')
        else:
            lines = "<br>".join(_line(line, known, prefix) for line in group)
            blocks.append(f'<p dir="auto">{lines}</p>')
    return "".join(blocks)


def _line(text: str, known: dict[int, Citation], prefix: str) -> str:
    found = pieces(text, known)
    parts = []
    for index, piece in enumerate(found):
        before = found[index - 1] if index else Piece("")
        after = found[index + 1] if index + 1 < len(found) else Piece("")
        if piece.number:
            # A marker keeps the space before it and the punctuation after it on its own line.
            gap, stop = _gap(before.words), _stop(after.words)
            marker = marker_html(known[piece.number], prefix)
            parts.append(f'<span class="mark-group">{gap}{marker}{escape(stop)}</span>')
            continue
        start = len(_stop(piece.words)) if before.number else 0
        end = len(piece.words) - len(_gap(piece.words)) if after.number else len(piece.words)
        words = escape(piece.words[start:end])
        parts.append(f'<span class="claim">{words}</span>' if after.number and words else words)
    return "".join(parts)


def _gap(words: str) -> str:
    """Return the white space at the end, except of a piece that is nothing else."""
    return words[len(words.rstrip()) :] if words.strip() else ""


def _stop(words: str) -> str:
    """Return the punctuation at the beginning."""
    return words[: len(words) - len(words.lstrip(_CLOSING))]


def marker_html(citation: Citation, prefix: str) -> str:
    """Return the numbered marker, a link to its citation."""
    label = escape(f"Source {citation.number}: {whereabouts(citation)}", quote=True)
    return (
        f'<a class="marker" href="#{prefix}-{citation.number}" data-cites="{prefix}-'
        f'{citation.number}" aria-label="{label}"><span class="sr">[</span>{citation.number}'
        f'<span class="sr">]</span></a>'
    )


def conflicts_html(answer: Answer, prefix: str) -> str:
    """Return one table for each thing that reports differ about, or the empty string."""
    known = {citation.number: citation for citation in answer.citations}
    return "".join(_conflict(conflict, known, prefix) for conflict in answer.conflicts)


def doubts_html(answer: Answer) -> str:
    """Return what a language model wrote and the passages do not bear out, or the empty string."""
    rows = "".join(f'<li dir="auto">{escape(doubt)}</li>' for doubt in doubts(answer))
    return f'<ul class="doubts" aria-label="Checked sentences">{rows}</ul>' if rows else ""


def nearest_html(answer: Answer, link: Link | None) -> str:
    """Return the nearest passage and the question to ask instead, or the empty string."""
    nearest = answer.nearest
    if nearest is None:
        return ""
    suggestion = ""
    if nearest.suggestion:
        asked = escape(nearest.suggestion, quote=True)
        suggestion = (
            f'<p class="suggestion">The articles do answer: '
            f'<button type="button" class="ask-this" data-ask="{asked}" dir="auto">{asked}</button>'
            "</p>"
        )
    opened = _open_link(nearest, link)
    return (
        '<section class="nearest" aria-label="Nearest passage"><h3>Nearest passage</h3>'
        f'<blockquote dir="auto">{escape(nearest.quote)}</blockquote>'
        f'<p class="source" dir="auto"><cite>{escape(nearest.title)}</cite> '
        f"{escape(whereabouts(nearest))}</p>{opened}{suggestion}</section>"
    )


def citations_html(answer: Answer, prefix: str, link: Link | None) -> str:
    """Return the numbered citation cards, or the empty string."""
    if not answer.citations:
        return ""
    cards = "".join(
        _card(citation, source, prefix, link)
        for citation, source in zip(answer.citations, references(answer), strict=True)
    )
    return f'<ol class="citations" aria-label="Sources">{cards}</ol>'


def in_context(citation: Citation) -> str:
    """Return the quote inside its context, with the exact answer marked, as HTML."""
    quote = _quote_html(citation)
    at = citation.start - citation.context_start
    if not citation.context or citation.context[at : at + len(citation.quote)] != citation.quote:
        return quote
    before, after = citation.context[:at], citation.context[at + len(citation.quote) :]
    if len(before) > _AROUND:
        before = f"…{before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]}…"
    return f"{_aside(before)}{quote}{_aside(after)}"


def _aside(text: str) -> str:
    return f'<span class="around">{escape(text)}</span>' if text else ""


def _quote_html(citation: Citation) -> str:
    start, end = citation.answer_start - citation.start, citation.answer_end - citation.start
    quote = citation.quote
    if not 0 <= start < end <= len(quote):
        return f'<q class="quote">{escape(quote)}</q>'
    return (
        f'<q class="quote">{escape(quote[:start])}<mark>{escape(quote[start:end])}</mark>'
        f"{escape(quote[end:])}</q>"
    )


def _card(citation: Citation, source: Reference, prefix: str, link: Link | None) -> str:
    moment = citation.published.isoformat() if citation.published else ""
    published = day(citation.published)
    time = f'<time datetime="{escape(moment)}">{published}</time>' if moment else published
    voice = f'<p class="voice" dir="auto">{escape(source.voice)}</p>' if source.voice else ""
    remarks = "".join(f'<p class="remark">{escape(remark)}</p>' for remark in source.remarks)
    web = (
        f'<a class="web" href="{escape(source.link, quote=True)}" target="_blank" '
        'rel="noopener noreferrer nofollow">Original</a>'
        if source.link
        else ""
    )
    outlet = f'<span class="outlet">{escape(citation.outlet)}</span>' if citation.outlet else ""
    return (
        f'<li class="card" id="{prefix}-{citation.number}" tabindex="-1" '
        f'data-number="{citation.number}">'
        f'<p class="source" dir="auto"><span class="number">{citation.number}</span>'
        f"{outlet}{time}</p>"
        f'<p class="title" dir="auto">{escape(citation.title)}</p>'
        f'<blockquote dir="auto">{in_context(citation)}</blockquote>'
        f'{voice}{remarks}<p class="links">{_open_link(citation, link)}{web}</p></li>'
    )


def _open_link(source: Citation | Nearest, link: Link | None) -> str:
    if link is None:
        return ""
    label = escape(f"Read in the article: {source.title}", quote=True)
    return (
        f'<a class="open-source" href="{escape(link(source), quote=True)}" data-article="'
        f'{escape(source.article_id, quote=True)}" data-start="{source.start}" data-end="'
        f'{source.end}" aria-label="{label}">Read in the article</a>'
    )


def _conflict(conflict: Conflict, known: dict[int, Citation], prefix: str) -> str:
    rows = []
    for side in conflict.sides:
        markers = "".join(
            marker_html(known[number], prefix) for number in side.citations if number in known
        )
        status = f" ({escape(side.status)})" if side.status not in {"", "said"} else ""
        rows.append(
            f'<tr><th scope="row" dir="auto">{escape(side.speaker or "The article itself")}'
            f'{status}</th><td class="figure" dir="auto">{escape(side.figure)}</td>'
            f'<td dir="auto">{escape(side.counted)}</td><td>{day(side.as_of)}</td>'
            f"<td>{markers}</td></tr>"
        )
    return (
        '<figure class="conflict"><table><caption><span class="label">Reports differ</span> '
        f'<span dir="auto">{escape(conflict.about)}</span></caption><thead><tr>'
        '<th scope="col">Speaker</th><th scope="col">Figure</th><th scope="col">What is counted'
        '</th><th scope="col">As of</th><th scope="col">Source</th></tr></thead><tbody>'
        f"{''.join(rows)}</tbody></table></figure>"
    )
