"""Any OpenAI-compatible endpoint, through LlamaIndex's `OpenAILike`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.language_models.bounded import bounded
from assistant.language_models.errors import LanguageModelError
from assistant.language_models.failures import may_pass, sentence_about, unknown_parameter, waiting
from assistant.language_models.model import Message

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

_MOST_BYTES = 2_000_000
"""Of one reply; an answer's events take some tens of thousands."""


@dataclass(slots=True)
class _Reply:
    """What a reply has held so far."""

    words: bool = False
    tool: bool = False


@dataclass(frozen=True)
class Endpoint:
    """A chat model behind an OpenAI-compatible address.

    `timeout` is the longest silence in seconds, before the first and between any two pieces;
    `attempts` counts tries before the first piece (connection refused, 408, 429, 5xx), with
    exponential backoff from `backoff` seconds and the server's Retry-After honoured where short.
    The key goes into the request and nowhere else: not into repr, errors or logs.

    Usage: `"".join(Endpoint("http://localhost:11434/v1", "qwen2.5").stream(messages, longest=300))`
    """

    url: str = field(repr=False)  # it may hold a password
    model: str
    key: SecretStr = field(default=SecretStr(""), repr=False)
    timeout: float = 60.0
    attempts: int = 3
    backoff: float = 0.5

    @property
    def name(self) -> str:
        """Return model and host, without user name, password or query."""
        try:
            parts = urlsplit(self.url)
            place = (parts.hostname or "?") + (f":{parts.port}" if parts.port else "")
        except ValueError:
            place = "?"
        return f"{self.model or 'a model'} at {place}"

    @property
    def in_process(self) -> bool:
        """Return False: it is a server's work."""
        return False

    def stream(self, messages: Sequence[Message], *, longest: int) -> Iterator[str]:
        """Yield the reply piece by piece.

        Raises:
            LanguageModelError: the endpoint is down, refuses, is silent for too long, breaks off,
                sends what is no event stream, calls a tool, or says nothing.

        """
        import httpx
        from openai import OpenAIError

        reply = _Reply()
        try:
            with self._connections() as connections:  # closing them stops the model
                llm = self._llm(connections)
                yield ""  # libraries are loaded; from here on it is the model that is waited for
                first, rest = self._begun(llm, messages, longest)
                yield from _words(first, reply)
                for chunk in rest:
                    yield from _words(chunk, reply)
        except (OpenAIError, httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            problem = sentence_about(error, self.name, self.key.get_secret_value(), self.timeout)
        else:
            if reply.words:
                return
            problem = (
                f"The language model {self.name} called a tool instead of answering."
                if reply.tool
                else f"The language model {self.name} gave an empty answer."
            )
        # raised outside the handler: a chained error could carry the server's words and headers
        raise LanguageModelError(problem)

    def _begun(
        self, llm: Any, messages: Sequence[Message], longest: int
    ) -> tuple[Any, Iterator[Any]]:
        """Return the first chunk and the rest, having tried as often as makes sense."""
        from tenacity import Retrying, retry_if_exception, stop_after_attempt

        limits: dict[str, Any] = {"max_tokens": longest, "temperature": 0.0}

        def begin() -> tuple[Any, Iterator[Any]]:
            chunks = _chunks(llm, messages, limits)
            return next(chunks, None), chunks

        def before_sleep(state: RetryCallState) -> None:
            error = state.outcome.exception() if state.outcome else None
            refused = unknown_parameter(error)
            if refused == "max_tokens":
                limits["max_completion_tokens"] = limits.pop("max_tokens", longest)
            elif refused:
                limits.pop(refused, None)

        return Retrying(
            stop=stop_after_attempt(self.attempts),
            wait=waiting(self.backoff),
            retry=retry_if_exception(may_pass),
            before_sleep=before_sleep,
            reraise=True,
        )(begin)

    def _connections(self) -> httpx.Client:
        import httpx

        return httpx.Client(
            timeout=httpx.Timeout(self.timeout, connect=min(10.0, self.timeout)),
            event_hooks={"response": [bounded(_MOST_BYTES)]},
        )

    def _llm(self, connections: httpx.Client) -> Any:
        import openai.resources.chat.completions  # noqa: F401  # else the first request loads it
        import tenacity  # noqa: F401
        from llama_index.llms.openai_like import OpenAILike
        from openai import Omit, OpenAI

        # The client is made here, so that the key is no field of OpenAILike (its repr and events
        # show fields), and so that neither key nor organisation of the environment is sent along.
        client = OpenAI(
            api_key=self.key.get_secret_value() or "none",
            base_url=self.url,
            timeout=connections.timeout,
            max_retries=0,
            default_headers={"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()},  # type: ignore[dict-item]
            http_client=connections,
        )
        return OpenAILike(
            model=self.model,
            api_base=self.url,
            api_key="-",
            openai_client=client,
            is_chat_model=True,
            is_function_calling_model=False,
            max_retries=0,
            timeout=self.timeout,
        )


def _chunks(llm: Any, messages: Sequence[Message], limits: dict[str, Any]) -> Iterator[Any]:
    from llama_index.core.base.llms.types import ChatMessage
    from openai import omit

    chat = [ChatMessage(role=message.role, content=message.content) for message in messages]
    absent = {name: omit for name in ("max_tokens", "temperature") if name not in limits}
    return iter(llm.stream_chat(chat, **limits, **absent))


def _words(chunk: Any, reply: _Reply) -> Iterator[str]:
    """Yield the words of a chunk, noting what else it holds."""
    if chunk is None:
        return
    if chunk.message.additional_kwargs.get("tool_calls"):
        reply.tool = True
    if chunk.delta:
        reply.words = reply.words or bool(chunk.delta.strip())
        yield chunk.delta
