"""A GGUF model run inside this process by llama.cpp (xllamacpp, the extra `local`)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from assistant.language_models.errors import LanguageModelError
from assistant.language_models.memory import available_bytes
from assistant.language_models.model import Message

CONTEXT_TOKENS = 4_096
"""Room for the fixed prompt, about 1,000 tokens of evidence, the question and the reply."""

_BESIDES_WEIGHTS = 400_000_000
"""Bytes for the context's cache and the buffers of a model of one or two thousand million."""


class LocalModel:
    """A chat model read from a GGUF file when it is first asked; one request at a time.

    The evaluated prompt is kept between requests, so that a prompt with the same beginning (the
    fixed instructions, the same evidence) starts where it first differs. Closing the iterator of
    `stream` stops the model at its next token.
    """

    def __init__(self, file: Path, *, threads: int = 0, sha256: str = "") -> None:
        self.file = file
        self._threads = threads
        self._sha256 = sha256
        self._turn = Lock()

    @property
    def name(self) -> str:
        """Return the file's name without its ending."""
        return self.file.stem

    @property
    def in_process(self) -> bool:
        """Return True: it reads a prompt at the cost of everything else, and can't be stopped."""
        return True

    def stream(self, messages: Sequence[Message], *, longest: int) -> Iterator[str]:
        """Yield the reply piece by piece.

        Raises:
            LanguageModelError: xllamacpp is not installed, the file is no readable GGUF or not
                the one that was pulled, memory is short, or the model said nothing.

        """
        request = {
            "messages": [{"role": item.role, "content": item.content} for item in messages],
            "max_tokens": longest,
            "temperature": 0.0,
            "stream": True,
            "cache_prompt": True,
        }
        pieces: SimpleQueue[str | LanguageModelError | None] = SimpleQueue()
        stop = False

        def take(chunk: dict[str, Any]) -> bool:
            problem = chunk.get("error")
            if problem:
                pieces.put(LanguageModelError(self._failed(problem)))
            for choice in chunk.get("choices", ()):
                pieces.put((choice.get("delta") or {}).get("content") or "")
            return stop

        def run() -> None:
            try:
                with self._turn:
                    server = self._server
                    pieces.put("")  # it is loaded; from here on it is the model that is waited for
                    if not stop:
                        server.handle_chat_completions(request, take)
                pieces.put(None)
            except LanguageModelError as error:
                pieces.put(error)
            except (RuntimeError, ValueError, MemoryError) as error:
                pieces.put(LanguageModelError(self._failed({"message": str(error)})))

        Thread(target=run, name="local-model", daemon=True).start()
        said = False
        try:
            while (piece := pieces.get()) is not None:
                if isinstance(piece, LanguageModelError):
                    raise piece
                said = said or bool(piece.strip())
                yield piece
        finally:
            stop = True
        if not said:
            raise LanguageModelError(f"The language model {self.name} gave an empty answer.")

    @cached_property
    def _server(self) -> Any:
        """Return llama.cpp's server with the model in it."""
        try:
            import xllamacpp
        except ImportError:
            raise LanguageModelError(
                "A local model needs the extra `local`: pip install 'news-assistant[local]'."
            ) from None
        self._check_file()
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(self.file)
        parameters.n_ctx = CONTEXT_TOKENS
        parameters.n_parallel = 1
        parameters.verbosity = -1
        parameters.offline = True
        # It listens on a port of this machine; nobody else is to know the key.
        parameters.api_keys = [secrets.token_urlsafe(32)]
        parameters.ui = False
        parameters.endpoint_slots = False
        # Waiting threads sleep instead of spinning: the reader and the page share these cores.
        parameters.cpuparams.poll = parameters.cpuparams_batch.poll = 0
        if self._threads:
            parameters.cpuparams.n_threads = self._threads
            parameters.cpuparams_batch.n_threads = self._threads
        try:
            return xllamacpp.Server(parameters)
        except (RuntimeError, ValueError) as error:
            raise LanguageModelError(
                f"llama.cpp cannot load {self.file.name}: {error or 'unknown reason'}."
            ) from None

    def _check_file(self) -> None:
        """Refuse what llama.cpp would end the whole process over: no GGUF, or too little memory."""
        from assistant.language_models.digests import sha256_of

        start = b""
        with suppress(OSError), self.file.open("rb") as file:
            start = file.read(4)
        if start != b"GGUF":
            raise LanguageModelError(f"{self.file} is not there or no GGUF model file.")
        if self._sha256 and sha256_of(self.file) != self._sha256:
            raise LanguageModelError(
                f"{self.file} is not the file that was pulled (its SHA-256 differs); "
                "remove and pull it again."
            )
        needed = self.file.stat().st_size + _BESIDES_WEIGHTS
        free = available_bytes()
        if needed > free:
            raise LanguageModelError(
                f"The language model {self.name} needs about {needed / 1e9:.1f} GB of memory, "
                f"{free / 1e9:.1f} GB are free."
            )

    def _failed(self, problem: Any) -> str:
        said = problem.get("message", "") if isinstance(problem, dict) else str(problem)
        return f"The language model {self.name} failed: {' '.join(str(said).split())[:160]}."
