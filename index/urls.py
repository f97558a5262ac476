"""Web addresses as identities of articles."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|ocid")
_PORTS: Final = {"http": 80, "https": 443}


def canonical_url(url: str, base: str = "") -> str:
    """Return `url` absolute, with a lower-case host and without fragment and tracking parameters.

    Returns "" for anything that is no http or https address.
    """
    parts = _split(urljoin(base, url.strip()) if base else url.strip())
    if parts is None:
        return ""
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(pair[0].lower())]
    )
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != _PORTS[parts.scheme.lower()]:
        host = f"{host}:{parts.port}"
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


def host_name(url: str) -> str:
    """Return the host of `url` without "www.", or "" if it has none."""
    parts = _split(url)
    return (parts.hostname or "").lower().removeprefix("www.") if parts else ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in _PORTS or not parts.hostname or (parts.port or 0) < 0:
            return None
    except ValueError:
        return None
    return parts
