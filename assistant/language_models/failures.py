"""A failed request in one sentence: what happened and what to do, never with the key."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tenacity import RetryCallState

_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_LONGEST_WAIT = 10.0
_WORDS_KEPT = 160
_PARAMETERS = ("max_tokens", "temperature")


def may_pass(error: BaseException) -> bool:
    """Return whether the same request may succeed in a moment."""
    import httpx
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, APITimeoutError):
        return False  # it has waited for as long as the person is ready to wait
    if isinstance(error, (APIConnectionError, httpx.RemoteProtocolError, httpx.ConnectError)):
        return True
    if isinstance(error, APIStatusError):
        late = _retry_after(error) > _LONGEST_WAIT
        return (error.status_code in _PASSING and not late) or unknown_parameter(error) != ""
    return False


def waiting(backoff: float) -> Callable[[RetryCallState], float]:
    """Return the seconds to wait after an attempt: exponential with jitter, or what is asked."""
    from tenacity import wait_exponential_jitter

    growing = wait_exponential_jitter(initial=backoff, max=_LONGEST_WAIT, jitter=backoff)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        if unknown_parameter(error):
            return 0.0
        return max(float(growing(state)), _retry_after(error))

    return wait


def unknown_parameter(error: BaseException | None) -> str:
    """Return the optional parameter that a 400 complains about, or "" where it does not."""
    if getattr(error, "status_code", 0) != 400:
        return ""
    text = str(error).lower()
    return next((name for name in _PARAMETERS if name in text), "")


def sentence_about(error: BaseException, name: str, key: str, timeout: float) -> str:
    """Return one sentence about a failed request to the model `name`."""
    import httpx
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    from assistant.language_models.bounded import ReplyTooLongError

    who = f"The language model {name}"
    match error:
        case APITimeoutError() | httpx.TimeoutException():
            return f"{who} was silent for {timeout:g} seconds."
        case APIStatusError(status_code=401 | 403):
            return (
                f"{who} refused the key (HTTP {error.status_code}); check NEWS_ASSISTANT_LLM_KEY."
            )
        case APIStatusError(status_code=404):
            said = _said(error, key)
            return f"{who} was not found (HTTP 404{said}); check the address and the model's name."
        case APIStatusError(status_code=429):
            return f"{who} is rate-limited (HTTP 429); ask again later."
        case APIStatusError():
            return f"{who} failed (HTTP {error.status_code}{_said(error, key)})."
        case ReplyTooLongError():
            return f"{who} sent far more than an answer; it was cut off."
        case APIConnectionError() | httpx.ConnectError():
            return f"{who} cannot be reached; check the address and that it is running."
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return f"{who} has an address that is none; check NEWS_ASSISTANT_LLM_URL."
        case httpx.HTTPError():
            return f"{who} broke off in the middle of its answer."
        case ValueError():
            return f"{who} sent what is no event stream of an OpenAI-compatible endpoint."
        case _:
            return f"{who} failed{_said(error, key)}."


def _said(error: Any, key: str) -> str:
    """Return the server's own words in brackets' style, on one line and without the key."""
    body = getattr(error, "body", None)
    text = body.get("message") if isinstance(body, dict) else None
    line = " ".join(str(text or "").split())
    if key:
        line = line.replace(key, "…")
    line = re.sub(r"(?i)\b(bearer|sk-)\S*", "…", line)[:_WORDS_KEPT]
    return f": {line.rstrip('.')}" if line else ""


def _retry_after(error: Any) -> float:
    response = getattr(error, "response", None)
    value = response.headers.get("retry-after", "") if response is not None else ""
    try:
        return max(0.0, float(value))
    except ValueError:
        return 0.0  # a date, or nothing: the backoff decides
