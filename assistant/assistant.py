"""The assistant: one object between a pile of articles and the people and programs that ask."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant.answer import Answer
from assistant.events import Event, EvidenceFound, Finished, ShortAnswer
from assistant.settings import Settings, load_settings
from index.errors import NewsAssistantError

if TYPE_CHECKING:
    from assistant.answering.answerer import Answerer, Reading
    from assistant.answering.speakers import Attributions
    from assistant.conversation import Conversation
    from assistant.followups import PastTurn, Standalone
    from assistant.language_models.writing import Writer
    from assistant.tagging import BackgroundTagging
    from assistant.timeline import TimelineEntry
    from index.article import Article, Filters, Hit
    from index.article_queries import ArticleSummary
    from index.attributions import StoredAttribution
    from index.conversations import Conversations, ConversationSummary
    from index.doctor import Problem
    from index.facets import Facets, LibraryFigures
    from index.news_index import NewsIndex
    from index.report import Progress, Report

_MAY_FILTER = re.compile(
    r"(?:^|[,;(\[])\s*(?:only|just|from|by|since|after|until|before|up to|on|not before)\s",
    re.IGNORECASE,
)
LONGEST_QUESTION = 2_000
"""Characters; a longer text is no question."""


class Assistant:
    """Answers questions about the articles of one library, with the exact words they rest on.

    Usage:
        >>> with Assistant.open("my_library") as assistant:
        ...     assistant.add(["articles/"])
        ...     answer = assistant.ask("Who reported 23 civilian deaths?")

    Methods may be called from several threads. Every error a person can cause is a
    `NewsAssistantError` whose message is one sentence.
    """

    def __init__(self, index: NewsIndex, settings: Settings) -> None:
        self.index = index
        self.settings = settings
        self._tagging: BackgroundTagging | None = None
        self._starting = Lock()

    @classmethod
    def open(cls, library: str | Path | None = None, **settings: Any) -> Self:
        """Open the library (created if missing); `settings` win over environment and file.

        Raises:
            LibraryInUseError: another process owns the library; the message names its pid.
            NewsAssistantError: a setting is wrong.

        """
        if library is not None:
            settings["library"] = Path(library)
        chosen = load_settings(**settings)
        from index.news_index import NewsIndex

        index = NewsIndex.open(
            chosen.library.expanduser(),
            database_url=chosen.database_url,
            chroma_url=chosen.chroma_url,
            embedding_model=chosen.embedding_model,
        )
        return cls(index, chosen)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish the tagging at hand and give the library back."""
        if self._tagging is not None:
            self._tagging.stop()
        self.index.close()

    # -- articles in -----------------------------------------------------------------------

    def add(
        self,
        inputs: str | Path | Iterable[str | Path],
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Report:
        """Add files, folders, globs, archives, feeds or URLs; what can't be read is reported.

        The articles are searchable when this returns; who said what in them is found in the
        background (see `wait_for_tagging`).
        """
        given = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
        report = self.index.add(given, progress=progress, cancelled=cancelled)
        if report.added or report.updated or report.duplicates:
            self.tagging.wake()
        return report

    def wait_for_tagging(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Return when every article has its attributions."""
        self.tagging.wait(progress)

    def remove(self, article_id: str) -> None:
        """Remove an article from everywhere; `restore_article` takes it back."""
        self.index.remove(article_id)

    def restore_article(self, article_id: str) -> None:
        """Take a removed article back."""
        self.index.restore_article(article_id)

    # -- articles out ----------------------------------------------------------------------

    def article(self, article_id: str, version: int | None = None) -> Article:
        """Return an article, by default its newest version.

        Raises:
            ArticleNotFoundError: no article, or no such version of it, has this id.

        """
        return self.index.article(article_id, version)

    def versions(self, article_id: str) -> list[Article]:
        """Return all versions of an article, oldest first."""
        return self.index.versions(article_id)

    def copies(self, article_id: str) -> list[Article]:
        """Return the articles of other outlets that carry the same wire copy."""
        return self.index.copies(article_id)

    def articles(
        self,
        *,
        filters: Filters | None = None,
        query: str = "",
        sort: str = "-published",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[ArticleSummary]:
        """Return the articles that pass, without their full text."""
        return self.index.articles(
            filters=self._spelt_out(filters), query=query, sort=sort, limit=limit, offset=offset
        )

    def count(self, *, filters: Filters | None = None, query: str = "") -> int:
        """Return how many articles pass."""
        return self.index.count(filters=self._spelt_out(filters), query=query)

    def attributions(self, article_id: str) -> list[StoredAttribution]:
        """Return who said what in an article, in text order; tagged now if it was not yet."""
        article = self.index.article(article_id)
        return self._attributions.of([article])[article.id]

    def facets(self, *, filters: Filters | None = None) -> Facets:
        """Return outlets and speakers with their counts, and the range of dates.

        The spellings of one speaker are counted under its fullest name.
        """
        from assistant.language.spellings import groups

        return self.index.facets(filters=self._spelt_out(filters), together=groups)

    def figures(self) -> LibraryFigures:
        """Return the figures of the library: articles, passages, size on disk, model, days."""
        return self.index.figures()

    # -- questions -------------------------------------------------------------------------

    def ask(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        history: Sequence[PastTurn | tuple[str, str]] = (),
    ) -> Answer:
        """Return the answer to a question, or an abstention with the nearest passage.

        `history` are earlier turns, or plain (question, answer) pairs, that a follow-up leans on.

        Raises:
            NewsAssistantError: the question is empty or longer than 2,000 characters.

        """
        answer: Answer | None = None
        for event in self.stream(question, filters=filters, history=history):
            if isinstance(event, Finished):
                answer = event.answer
        assert answer is not None  # noqa: S101  # stream always ends with Finished
        return answer

    def stream(
        self,
        question: str,
        *,
        filters: Filters | None = None,
        history: Sequence[PastTurn | tuple[str, str]] = (),
        candidates: Sequence[str] = (),
    ) -> Iterator[Event]:
        """Yield the evidence, the short answer, and the finished answer, as they come to be.

        `candidates` are ids of passages that stay in the running whatever retrieval finds.
        """
        from assistant.followups import stand_alone

        asked = check_question(question)
        began = time.perf_counter()
        raw, filters = self.read_filters(asked, filters)
        raw = raw or asked
        made = stand_alone(raw, history, today=datetime.now().astimezone().date())
        wording = self._condensed(raw, history, made)
        also = [made.text] if wording != made.text else []
        if made.raw_helps:
            also.append(raw)
        for part in self._answerer.answer(
            wording, filters=self._spelt_out(filters), candidates=candidates, also=also
        ):
            if isinstance(part, EvidenceFound):
                yield part
                continue
            elapsed = (time.perf_counter() - began) * 1000
            answer = replace(
                part,
                asked=asked,
                elapsed_ms=round(elapsed, 1),
                filters=describe_filters(filters),
            )
            yield ShortAnswer(answer)
            yield from self._written(answer)

    def _condensed(
        self, raw: str, history: Sequence[PastTurn | tuple[str, str]], made: Standalone
    ) -> str:
        """Return a follow-up as a language model words it, where a server has one in time.

        A model in this process is not asked: the first answer would have to wait for it.
        """
        within = self.settings.condense_within
        wanted = made.changed and within and self.writes_prose
        model = self._writer.choice.model if wanted else None
        if model is None or model.in_process:
            return made.text
        from assistant.followups import past_turns
        from assistant.language_models.condensing import condense

        return condense(model, raw, past_turns(history), otherwise=made.text, within=within)

    def _written(self, answer: Answer) -> Iterator[Event]:
        """Yield the checked prose of a language model where one is configured, then the end."""
        if not self.writes_prose:
            yield Finished(answer)
            return
        for item in self._writer.write(answer):
            yield Finished(item) if isinstance(item, Answer) else item

    @property
    def writes_prose(self) -> bool:
        """Whether a language model is asked for at all; without one none of its code is loaded."""
        settings = self.settings
        return settings.writer != "extractive" and bool(
            settings.llm_url or settings.llm_model or settings.writer == "model"
        )

    def read_filters(self, text: str, filters: Filters | None) -> tuple[str, Filters | None]:
        """Return a question without the filters typed with it, and those on top of `filters`.

        The question is empty where `text` is a filter and asks nothing.
        """
        from assistant.typed_filters import merged, typed_filters
        from index.article import Filters

        if not _MAY_FILTER.search(text):
            return text, filters
        facets = self.facets()
        typed = typed_filters(
            text,
            [name for name, _ in facets.outlets],
            [name for name, _ in facets.speakers],
            datetime.now().astimezone(),
        )
        if not typed.filters:
            return text, filters
        return typed.question, merged(filters or Filters(), typed.filters)

    async def aask(self, question: str, **options: Any) -> Answer:
        """`ask`, off the event loop."""
        return await asyncio.to_thread(lambda: self.ask(question, **options))

    async def astream(self, question: str, **options: Any) -> AsyncIterator[Event]:
        """`stream`, off the event loop."""
        events = self.stream(question, **options)
        while (event := await asyncio.to_thread(next, events, None)) is not None:
            yield event

    def retrieve(self, question: str, k: int = 20, filters: Filters | None = None) -> list[Hit]:
        """Return the passages found for a question, best first, each with why it is there."""
        return self.index.retrieve(check_question(question), k=k, filters=self._spelt_out(filters))

    def read(self, question: str, filters: Filters | None = None) -> Reading:
        """Return what an answer is decided from: passages and judged candidates, best first."""
        filters = self._spelt_out(filters)
        found = self._answerer.find(check_question(question), filters=filters)
        return self._answerer.read(found, filters)

    def _spelt_out(self, filters: Filters | None) -> Filters | None:
        """Return filters whose speakers are in every spelling that the library has of them."""
        if not filters or not filters.speakers:
            return filters
        from assistant.language.spellings import spellings_of

        known = [name for name, _ in self.index.facets().speakers]
        return replace(filters, speakers=spellings_of(filters.speakers, known))

    def as_retriever(self, **options: Any) -> Any:
        """Return a LlamaIndex `BaseRetriever` over the library."""
        from index.retriever import PassageRetriever

        return PassageRetriever(self.index, **options)

    def suggestions(self, count: int = 3) -> list[str]:
        """Return questions that the library's own articles answer."""
        from assistant.suggestions import suggestions

        return suggestions(self.index, self._attributions, count)

    def timeline(self, question: str = "", filters: Filters | None = None) -> list[TimelineEntry]:
        """Return dated, attributed statements about a question, oldest first."""
        from assistant.timeline import timeline

        return timeline(self.index, self._attributions, question, self._spelt_out(filters))

    # -- conversations and feedback --------------------------------------------------------

    def conversation(self, conversation_id: str | None = None) -> Conversation:
        """Return a new conversation, or the kept one with this id."""
        from assistant.conversation import Conversation

        return Conversation.resume(self, conversation_id)

    @cached_property
    def kept(self) -> Conversations:
        """The conversations that the library keeps."""
        from index.conversations import Conversations

        return Conversations(self.index.library)

    def conversations(self, query: str = "") -> list[ConversationSummary]:
        """Return the kept conversations, the last used first."""
        return self.kept.list(query)

    def rename_conversation(self, conversation_id: str, title: str) -> None:
        """Give a kept conversation another title."""
        self.kept.rename(conversation_id, title)

    def delete_conversation(self, conversation_id: str) -> None:
        """Delete a kept conversation."""
        self.kept.delete(conversation_id)

    def feedback(self, question: str, answer: Answer, verdict: str, reason: str = "") -> None:
        """Keep a person's verdict ("up" or "down") with question, answer and passages."""
        from index.feedback import Feedback

        Feedback(self.index.library).add(question, answer.as_dict(), verdict, reason)

    # -- care ------------------------------------------------------------------------------

    def rebuild(self, progress: Callable[[Progress], None] | None = None) -> None:
        """Rebuild both derived indexes from the library."""
        self.index.rebuild(progress)

    def doctor(self) -> list[Problem]:
        """Return where the library and its two indexes disagree; an empty list is health."""
        return self.index.doctor()

    def backup(self, target: str | Path) -> None:
        """Write the whole library into one archive file."""
        self.index.backup(Path(target))

    @staticmethod
    def restore(source: str | Path, folder: str | Path) -> None:
        """Lay a backup out as a library in `folder`, which must not hold one."""
        from index.news_index import NewsIndex

        NewsIndex.restore(Path(source), Path(folder))

    # -- models, loaded when first needed ----------------------------------------------------

    @cached_property
    def _attributions(self) -> Attributions:
        from assistant.answering.speakers import Attributions
        from assistant.reading.tagger import Tagger

        return Attributions(self.index, Tagger.load(threads=self.settings.threads or None))

    @cached_property
    def _answerer(self) -> Answerer:
        from assistant.answering.answerer import Answerer
        from assistant.answering.gate import Gate
        from assistant.reading.reader import Reader
        from assistant.suggestions import question_for

        gate = Gate.load()
        if self.settings.abstain_below is not None:
            gate = replace(gate, threshold=self.settings.abstain_below)
        return Answerer(
            index=self.index,
            reader=Reader.load(threads=self.settings.threads or None),
            attributions=self._attributions,
            gate=gate,
            passages_found=self.settings.passages_found,
            passages_read=self.settings.passages_read,
            suggest=lambda article, near: question_for(article, self._attributions, near),
        )

    @cached_property
    def _writer(self) -> Writer:
        from assistant.language_models.writing import writer_for

        return writer_for(self.settings, reader=self._answerer.reader)

    @property
    def tagging(self) -> BackgroundTagging:
        """The background work that finds who said what in new articles."""
        with self._starting:
            if self._tagging is None:
                from assistant.tagging import BackgroundTagging

                self._tagging = BackgroundTagging(self.index, lambda: self._attributions)
            return self._tagging


def check_question(question: str) -> str:
    """Return the question on one line.

    Raises:
        NewsAssistantError: it is empty or longer than `LONGEST_QUESTION` characters.

    """
    asked = " ".join(question.split())
    if not any(letter.isalnum() for letter in asked):
        raise NewsAssistantError("The question is empty; ask something in words.")
    if len(question) > LONGEST_QUESTION:
        raise NewsAssistantError(
            f"The question has {len(question):,} characters; ask it in at most "
            f"{LONGEST_QUESTION:,}, and add long texts as articles instead."
        )
    return asked


def describe_filters(filters: Filters | None) -> tuple[tuple[str, str], ...]:
    """Return the filters that held as (name, value) pairs for a person to read."""
    if not filters:
        return ()
    pairs = [("outlet", name) for name in filters.outlets]
    pairs += [("speaker", name) for name in filters.speakers]
    pairs += [("article", name) for name in filters.articles]
    if filters.since:
        pairs.append(("since", filters.since.date().isoformat()))
    if filters.until:
        pairs.append(("until", filters.until.date().isoformat()))
    return tuple(pairs)
