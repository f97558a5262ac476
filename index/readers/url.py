"""Web addresses, fetched only when a person adds one."""

from __future__ import annotations

import time
from io import BytesIO
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from index.errors import UnreadableInputError
from index.readers.document import Document
from index.readers.networks import is_internal
from index.urls import canonical_url

if TYPE_CHECKING:
    import httpx

_LARGEST: Final = 25 * 2**20
_REDIRECTS: Final = 5
_SECONDS: Final = 60.0
_WAIT: Final = 15.0
_HEADERS: Final = {
    "User-Agent": "news-assistant",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
}


def fetch_document(url: str) -> Document:
    """Fetch `url` (http or https) and return it as a document.

    A person may name a page of their own network. Up to five redirects are followed, none of them
    away from http and https, and none from the public internet into a private network. Gives up
    after 25 MB, 15 seconds of silence or a minute. Raises UnreadableInputError with one sentence.
    """
    import httpx

    address = canonical_url(url)
    if not address:
        raise UnreadableInputError("is not a web address that can be fetched: expected http(s)://")
    began = time.monotonic()
    try:
        with httpx.Client(headers=_HEADERS, timeout=_WAIT) as client:
            for _ in range(_REDIRECTS + 1):
                with client.stream("GET", address) as response:
                    if response.has_redirect_location:
                        address = _redirected(address, response.headers["location"])
                        continue
                    return _document(url, address, response, _body(response, began))
    except (httpx.TimeoutException, TimeoutError) as error:
        raise UnreadableInputError("did not answer in time") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise UnreadableInputError(f"could not be fetched: {error or 'no answer'}") from error
    raise UnreadableInputError(f"redirects more than {_REDIRECTS} times")


def _redirected(address: str, location: str) -> str:
    target = canonical_url(urljoin(address, location))
    if not target:
        raise UnreadableInputError(f"redirects to {location[:100]!r}, which is no web address")
    if is_internal(target) and not is_internal(address):
        raise UnreadableInputError(
            f"redirects to {target[:100]!r}, which is inside a private network"
        )
    return target


def _body(response: httpx.Response, began: float) -> bytes:
    if response.status_code != 200:
        phrase = response.reason_phrase
        raise UnreadableInputError(f"answered {response.status_code} {phrase}".strip())
    pieces, size = [], 0
    for piece in response.iter_bytes():
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise UnreadableInputError(f"is larger than {_LARGEST // 2**20} MB")
        if time.monotonic() - began > _SECONDS:
            raise TimeoutError
    return b"".join(pieces)


def _document(name: str, address: str, response: httpx.Response, data: bytes) -> Document:
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    return Document(
        name=name,
        location=address,
        open=lambda: BytesIO(data),
        media_type=media_type,
        charset=response.charset_encoding or "",
        url=address,
    )
