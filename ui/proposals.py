"""Questions proposed for a set, shown to be accepted or rejected one by one."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import NewsAssistantError
from ui.acts import Act
from ui.markup import button, count

if TYPE_CHECKING:
    from assistant.evaluation.proposals import Proposal

_MOST = 20


@dataclass(frozen=True, slots=True)
class Pending:
    """The proposals of a set that nobody has decided on yet."""

    folder: Path
    proposals: tuple[Proposal, ...]

    def without(self, question_id: str) -> Pending:
        """Return the rest, once one is decided."""
        kept = tuple(row for row in self.proposals if row.question.id != question_id)
        return Pending(self.folder, kept)


def proposed(folder: Path) -> Pending:
    """Return questions that the articles of a set answer, for a person to look at.

    Raises NewsAssistantError where the set's articles cannot be read.
    """
    from assistant.evaluation.proposals import propose

    return Pending(folder, tuple(propose(folder, limit=_MOST)))


def decided(pending: Pending, act: Act) -> tuple[Pending, str]:
    """Accept or reject one proposal; return the rest and a sentence about it."""
    from assistant.evaluation.proposals import write_set

    found = [row for row in pending.proposals if row.question.id == act.text("id")]
    if not found or act.name not in {"accept", "reject"}:
        return pending, ""
    rest = pending.without(found[0].question.id)
    if act.name == "reject":
        return rest, "Rejected."
    try:
        write_set(pending.folder, found)
    except NewsAssistantError as error:
        return pending, str(error)
    return rest, f"Accepted into {pending.folder.name} as {found[0].question.id}."


def proposals_html(pending: Pending | None, sentence: str = "") -> str:
    """Return the proposals that are left, each with its evidence and two buttons."""
    if pending is None:
        return f'<p class="failure" role="alert">{escape(sentence)}</p>' if sentence else ""
    told = f'<p role="status">{escape(sentence)}</p>'
    rows = "".join(_row(proposal) for proposal in pending.proposals)
    heading = f"{count(len(pending.proposals), 'proposed question')} for {pending.folder.name}"
    return (
        f'<section class="proposals verdicts"><h3>{escape(heading)}</h3>{told}<ul>{rows}</ul>'
        "</section>"
    )


def _row(proposal: Proposal) -> str:
    question = proposal.question
    quotes = "".join(
        f'<blockquote dir="auto">{escape(item.quote)}</blockquote>' for item in question.citations
    )
    answers = ", ".join(question.answers) or "no answer in the articles"
    return (
        f'<li class="verdict"><p class="question" dir="auto">{escape(question.question)}</p>'
        f'<p dir="auto">Accepted answer: {escape(answers)}</p>{quotes}'
        f'<p class="when" dir="auto">{escape(proposal.title)}</p><p class="pair">'
        f"{_button('Accept', proposal)}{_button('Reject', proposal)}</p></li>"
    )


def _button(label: str, proposal: Proposal) -> str:
    question = proposal.question
    return button(
        label, label.lower(), style="plain", title=f"{label}: {question.question}", id=question.id
    )
