"""Results of a question set and verdicts of people, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.rendering.dates import minute
from ui.markup import button, count

if TYPE_CHECKING:
    from assistant.evaluation.results import QuestionResult
    from index.feedback import Verdict

_MOST_VERDICTS = 50
_MOST_FAILED = 20


def results_html(name: str, results: Sequence[QuestionResult], key: str) -> str:
    """Return a run's figures, the questions that failed, and a link to the full report."""
    from assistant.evaluation.results import latency, metrics

    passed = sum(row.passed for row in results)
    speed = latency(results)
    rows = "".join(
        f'<tr><th scope="row">{escape(metric.replace("_", " "))}</th>'
        f"<td>{'–' if value is None else f'{100 * value:.1f} %'}</td></tr>"
        for metric, value in metrics(results).items()
    )
    failed = [row for row in results if not row.passed][:_MOST_FAILED]
    listed = "".join(
        f'<li><bdi>{escape(row.question)}</bdi><span class="file">{escape(row.id)}</span></li>'
        for row in failed
    )
    failures = f"<h4>Not right</h4><ul>{listed}</ul>" if failed else ""
    times = ", ".join(f"{k} {v:.0f} ms" for k, v in speed.items() if v is not None)
    return (
        f'<section class="run" aria-labelledby="run-title"><h3 id="run-title">{escape(name)}</h3>'
        f'<p role="status">{passed:,} of {count(len(results), "question")} right. {times}</p>'
        f'<p><a href="/evaluation/{escape(key)}" target="_blank" rel="noopener">Full report</a></p>'
        f'<table class="metrics"><caption class="sr">Metrics</caption><tbody>{rows}</tbody></table>'
        f"{failures}</section>"
    )


def verdicts_html(verdicts: Sequence[Verdict]) -> str:
    """Return what people thought of answers, each with a button that makes it a question."""
    if not verdicts:
        return (
            '<section class="verdicts"><h3>Verdicts</h3><p class="empty">Press Right or Wrong '
            "under an answer; the verdict is kept here and can become a question of a set.</p>"
            "</section>"
        )
    rows = "".join(_verdict(n, verdict) for n, verdict in enumerate(verdicts[:_MOST_VERDICTS]))
    return f'<section class="verdicts"><h3>Verdicts</h3><ul>{rows}</ul></section>'


def _verdict(number: int, verdict: Verdict) -> str:
    word = "Right" if verdict.verdict == "up" else "Wrong"
    reason = f'<p class="why" dir="auto">{escape(verdict.reason)}</p>' if verdict.reason else ""
    text = str(verdict.answer.get("text", ""))
    add = button(
        "Make it an eval question",
        "promote",
        style="plain",
        number=number,
        title=f"Make it an eval question: {verdict.question}",
    )
    return (
        f'<li class="verdict {escape(verdict.verdict)}"><p class="question" dir="auto">'
        f'<strong>{word}</strong> {escape(verdict.question)}</p><p dir="auto">{escape(text)}</p>'
        f'{reason}<p class="when">{escape(minute(verdict.given_at))}</p>{add}</li>'
    )
