"""Stop reading an HTTP reply that is longer than any answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx


class ReplyTooLongError(httpx.HTTPError):
    """A reply had more bytes than are read."""


def bounded(limit: int) -> Callable[[httpx.Response], None]:
    """Return a response hook for `httpx.Client(event_hooks=…)`: at most `limit` bytes are read.

    A hook, because a transport of one's own would switch the environment's proxies off.
    """

    def hook(response: httpx.Response) -> None:
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = _Counted(response.stream, limit)

    return hook


class _Counted(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._stream:
            self._left -= len(chunk)
            if self._left < 0:
                raise ReplyTooLongError("The reply is longer than any answer.")
            yield chunk

    def close(self) -> None:
        self._stream.close()
