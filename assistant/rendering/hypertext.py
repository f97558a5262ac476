"""An answer as HTML: semantic, every string escaped, no script, no style of its own."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from assistant.answer import Answer, Citation, Conflict, Nearest
from assistant.rendering.dates import day
from assistant.rendering.pieces import paragraphs, pieces
from assistant.rendering.reference import Reference, article_link, references, whereabouts

Link = Callable[[Citation | Nearest], str]


def to_html(answer: Answer, *, prefix: str = "answer", link: Link | None = article_link) -> str:
    """Return the whole answer as one HTML fragment.

    `prefix` keeps the ids of several answers on one page apart; `link` gives the address where
    the quoted words can be read in their article, and `None` leaves those links out.
    """
    return (
        f'<div class="answer">{prose_html(answer, prefix)}</div>'
        f"{conflicts_html(answer, prefix)}{nearest_html(answer, link)}"
        f"{citations_html(answer, prefix, link)}"
    )


def prose_html(answer: Answer, prefix: str) -> str:
    """Return the answer's paragraphs; the words before each marker are wrapped with it."""
    known = {citation.number: citation for citation in answer.citations}
    blocks = []
    for paragraph in paragraphs(answer.text):
        inner, words = [], ""
        for piece in pieces(paragraph, known):
            if piece.number:
                if words:
                    inner.append(f'<span class="claim">{words}</span>')
                words = ""
                inner.append(marker_html(known[piece.number], prefix))
            else:
                words += escape(piece.words).replace("\n", "<br>")
        inner.append(words)
        blocks.append(f'<p dir="auto">{"".join(inner)}</p>')
    return "".join(blocks)


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
        '<section class="nearest" aria-label="Nearest passage"><h4>Nearest passage</h4>'
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
