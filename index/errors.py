"""The errors a person can cause; each message says what was wrong and what to do next."""


class NewsAssistantError(Exception):
    """Base of every error that is shown to a person as one sentence, without a traceback."""


class UnreadableInputError(NewsAssistantError):
    """An input could not be read as an article; the message is its reason."""


class LibraryInUseError(NewsAssistantError):
    """Another process owns the embedded library; the message names its process id."""


class LibraryError(NewsAssistantError):
    """The library cannot be opened or does not fit this version of the program."""


class ArticleNotFoundError(NewsAssistantError):
    """No article (or no such version of it) has the id that was asked for."""


class ModelFileError(NewsAssistantError):
    """A model file is missing or is not the file its SHA-256 promises."""
