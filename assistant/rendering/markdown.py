"""An answer as Markdown (CommonMark, with a GitHub table where reports differ)."""

from __future__ import annotations

import re

from assistant.answer import Answer, Conflict, Nearest
from assistant.rendering.dates import day
from assistant.rendering.pieces import pieces
from assistant.rendering.reference import Reference, doubts, references, web_link, whereabouts

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|!#])")
_LINE_START = re.compile(r"(?m)^(\s*)([-+=:])")
_NUMBERED = re.compile(r"(?m)^(\s*\d+)([.)])")


def to_markdown(answer: Answer) -> str:
    """Return the answer, the reports that differ and the numbered sources as Markdown."""
    blocks = [_prose(answer)]
    blocks += [_conflict(conflict) for conflict in answer.conflicts]
    if answer.nearest:
        blocks.append(_nearest(answer.nearest))
    sources = references(answer)
    if sources:
        blocks.append("**Sources**")
        blocks += [_source(source) for source in sources]
    blocks += [f"*{escaped(doubt)}*" for doubt in doubts(answer)]
    if answer.notice:
        blocks.append(f"*{escaped(answer.notice)}*")
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """Return `text` such that Markdown shows it as it is: no link, image, heading or HTML."""
    text = _SPECIAL.sub(r"\\\1", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def _prose(answer: Answer) -> str:
    numbers = {citation.number for citation in answer.citations}
    parts: list[str] = []
    after_marker = False
    for piece in pieces(answer.text.strip(), numbers):
        if piece.number:
            parts.append(piece.words)
        else:
            words = escaped(piece.words)
            # "[1](x)" would become a link and "[1]: x" a definition.
            parts.append(f"\\{words}" if after_marker and words[0] in "(:" else words)
        after_marker = bool(piece.number)
    return "".join(parts)


def _source(source: Reference) -> str:
    voice = f" – {escaped(source.voice)}" if source.voice else ""
    tail = "".join(f" ({escaped(remark)})" for remark in source.remarks)
    title = escaped(" ".join(source.title.split()))
    named = f"[{title}](<{_target(source.link)}>)" if source.link else f"*{title}*"
    quote = escaped(" ".join(source.quote.split()))
    return f"[{source.number}] “{quote}”{voice}. {named}. {escaped(source.where)}{tail}."


def _target(link: str) -> str:
    return link.replace("<", "%3C").replace(">", "%3E").replace("\n", "").replace("\\", "%5C")


def _nearest(nearest: Nearest) -> str:
    title = escaped(" ".join(nearest.title.split()))
    link = web_link(nearest.url)
    named = f"[{title}](<{_target(link)}>)" if link else f"*{title}*"
    quote = escaped(" ".join(nearest.quote.split()))
    text = f"Nearest passage: “{quote}” {named}. {escaped(whereabouts(nearest))}."
    if nearest.suggestion:
        text += f"\n\nYou could ask: {escaped(nearest.suggestion)}"
    return text


def _conflict(conflict: Conflict) -> str:
    rows = [
        f"**Reports differ: {escaped(conflict.about)}**\n",
        "| Speaker | Figure | What is counted | As of | Source |",
        "|---|---|---|---|---|",
    ]
    for side in conflict.sides:
        markers = "".join(f"[{number}]" for number in side.citations)
        cells = (side.speaker or "The article itself", side.figure, side.counted, day(side.as_of))
        rows.append("| " + " | ".join([*(_cell(cell) for cell in cells), markers]) + " |")
    return "\n".join(rows)


def _cell(text: str) -> str:
    return escaped(" ".join(text.split()))
