"""Running question sets from the page; the reports of the last runs are kept in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from assistant import NewsAssistantError

if TYPE_CHECKING:
    from assistant.evaluation.results import QuestionResult
    from index.report import Progress

_KEPT = 8
_BEAT = 0.3


class EvaluationRuns:
    """Question sets in one folder, and the results of their last runs by key."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or _sets_folder()
        self._results: OrderedDict[str, Sequence[QuestionResult]] = OrderedDict()

    def set_names(self) -> list[str]:
        """Return the names of the sets, in order."""
        if not self._folder.is_dir():
            return []
        return sorted(file.parent.name for file in self._folder.glob("*/questions.jsonl"))

    def folder(self, name: str) -> Path:
        """Return the folder of a set.

        Raises:
            NewsAssistantError: there is no set of this name.

        """
        if name not in self.set_names():
            raise NewsAssistantError(f"There is no question set {name!r}.")
        return self._folder / name

    def run(self, name: str) -> Iterator[Progress | str | None]:
        """Run a set; yield progress (`None` before the first), then the key of its results."""
        place, news = self.folder(name), Queue[Any]()
        Thread(target=_work, args=(place, news.put), name="evaluation", daemon=True).start()
        latest: Any = None
        yield None
        while not isinstance(latest, (list, Exception)):
            try:
                latest = news.get(timeout=_BEAT)
                while not isinstance(latest, (list, Exception)):
                    latest = news.get_nowait()
            except Empty:
                pass
            if latest is not None and not isinstance(latest, (list, Exception)):
                yield latest
        if isinstance(latest, Exception):
            raise latest
        key = uuid4().hex
        self._results[key] = latest
        while len(self._results) > _KEPT:
            self._results.popitem(last=False)
        yield key

    def results(self, key: str) -> Sequence[QuestionResult]:
        """Return the results of a run, empty where they are no longer kept."""
        return self._results.get(key, ())

    def report(self, key: str) -> str:
        """Return the report of a run as a page of its own, empty where it is no longer kept."""
        from assistant.evaluation.html_report import render

        results = self.results(key)
        return render(results) if results else ""


def _work(place: Path, tell: Any) -> None:
    from assistant.evaluation.evaluation import Options, evaluate, load_sets

    outcome: Any = NewsAssistantError("The run broke off; the program's log says why.")
    try:
        outcome = list(evaluate(load_sets([place]), Options(), progress=tell))
    except NewsAssistantError as error:
        outcome = error
    finally:
        tell(outcome)


def _sets_folder() -> Path:
    here = Path("eval_sets")
    return here if here.is_dir() else Path(__file__).resolve().parents[1] / "eval_sets"
