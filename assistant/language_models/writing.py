"""Prose over the evidence of an answer: written by a model, shown when it has been checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Sentence
from assistant.events import Prose
from assistant.language.words import content_stems
from assistant.language_models.checks import Check
from assistant.language_models.errors import LanguageModelError
from assistant.language_models.instructions import obeys, orders_in, without
from assistant.language_models.markers import bound_to, with_markers
from assistant.language_models.model import LanguageModel
from assistant.language_models.nonsense import echoes_prompt, invented_link, other_language, refuses
from assistant.language_models.patience import patiently
from assistant.language_models.prompting import prose_messages
from assistant.language_models.sentence_stream import SentenceStream

if TYPE_CHECKING:
    from assistant.language_models.choosing import Choice
    from assistant.reading.reader import Reader
    from assistant.settings import Settings

LONGEST_REPLY = 320
"""Tokens."""

MOST_CHARACTERS = 12_000
MOST_WITHOUT_STOP = 1_500
MOST_SENTENCES = 10

SUPPORTED, PARTLY, UNSUPPORTED = "supported", "partly", "unsupported"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes prose over extractive answers; never takes anything away from them.

    `unsupported` says what becomes of a sentence that the passages do not bear out: "repair" puts
    the checking's own sentence in its place where there is one and removes it else, "show" shows
    it as unsupported, "remove" leaves it out. `timeout` is the longest silence in seconds.
    """

    choice: Choice
    check: Check
    unsupported: str = "repair"
    timeout: float = 60.0

    def write(
        self, answer: Answer, *, cancelled: Callable[[], bool] | None = None
    ) -> Iterator[Prose | Answer]:
        """Yield the checked sentences as they come to be, and last the answer as it will be kept.

        The last answer is `answer` with the prose after its text, or as it was with a notice. No
        failure of the model is raised. Closing the iterator, or `cancelled`, stops the model.
        """
        model = self.choice.model
        if answer.abstained or not answer.citations or (model is None and not self.choice.problem):
            yield answer
            return
        if model is None:
            yield _with_notice(answer, self.choice.problem)
            return
        kept: list[Sentence] = []
        dropped = 0
        problem = ""
        try:
            for sentence in self._sentences(model, answer, cancelled):
                judged = self._judged(sentence, answer)
                if judged is None:
                    dropped += 1
                elif all(judged.text != known.text for known in kept):
                    kept.append(judged)
                    yield Prose(judged.text, judged.verdict, judged.reason)
        except LanguageModelError as error:
            problem = f"{error} The extractive answer stands."
        stopped = cancelled is not None and cancelled()
        notice = problem or ("" if stopped else _left_out(model.name, dropped, len(kept)))
        yield _finished(answer, kept, notice, model)

    def _sentences(
        self, model: LanguageModel, answer: Answer, cancelled: Callable[[], bool] | None
    ) -> Iterator[str]:
        """Yield the model's sentences with our markers; LanguageModelError where it is no prose."""
        numbers = {citation.number for citation in answer.citations}
        evidence = _evidence(answer.citations)
        messages = prose_messages(answer)
        pieces = patiently(
            lambda: model.stream(messages, longest=LONGEST_REPLY),
            name=model.name,
            silence=self.timeout,
            cancelled=cancelled,
        )
        for count, sentence in enumerate(_cut(pieces, model.name, cancelled), 1):
            if echoes_prompt(sentence):
                return
            if refuses(sentence):
                raise LanguageModelError(
                    f"The language model {model.name} found no answer in the passages."
                )
            if other_language(sentence, answer.question or answer.asked, evidence):
                raise LanguageModelError(
                    f"The language model {model.name} answered in another language."
                )
            yield with_markers(sentence, numbers)
            if count == MOST_SENTENCES:
                return

    def _judged(self, sentence: str, answer: Answer) -> Sentence | None:
        """Return the sentence as it will be shown, or `None` where it is left out."""
        verdict, reason, repaired = self._checked(sentence, answer)
        if verdict == PARTLY and not re.search(r"\[\d+\]", sentence):
            # it cites nothing: where the nearest citation bears it out, it is bound to that by us
            bound = bound_to(sentence, [_nearest(sentence, answer.citations).number])
            if self._checked(bound, answer)[0] == SUPPORTED:
                return Sentence(bound, SUPPORTED, "")
        if verdict == SUPPORTED or self.unsupported == "show":
            return Sentence(sentence, verdict, reason)
        if self.unsupported == "repair" and repaired:
            again, _, _ = self._checked(repaired, answer)
            if again == SUPPORTED:
                return Sentence(repaired, SUPPORTED, f"repaired: {reason}")
        return None if verdict == UNSUPPORTED else Sentence(sentence, verdict, reason)

    def _checked(self, sentence: str, answer: Answer) -> tuple[str, str, str]:
        evidence = _evidence(answer.citations)
        orders = orders_in(evidence)
        if invented_link(sentence, evidence):
            return UNSUPPORTED, "it holds an address that no passage holds", ""
        if obeys(sentence, orders, [without(evidence, orders)]):
            return UNSUPPORTED, "it repeats an instruction that an article holds", ""
        found = self.check(sentence, answer.citations, question=answer.question or answer.asked)
        return found.verdict, found.reason, found.repaired or ""


