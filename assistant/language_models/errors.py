"""What can go wrong with a language model, in words for a person."""

from index.errors import NewsAssistantError


class LanguageModelError(NewsAssistantError):
    """A language model is down, slow, refused or answered nonsense; never holds its key."""


class ModelPullError(NewsAssistantError):
    """A model file could not be fetched, or is not the file its SHA-256 promises."""
