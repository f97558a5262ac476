"""Libraries built from the articles of question sets, kept in the user's cache folder.

A library is built once for the bytes of a set's articles and the code and models that index them;
every run works on a private copy, so that runs side by side do not contend for the library's lock
and nothing a run does is seen by the next.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.evaluation import gold
from assistant.evaluation.errors import EvaluationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant import Assistant
    from assistant.evaluation.question_sets import QuestionSet
    from index.report import Progress

_ROOT = Path(__file__).resolve().parents[2]
_INDEXING = (
    "index",
    "assistant/answering/speakers.py",
    "assistant/models/tagger.json",
    "assistant/models/tagger.onnx",
    "assistant/models/tokenizer.json",
    "assistant/reading",
    "assistant/tagging.py",
)
_COMPLETE = "articles.json"


@dataclass(frozen=True, slots=True)
class BuiltLibrary:
    """An open assistant over a private copy of a set's library, and the set's articles."""

    assistant: Assistant
    articles: list[gold.SetArticle]
    reused: bool


def cache_folder() -> Path:
    """Return where built libraries are kept: `NEWS_ASSISTANT_EVAL_CACHE`, or the user cache."""
    from platformdirs import user_cache_path

    named = os.environ.get("NEWS_ASSISTANT_EVAL_CACHE")
    return Path(named) if named else user_cache_path("news-assistant") / "eval"


@contextmanager
def opened(
    question_set: QuestionSet,
    *,
    progress: Callable[[Progress], None] | None = None,
    **settings: Any,
) -> Iterator[BuiltLibrary]:
    """Yield an assistant over the set's articles, built now or reused from the cache.

    The gold quotes of the set are checked before anything is built. `settings` are the
    assistant's; no language model writes unless they say so. Their database and vector server are
    left out: an evaluation never touches a person's own library. Raises `QuestionSetError` and
    `EvaluationError`.
    """
    with tempfile.TemporaryDirectory(prefix="news-assistant-eval-") as place:
        copy = Path(place) / "library"
        articles, reused = _copy_of(question_set, copy, progress)
        gold.check(question_set, articles)
        with _open(copy, **{"writer": "extractive", **settings}) as assistant:
            yield BuiltLibrary(assistant, articles, reused)


def _open(folder: Path, **settings: Any) -> Assistant:
    from assistant import Assistant

    return Assistant.open(folder, database_url="", chroma_url="", **settings)


def _copy_of(
    question_set: QuestionSet, target: Path, progress: Callable[[Progress], None] | None
) -> tuple[list[gold.SetArticle], bool]:
    from filelock import FileLock

    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    place = str(question_set.folder.resolve()).encode()
    prefix = f"{question_set.name}-{hashlib.sha256(place).hexdigest()[:8]}"
    built = cache / f"{prefix}-{fingerprint(question_set.articles)[:16]}"
    with FileLock(cache / f"{prefix}.lock"):
        reused = (built / _COMPLETE).is_file()
        if not reused:
            for outdated in cache.glob(f"{glob.escape(prefix)}-*"):
                shutil.rmtree(outdated, ignore_errors=True)
            _build(question_set, built, progress)
        shutil.copytree(built / "library", target)
        rows = json.loads((built / _COMPLETE).read_text(encoding="utf-8"))
    return [gold.SetArticle(**row) for row in rows], reused


def _build(
    question_set: QuestionSet, target: Path, progress: Callable[[Progress], None] | None
) -> None:
    articles = gold.read_articles(question_set.articles)
    gold.check(question_set, articles)
    with _open(target / "library", writer="extractive") as assistant:
        report = assistant.add([question_set.articles], progress=progress)
        assistant.wait_for_tagging(progress)
    if report.failed:
        failed = report.failed[0]
        raise EvaluationError(f"{question_set.name}: {failed.name} can't be added: {failed.reason}")
    # Written last: its presence says that the library beside it is whole.
    rows = json.dumps([article.as_dict() for article in articles], ensure_ascii=False)
    (target / _COMPLETE).write_text(rows, encoding="utf-8")


def fingerprint(articles: Path) -> str:
    """Return a hash of the articles' bytes and of the code, models and settings that index them."""
    from assistant.settings import load_settings

    digest = hashlib.sha256(load_settings().embedding_model.encode())
    places = [articles, *(_ROOT / name for name in _INDEXING)]
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"\0{file.relative_to(place.parent).as_posix()}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
