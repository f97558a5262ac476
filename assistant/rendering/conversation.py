"""A whole conversation as Markdown, JSON, or a page made for printing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from assistant.answer import Answer
from assistant.rendering.dates import minute
from assistant.rendering.hypertext import to_html
from assistant.rendering.markdown import escaped, to_markdown


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, the answer it got then, and when."""

    question: str
    answer: Answer
    asked_at: datetime | None = None


def conversation_to_markdown(title: str, exchanges: Sequence[Exchange]) -> str:
    """Return the conversation as one Markdown document."""
    blocks = [f"# {escaped(' '.join(title.split()))}"]
    for exchange in exchanges:
        blocks.append(f"## {escaped(' '.join(exchange.question.split()))}")
        if stand_alone := asked_instead(exchange):
            blocks.append(f"*Asked as: {escaped(stand_alone)}*")
        blocks.append(to_markdown(exchange.answer).rstrip())
    return "\n\n".join(blocks) + "\n"


def conversation_to_json(title: str, exchanges: Sequence[Exchange]) -> str:
    """Return the conversation as JSON; each answer is exactly `Answer.as_dict()`."""
    turns = [
        {
            "question": exchange.question,
            "asked_at": exchange.asked_at.isoformat() if exchange.asked_at else None,
            "answer": exchange.answer.as_dict(),
        }
        for exchange in exchanges
    ]
    return json.dumps({"title": title, "turns": turns}, ensure_ascii=False, indent=2) + "\n"


def conversation_to_html(title: str, exchanges: Sequence[Exchange]) -> str:
    """Return the conversation as one self-contained page in print style (print it to get a PDF)."""
    style = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")
    body = []
    for number, exchange in enumerate(exchanges, start=1):
        stand_alone = asked_instead(exchange)
        body.append(
            f'<section class="turn"><h2 dir="auto">{escape(exchange.question)}</h2>'
            + (
                f'<p class="asked" dir="auto">Asked as: {escape(stand_alone)}</p>'
                * bool(stand_alone)
            )
            + to_html(exchange.answer, prefix=f"turn{number}", link=None)
            + f'<p class="when">Asked {escape(minute(exchange.asked_at))}</p></section>'
        )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body><main>"
        f'<h1 dir="auto">{escape(title)}</h1>{"".join(body)}</main></body></html>\n'
    )


def asked_instead(exchange: Exchange) -> str:
    """Return the stand-alone question that was really asked, if it was not the typed one."""
    asked = exchange.answer.question.strip()
    same = _bare(asked) == _bare(exchange.question)
    return "" if same or not asked else asked


def _bare(text: str) -> str:
    return " ".join(text.casefold().rstrip(" ?").split())
