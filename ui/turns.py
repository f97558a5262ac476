"""A conversation's turns as HTML: question, answer, evidence beside it, and what can be done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from assistant import Answer
from assistant.events import EvidenceFound
from assistant.rendering import Exchange, to_html, to_markdown, to_plain
from assistant.rendering.conversation import asked_instead
from assistant.rendering.hypertext import (
    citations_html,
    conflicts_html,
    doubts_html,
    nearest_html,
    prose_html,
)
from assistant.rendering.pieces import paragraphs
from assistant.rendering.reference import article_link
from ui.markup import attribute, button, count

_HEADLINE = 120
"""Characters; a longer short answer reads better as prose."""
_WORDLESS = re.compile(r"\[\d+\]|[\s.]+")


@dataclass(frozen=True, slots=True)
class Pending:
    """A question without a kept answer: being answered, stopped or failed.

    `stage` says what is being done, `answer` what is known already, `failure` what went wrong.
    """

    question: str
    stage: str = ""
    answer: Answer | None = None
    prose: str = ""
    failure: str = ""
    stopped: bool = False


def thread_html(conversation_id: str, turns: Sequence[Exchange], pending: Pending | None) -> str:
    """Return the whole conversation; its id goes along so that the address can name it."""
    done = "".join(turn_html(number, turn) for number, turn in enumerate(turns, start=1))
    last = pending_html(len(turns) + 1, pending) if pending else ""
    status = _status(turns, pending)
    return (
        f'<div class="thread" data-conversation="{attribute(conversation_id)}" '
        f'data-turns="{len(turns) + bool(pending)}">{done}{last}'
        f'<p class="sr" role="status">{escape(status)}</p></div>'
    )


def turn_html(number: int, turn: Exchange) -> str:
    """Return one finished turn."""
    answer, prefix = turn.answer, f"turn{number}"
    return (
        f'<article class="turn" id="{prefix}" aria-labelledby="{prefix}-question" '
        f'data-number="{number}" data-question="{attribute(turn.question)}">'
        f"{_question(prefix, turn.question, asked_instead(turn))}"
        f'<div class="turn-body"><div class="turn-answer">{_answer(answer, prefix)}'
        f"{_held(answer, number)}{_actions(prefix, turn)}</div>"
        f"{_evidence(answer, prefix)}</div></article>"
    )


def pending_html(number: int, pending: Pending) -> str:
    """Return a turn that is being answered, was stopped, or failed."""
    prefix = f"turn{number}"
    parts = []
    if pending.answer is not None:
        parts.append(_answer(pending.answer, prefix))
    if pending.prose:
        parts.append(f'<div class="answer"><p dir="auto">{escape(pending.prose)}</p></div>')
    if pending.failure:
        parts.append(f'<p class="failure" role="alert">{escape(pending.failure)}</p>')
    elif pending.stopped:
        parts.append('<p class="stage">Stopped. Nothing of this answer was kept.</p>')
    elif pending.stage:
        parts.append(f'<p class="stage busy">{escape(pending.stage)}</p>')
    if pending.failure or pending.stopped:
        parts.append(f'<div class="turn-actions">{_again(pending.question)}</div>')
    evidence = _evidence(pending.answer, prefix) if pending.answer else ""
    return (
        f'<article class="turn" id="{prefix}" aria-labelledby="{prefix}-question" '
        f'data-number="{number}">{_question(prefix, pending.question, "")}'
        f'<div class="turn-body"><div class="turn-answer">{"".join(parts)}</div>{evidence}</div>'
        "</article>"
    )


def reading_stage(event: EvidenceFound) -> str:
    """Return what is being read, in words."""
    outlets = list(dict.fromkeys(p.outlet for p in event.passages if p.outlet))
    shown = ", ".join(outlets[:4]) + (" and others" if len(outlets) > 4 else "")
    passages = count(len(event.passages), "passage")
    return f"Reading {passages}{f' from {shown}' if shown else ''}…"


def _question(prefix: str, question: str, asked: str) -> str:
    instead = (
        f'<p class="asked">Asked as: <span dir="auto">{escape(asked)}</span></p>' if asked else ""
    )
    return (
        f'<header class="turn-head"><h2 class="question" id="{prefix}-question" tabindex="-1" '
        f'dir="auto">{escape(question)}</h2>{instead}</header>'
    )


def _answer(answer: Answer, prefix: str) -> str:
    short = (answer.short or "").strip()
    headline, kind = "", " abstained" if answer.abstained else ""
    if short and not answer.abstained and not answer.conflicts and len(short) <= _HEADLINE:
        first = _WORDLESS.sub("", next(iter(paragraphs(answer.text)), ""))
        if first.casefold() == _WORDLESS.sub("", short).casefold():
            kind = " begins-short"
        else:
            headline = f'<p class="short" dir="auto">{escape(short)}</p>'
    return (
        f"{headline}{conflicts_html(answer, prefix)}"
        f'<div class="answer{kind}">{prose_html(answer, prefix)}</div>{doubts_html(answer)}'
        f"{nearest_html(answer, article_link)}"
    )


def _evidence(answer: Answer, prefix: str) -> str:
    cards = citations_html(answer, prefix, article_link)
    if not cards:
        return ""
    return (
        f'<section class="evidence" aria-label="Sources of answer {prefix.removeprefix("turn")}">'
        f"<h3>Sources</h3>{cards}</section>"
    )


def _held(answer: Answer, number: int) -> str:
    """Return the filters that held, a notice, and who wrote the prose."""
    lines = []
    if answer.filters:
        chips = "".join(
            f'<button type="button" class="chip" data-act="unfilter" data-number="{number}" '
            f'data-name="{attribute(name)}" data-value="{attribute(value)}" '
            f'aria-label="{attribute(f"Ask again without the filter: {name} {value}")}">'
            f'<span class="chip-name">{escape(name)}</span> <bdi>{escape(value)}</bdi>'
            '<span aria-hidden="true">×</span></button>'
            for name, value in answer.filters
        )
        lines.append(f'<p class="held">Asked only of {chips}</p>')
    if answer.notice:
        lines.append(f'<p class="notice" dir="auto">{escape(answer.notice)}</p>')
    return "".join(lines)


def _actions(prefix: str, turn: Exchange) -> str:
    answer = turn.answer
    copies = (
        ("plain", "Plain text", to_plain(answer)),
        ("markdown", "Markdown", to_markdown(answer)),
        ("html", "HTML", to_html(answer, link=None)),
    )
    choices = "".join(
        f'<button type="button" class="quiet" data-copy="{kind}">{label}</button>'
        for kind, label, _ in copies
    )
    kept = "".join(
        f'<pre hidden data-format="{kind}">{escape(text)}</pre>' for kind, _, text in copies
    )
    seconds = f"{answer.elapsed_ms / 1000:.1f} s" if answer.elapsed_ms else ""
    return (
        f'<div class="turn-actions"><details class="menu"><summary class="quiet">Copy</summary>'
        f'<div class="menu-items">{choices}</div></details>{kept}{_again(turn.question)}'
        f"{_judgement(prefix)}"
        f'<span class="elapsed">{seconds}</span></div>'
    )


def _again(question: str) -> str:
    return button("Ask again", "retry", title="Ask this question again", question=question) + (
        f'<button type="button" class="quiet" data-edit="{attribute(question)}" '
        'aria-label="Edit this question">Edit</button>'
    )


def _judgement(prefix: str) -> str:
    return (
        '<span class="judge" role="group" aria-label="Judge this answer">'
        '<button type="button" class="quiet" data-verdict="up" aria-pressed="false">Right</button>'
        '<button type="button" class="quiet" data-verdict="down" aria-pressed="false">Wrong'
        "</button></span>"
        f'<form class="reason" hidden><label for="{prefix}-reason">Why? (optional)</label>'
        f'<input id="{prefix}-reason" name="reason" maxlength="500" autocomplete="off">'
        '<button type="submit" class="plain">Send</button></form>'
    )


def _status(turns: Iterable[Exchange], pending: Pending | None) -> str:
    if pending is None:
        last = list(turns)[-1:]
        if not last:
            return ""
        answer = last[0].answer
        return "No answer found." if answer.abstained else "Answer ready."
    return pending.failure or pending.stage or ("Stopped." if pending.stopped else "")