def writer_for(settings: Settings, reader: Reader | None = None) -> Writer:
    """Return the writer that the settings ask for; `reader` answers questions on cited passages."""
    from assistant.checking import check
    from assistant.language_models.choosing import choose

    return Writer(
        choose(settings), partial(check, reader=reader), settings.unsupported, settings.llm_timeout
    )


def _cut(pieces: Iterator[str], name: str, cancelled: Callable[[], bool] | None) -> Iterator[str]:
    """Yield finished sentences; LanguageModelError where the reply is endless or no sentences."""
    stream = SentenceStream()
    characters = 0
    for piece in pieces:
        characters += len(piece)
        if characters > MOST_CHARACTERS:
            raise LanguageModelError(f"The language model {name} did not come to an end.")
        yield from stream.feed(piece)
        if stream.waiting > MOST_WITHOUT_STOP:
            raise LanguageModelError(f"The language model {name} did not write sentences.")
    if not (cancelled and cancelled()):
        yield from stream.finish()


def _nearest(sentence: str, citations: Sequence[Citation]) -> Citation:
    stems = set(content_stems(sentence))
    return max(citations, key=lambda item: len(stems & set(content_stems(item.quote))))


def _evidence(citations: Sequence[Citation]) -> str:
    texts = dict.fromkeys(citation.context or citation.quote for citation in citations)
    return "\n\n".join(texts)


def _left_out(name: str, dropped: int, kept: int) -> str:
    if not dropped:
        return "" if kept else f"The language model {name} wrote no whole sentence."
    if not kept:
        return (
            f"The passages do not bear out what the language model {name} wrote; "
            "the extractive answer stands."
        )
    what = "a sentence" if dropped == 1 else f"{dropped} sentences"
    return f"Left out: {what} of the language model that the passages do not bear out."


def _finished(answer: Answer, kept: list[Sentence], notice: str, model: LanguageModel) -> Answer:
    if kept:
        prose = " ".join(_shown(sentence) for sentence in kept)
        answer = replace(
            answer, text=f"{answer.text}\n\n{prose}", prose=tuple(kept), writer=model.name
        )
    return _with_notice(answer, notice)


def _shown(sentence: Sentence) -> str:
    if sentence.verdict == SUPPORTED:
        return sentence.text
    mark = "not supported" if sentence.verdict == UNSUPPORTED else "only partly supported"
    return f"{sentence.text} ({mark} by the passages)"


def _with_notice(answer: Answer, notice: str) -> Answer:
    return replace(answer, notice=" ".join(part for part in (answer.notice, notice) if part))
