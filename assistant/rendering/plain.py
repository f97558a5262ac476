"""An answer as plain text, for a mail or a note."""

from __future__ import annotations

from assistant.answer import Answer, Conflict
from assistant.rendering.dates import day
from assistant.rendering.reference import Reference, doubts, references, web_link, whereabouts


def to_plain(answer: Answer) -> str:
    """Return the answer, the reports that differ and the numbered sources as plain text."""
    blocks = [answer.text.strip()]
    blocks += [_conflict(conflict) for conflict in answer.conflicts]
    if answer.nearest:
        nearest = answer.nearest
        blocks.append(
            f"Nearest passage: “{nearest.quote}”\n{nearest.title}. {whereabouts(nearest)}."
            + (f"\n{link}" if (link := web_link(nearest.url)) else "")
        )
        if nearest.suggestion:
            blocks.append(f"You could ask: {nearest.suggestion}")
    sources = references(answer)
    if sources:
        blocks.append("Sources\n" + "\n".join(map(_source, sources)))
    blocks += doubts(answer)
    if answer.notice:
        blocks.append(answer.notice)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _source(source: Reference) -> str:
    voice = f" – {source.voice}" if source.voice else ""
    tail = "".join(f" ({remark})" for remark in source.remarks)
    link = f" {source.link}" if source.link else ""
    return f"[{source.number}] “{source.quote}”{voice}. {source.title}. {source.where}{tail}.{link}"


def _conflict(conflict: Conflict) -> str:
    rows = [f"Reports differ: {conflict.about}"]
    for side in conflict.sides:
        markers = "".join(f"[{number}]" for number in side.citations)
        counted = f", {side.counted}" if side.counted else ""
        speaker = side.speaker or "The article itself"
        rows.append(f"- {speaker}: {side.figure}{counted}, as of {day(side.as_of)} {markers}")
    return "\n".join(rows)
