"""Which language model writes prose, from what is configured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.language_models.endpoint import Endpoint
from assistant.language_models.errors import LanguageModelError
from assistant.language_models.local import LocalModel
from assistant.language_models.model import LanguageModel
from assistant.language_models.registry import known_model
from assistant.language_models.store import ModelStore
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Choice:
    """The model that writes prose, or none; `says` tells a person which and why.

    `problem` is a sentence for the person where a model is wanted and cannot be had.
    """

    model: LanguageModel | None
    says: str
    problem: str = ""


def choose(settings: Settings) -> Choice:
    """Return the model that the settings ask for; nothing configured means extractive answers.

    An endpoint's address (`llm_url`) comes first; else `llm_model` names a pulled model by its id
    or a GGUF file by its path. Nothing is loaded and nobody is asked.
    """
    if settings.writer == "extractive":
        return Choice(None, "Answers are extractive, as the setting `writer` says.")
    try:
        model = _configured(settings)
    except LanguageModelError as error:
        return Choice(None, f"Answers are extractive: {error}", str(error))
    if model is not None:
        return Choice(model, f"Prose is written by {model.name}, each sentence checked.")
    if settings.writer == "model":
        problem = (
            "No language model is configured; set NEWS_ASSISTANT_LLM_URL to an OpenAI-compatible "
            "endpoint, or NEWS_ASSISTANT_LLM_MODEL to a model that `models list` shows as here."
        )
        return Choice(None, f"Answers are extractive: {problem}", problem)
    return Choice(None, "Answers are extractive; no language model is configured.")


def _configured(settings: Settings) -> LanguageModel | None:
    if settings.llm_url:
        return Endpoint(
            url=settings.llm_url,
            model=settings.llm_model or "default",
            key=settings.llm_key,
            timeout=settings.llm_timeout,
        )
    if not settings.llm_model:
        return None
    if settings.llm_model.endswith(".gguf"):
        return LocalModel(Path(settings.llm_model).expanduser(), threads=settings.threads)
    known, store = known_model(settings.llm_model), ModelStore.of_user()
    if not store.has(known):
        raise LanguageModelError(
            f"The model {known.id} is not here; run: news-assistant models pull {known.id}"
        )
    return LocalModel(store.path(known), threads=settings.threads, sha256=known.sha256)
