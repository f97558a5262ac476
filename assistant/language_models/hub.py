"""Fetch a model file from the model hub, going on where an earlier attempt broke off."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.language_models.errors import ModelPullError
from assistant.language_models.registry import HubPlace, ModelFile

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

ATTEMPTS = 4
"""Tries in a row that bring no further byte."""

_TIMEOUT = 30.0
_LONGEST_WAIT = 30.0
_WHOLE, _PARTIAL, _OUT_OF_RANGE = 200, 206, 416
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class _BrokenOffError(Exception):
    """The connection ended before the file did; what came is kept."""


def fetch_from_hub(
    model: ModelFile, part: Path, *, grown: Callable[[int], None], backoff: float = 1.0
) -> None:
    """Complete `part` to the model's size from the hub; `grown` gets the bytes there are.

    The hub is the one the user's HF_ENDPOINT names, else its library's default; proxies are the
    environment's. What `part` holds already is not asked for again; whether it is the right
    content, its SHA-256 says in the end.

    Raises:
        ModelPullError: the hub is switched off, down, has no such file, or keeps breaking off.

    """
    import httpx
    from tenacity import Retrying, retry_if_exception_type

    if model.hub is None:
        raise ModelPullError("it does not list the file")
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
        raise ModelPullError("HF_HUB_OFFLINE is set")
    fruitless = _Fruitless(part, backoff)
    with httpx.Client(follow_redirects=True, timeout=_TIMEOUT) as client:
        retrying = Retrying(
            stop=fruitless,
            wait=fruitless.wait,
            retry=retry_if_exception_type(_BrokenOffError),
            reraise=True,
        )
        try:
            retrying(_fetch_rest, client, _address(model.hub), part, model.size, grown)
        except _BrokenOffError as error:
            raise ModelPullError(str(error)) from error


@dataclass(slots=True)
class _Fruitless:
    """Counts the tries in a row that brought nothing, and how long to wait after them."""

    part: Path
    backoff: float
    size: int = 0
    count: int = 0

    def __call__(self, _state: RetryCallState) -> bool:
        size = size_of(self.part)
        self.count = 0 if size > self.size else self.count + 1
        self.size = size
        return self.count >= ATTEMPTS

    def wait(self, _state: RetryCallState) -> float:
        return min(_LONGEST_WAIT, self.backoff * 2.0**self.count)


def _fetch_rest(
    client: httpx.Client, url: str, part: Path, size: int, grown: Callable[[int], None]
) -> None:
    import httpx

    have = size_of(part)
    if have >= size:
        return
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    try:
        with client.stream("GET", url, headers=headers) as response:
            if response.status_code == _OUT_OF_RANGE:
                part.unlink(missing_ok=True)
                raise _BrokenOffError("its file is shorter than the one begun")
            if response.status_code in _PASSING:
                raise _BrokenOffError(f"it answers HTTP {response.status_code}")
            if response.status_code not in (_WHOLE, _PARTIAL):
                raise ModelPullError(f"it answers HTTP {response.status_code}")
            _keep(response, part, size, grown)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise ModelPullError("HF_ENDPOINT is not an address") from error
    except httpx.ConnectError as error:
        raise _BrokenOffError("it cannot be reached") from error
    except httpx.HTTPError as error:
        raise _BrokenOffError("the connection keeps breaking off") from error
    if size_of(part) < size:
        raise _BrokenOffError("it sends less than the file")


def _keep(response: httpx.Response, part: Path, size: int, grown: Callable[[int], None]) -> None:
    """Append what comes to `part`, or begin it anew where the server sends the whole file."""
    have = size_of(part) if response.status_code == _PARTIAL else 0
    with part.open("ab" if have else "wb") as file:
        for chunk in response.iter_raw():
            have += len(chunk)
            if have > size:
                break  # not the file: its SHA-256 will differ, and no more of it is wanted
            file.write(chunk)
            grown(have)
        else:
            return
    part.unlink()
    raise ModelPullError("its file is longer than the right one")


def _address(place: HubPlace) -> str:
    from huggingface_hub import constants, hf_hub_url

    endpoint = os.environ.get("HF_ENDPOINT") or constants.ENDPOINT
    return hf_hub_url(
        place.repository, place.file, revision=place.revision, endpoint=endpoint.rstrip("/")
    )


def size_of(part: Path) -> int:
    """Return how many bytes of the file there are."""
    return part.stat().st_size if part.is_file() else 0
