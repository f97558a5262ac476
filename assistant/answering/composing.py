"""The wording of an answer: short answer first, who said it, the exact words, dates as-of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Citation, Conflict, Nearest, Side
from assistant.answering.agreement import Group
from assistant.answering.candidates import Candidate
from assistant.answering.evidence import Evidence
from assistant.answering.question import Kind, Question
from assistant.figures import Figure
from assistant.language.calendar import day

NO_ANSWER = "The articles do not answer this."
_FOLLOWING = re.compile(
    r"(?:[\s\u00a0]+(?!(?:and|or|but|while|which|who|that|as|since|with|after|before|in|on|at|from|"
    r"according)\b)[\w’'-]+){0,4}"
)
_LONG = 60
_SHORT_QUOTE = 400


def source(candidate: Candidate) -> str:
    """Return outlet and date of a candidate's article, as they stand beside a quote."""
    article = candidate.article
    when = day(article.updated or article.published)
    return ", ".join(part for part in (article.outlet or article.title, when) if part)


def answer_text(question: Question, group: Group, evidence: Evidence) -> str:
    """Return the prose of an answer on which the reports agree."""
    candidate = group.first
    markers = _markers(group, evidence)
    lead = _lead(question, candidate)
    others = _also(evidence)
    return f"{lead} {markers}.{others}\n\n{_quoted(candidate)}"


def conflict_of(question: Question, sides: Sequence[Group], evidence: Evidence) -> Conflict:
    """Return the sides of a conflict, newest first, each with its citations."""
    rows = [
        Side(
            speaker=_capital(
                group.first.speaker or group.first.article.outlet or group.first.article.title
            ),
            figure=group.first.text,
            counted=_counted(group.first.figure),
            as_of=group.as_of,
            citations=tuple(dict.fromkeys(evidence.cite(member) for member in group.cited)),
            status=group.first.attribution.status if group.first.attribution else "said",
        )
        for group in sides
    ]
    rows.sort(key=lambda side: (-(side.as_of.timestamp() if side.as_of else 0), side.figure))
    return Conflict(about=_about(question, sides[0].first.figure), sides=tuple(rows))


def conflict_text(conflict: Conflict, evidence: Evidence) -> str:
    """Return the prose of reports that differ, one line a side, newest first."""
    lines = ["Reports differ:"]
    for side in conflict.sides:
        markers = "".join(f"[{number}]" for number in side.citations)
        when = f", as of {day(side.as_of)}" if side.as_of else ""
        lines.append(
            f"- {_capital(side.figure)}: {_said_by(side.speaker, side.status)}{when} {markers}."
        )
    lines += [
        f"\n“{_clip(citation.quote)}” — {_placed(citation)} [{citation.number}]"
        for citation in evidence.citations
    ]
    return "\n".join(lines)


def repair_text(premise: Figure, right: Figure, candidate: Candidate, evidence: Evidence) -> str:
    """Return the prose that repairs a question's false premise."""
    number = evidence.cite(candidate)
    who = candidate.speaker or candidate.article.outlet or "the article"
    return (
        f"No article reports {premise.text}; {_inner(who)} "
        f"{_verb(candidate)} {_phrase(right, candidate.quote)} [{number}].\n\n{_quoted(candidate)}"
    )


def abstention_text(nearest: Nearest | None) -> str:
    """Return the prose of an abstention, with what comes nearest."""
    if nearest is None:
        return f"{NO_ANSWER} Nothing in the library comes near the question."
    when = f", {day(nearest.published)}" if nearest.published else ""
    text = (
        f"{NO_ANSWER} The nearest passage says: “{_clip(nearest.quote)}” — "
        f"{nearest.outlet or nearest.title}{when}"
    )
    return f"{text}\n\nThey do answer: {nearest.suggestion}" if nearest.suggestion else text


def statements_text(candidates: list[Candidate], evidence: Evidence) -> str:
    """Return several attributed sentences, one a line, each quoted, dated and cited."""
    lines = []
    for candidate in candidates:
        number = evidence.cite(candidate)
        who = f"{_capital(candidate.speaker)}: " if candidate.speaker else ""
        lines.append(f"{who}“{_clip(candidate.quote)}” — {source(candidate)} [{number}]")
    return "\n\n".join(lines)


def _phrase(figure: Figure, quote: str) -> str:
    """Return a figure with the words that follow it in its sentence, up to four of them."""
    after = _FOLLOWING.match(quote, figure.end)
    words = f"{figure.text}{after.group() if after else ''}"
    return words[:1].lower() + words[1:]


def _placed(citation: Citation) -> str:
    return ", ".join(
        part for part in (citation.outlet or citation.title, day(citation.published)) if part
    )


def _lead(question: Question, candidate: Candidate) -> str:
    short = candidate.text
    if question.kind is Kind.WHO_SAID and candidate.match:
        return _capital(short)
    if len(short) > _LONG and candidate.speaker:
        return f"{_capital(_said_by(candidate.speaker, _status(candidate)))}: {short}"
    if candidate.speaker and not _names(candidate.speaker, short):
        return f"{_capital(short)}, {_said_by(candidate.speaker, _status(candidate))}"
    if candidate.speaker or not candidate.article.outlet:
        return _capital(short)
    return f"{_capital(short)}, {candidate.article.outlet} reported"


def _status(candidate: Candidate) -> str:
    return candidate.attribution.status if candidate.attribution else "said"


def _said_by(speaker: str, status: str) -> str:
    who = _inner(speaker)
    match status:
        case "claimed":
            return f"as {who} claimed"
        case "confirmed":
            return f"as {who} confirmed"
        case "denied":
            return f"which {who} denied"
        case "unverified":
            return f"according to {who}, not independently verified"
        case _:
            return f"according to {who}"


def _verb(candidate: Candidate) -> str:
    plain = {"claimed": "claimed", "confirmed": "confirmed", "denied": "denied"}
    return plain.get(_status(candidate), "reported")


def _markers(group: Group, evidence: Evidence) -> str:
    numbers = dict.fromkeys(evidence.cite(member) for member in group.cited)
    return "".join(f"[{number}]" for number in numbers)


def _also(evidence: Evidence) -> str:
    copies = sorted({name for citation in evidence.citations for name in citation.copies})
    return f" Also carried by {', '.join(copies)}." if copies else ""


def _quoted(candidate: Candidate) -> str:
    return f"“{_clip(candidate.quote)}” — {source(candidate)}"


def _counted(figure: Figure | None) -> str:
    if figure is None:
        return ""
    state = figure.state if figure.state and figure.state not in figure.counted else ""
    return " ".join(part for part in (figure.counted, state) if part)


def _about(question: Question, figure: Figure | None) -> str:
    return _counted(figure) or question.text.rstrip("?")


def _names(speaker: str, text: str) -> bool:
    return speaker.lower() in text.lower()


def _inner(name: str) -> str:
    """Return a name as it stands inside a sentence: "The White Helmets" after "according to"."""
    return re.sub(
        r"^(The|A|An|Its|His|Her|Their|Local|Some|Other)\b", lambda m: m.group().lower(), name
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _clip(quote: str) -> str:
    """Return a quote on one line, a very long one cut at a word with an ellipsis."""
    line = " ".join(quote.split())
    if len(line) <= _SHORT_QUOTE:
        return line
    return line[:_SHORT_QUOTE].rsplit(" ", 1)[0] + " …"
