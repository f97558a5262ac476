"""`ask` and `chat`: questions on the command line."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.output import JsonOption, LibraryOption, opened, say, say_json
from assistant.language.calendar import day
from index.errors import NewsAssistantError

if TYPE_CHECKING:
    from assistant.answer import Answer
    from index.article import Filters

Outlets = Annotated[
    list[str] | None, typer.Option("--outlet", help="Only this outlet (may be repeated).")
]
Speakers = Annotated[
    list[str] | None, typer.Option("--speaker", help="Only this speaker (may be repeated).")
]
Since = Annotated[str, typer.Option("--since", help="Only articles from this day on (YYYY-MM-DD).")]
Until = Annotated[str, typer.Option("--until", help="Only articles up to this day (YYYY-MM-DD).")]


def ask(
    question: Annotated[str, typer.Argument(help="The question; - reads it from standard input.")],
    outlet: Outlets = None,
    speaker: Speakers = None,
    since: Since = "",
    until: Until = "",
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer one question, with the words the answer rests on."""
    asked = sys.stdin.read() if question == "-" else question
    chosen = filters(outlet, speaker, since, until)
    from assistant.assistant import check_question

    check_question(asked)
    with opened(library) as assistant:
        answer = assistant.ask(asked, filters=chosen)
        if as_json:
            say_json(answer.as_dict())
        else:
            show(answer)


def chat(library: LibraryOption = None) -> None:
    """Ask question after question; follow-ups lean on what was asked before."""
    with opened(library) as assistant:
        conversation = assistant.conversation()
        say("Ask about the articles; an empty line ends the chat.")
        while True:
            try:
                question = input("> ")
            except EOFError:
                break
            if not question.strip():
                break
            try:
                show(conversation.ask(question))
            except NewsAssistantError as error:
                say(str(error))


def show(answer: Answer) -> None:
    """Print an answer and its sources for a person."""
    if answer.asked and answer.question != answer.asked:
        say(f"(asked: {answer.question})")
    say(answer.text)
    for citation in answer.citations:
        parts = [citation.outlet or "no outlet"]
        if citation.published:
            parts.append(day(citation.published))
        where = citation.url or citation.article_id
        say(f"[{citation.number}] {citation.title} — {', '.join(parts)} ({where})")
    if answer.notice:
        say(f"Note: {answer.notice}")


def filters(
    outlets: list[str] | None, speakers: list[str] | None, since: str, until: str
) -> Filters | None:
    """Return the filters that the options name, or `None`.

    Raises:
        NewsAssistantError: a date is no day of the form YYYY-MM-DD.

    """
    from index.article import Filters

    chosen = Filters(
        outlets=tuple(outlets or ()),
        speakers=tuple(speakers or ()),
        since=_day(since, "--since"),
        until=_day(until, "--until", last=True),
    )
    return chosen or None


def _day(text: str, option: str, *, last: bool = False) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text).astimezone()
    except ValueError as error:
        raise NewsAssistantError(
            f"{option} {text!r} is not a day; write it as YYYY-MM-DD, such as 2024-11-30."
        ) from error
    whole_day = last and len(text) <= len("YYYY-MM-DD")
    return moment.replace(hour=23, minute=59, second=59) if whole_day else moment
