"""A pytest plugin: every row of a `questions.jsonl` is a test.

`pytest eval_sets/` collects each question by its id; its tags are markers (`-m conflict`), a row
with `known_failure` is an xfail, and `-k`, `--lf` and xdist work as with any test. Nothing of the
assistant is imported before a question file is found.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.evaluation.questions import Question
    from assistant.evaluation.runner import Asker

_FILE = "questions.jsonl"
_OPEN = 2
"""Libraries held open at once; tests of a set mostly run one after the other."""


class _Askers:
    """The sets that are open in this process, each over a private copy of its library."""

    def __init__(self) -> None:
        self._open: OrderedDict[Path, tuple[Asker, ExitStack]] = OrderedDict()

    def of(self, folder: Path) -> Asker:
        if folder in self._open:
            self._open.move_to_end(folder)
            return self._open[folder][0]
        from assistant.evaluation import libraries, question_sets
        from assistant.evaluation.runner import Asker

        while len(self._open) >= _OPEN:
            self._open.popitem(last=False)[1][1].close()
        with ExitStack() as stack:
            question_set = question_sets.load(folder)
            built = stack.enter_context(libraries.opened(question_set))
            asker = Asker(question_set, built.assistant, built.articles)
            self._open[folder] = (asker, stack.pop_all())
        return asker

    def close(self) -> None:
        while self._open:
            self._open.popitem()[1][1].close()


_ASKERS = pytest.StashKey[_Askers]()


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the place for open libraries."""
    config.stash[_ASKERS] = _Askers()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close every library."""
    if _ASKERS in config.stash:
        config.stash[_ASKERS].close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a `questions.jsonl` that has its articles beside it."""
    if file_path.name != _FILE:
        return None
    folder = file_path.parent
    if not any((folder / name).exists() for name in ("articles", "articles.jsonl")):
        return None
    return QuestionFile.from_parent(parent, path=file_path)


class QuestionFile(pytest.File):
    """The questions of one set."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield one test a row; a malformed file is a collection error with line and reason."""
        from assistant.evaluation.errors import EvaluationError
        from assistant.evaluation.question_sets import read_questions

        try:
            questions = read_questions(self.path)
        except EvaluationError as error:
            raise self.CollectError(str(error)) from None
        known = {line.partition(":")[0].strip() for line in self.config.getini("markers")}
        for name in sorted({tag for question in questions for tag in question.tags} - known):
            self.config.addinivalue_line("markers", f"{name}: questions with this tag")
        for question in questions:
            yield QuestionItem.from_parent(self, name=question.id, question=question)


class WrongAnswerError(AssertionError):
    """An answer does not pass; the message shows what was expected and what was got."""


class QuestionItem(pytest.Item):
    """One question, asked when the test runs."""

    def __init__(self, *, question: Question, **rest: Any) -> None:
        super().__init__(**rest)
        self.question = question
        for name in question.tags:
            self.add_marker(name)
        if question.known_failure:
            self.add_marker(pytest.mark.xfail(reason=question.known_failure))

    def runtest(self) -> None:
        """Ask the question and fail with a readable difference when the answer is wrong."""
        from assistant.evaluation.failure_text import failure_text

        asker = self.config.stash[_ASKERS].of(self.path.parent)
        result = asker.result(self.question)
        for name, value in result.values.items():
            if value is not None:
                self.user_properties.append((name, value))
        if not result.passed:
            raise WrongAnswerError(failure_text(result))

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Return the difference alone for a wrong answer, without a traceback."""
        from index.errors import NewsAssistantError

        if isinstance(excinfo.value, (WrongAnswerError, NewsAssistantError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the row stands and what the test is called."""
        return self.path, self.question.line - 1, f"{self.path.parent.name}: {self.name}"
