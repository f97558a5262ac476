"""Which hosts are of the inside: this machine, its network, or nobody's."""

from __future__ import annotations

import socket
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit


def is_internal(url: str) -> bool:
    """Return whether the host of `url` has an address that the public internet does not route.

    Those are loopback, private, link-local, shared, reserved and multicast addresses. A host that
    has no address at all is not internal: fetching it says why not.
    """
    host = urlsplit(url).hostname or ""
    return any(not _is_public(address) for address in addresses(host))


def addresses(host: str) -> list[str]:
    """Return the IP addresses of a host name or of an address in any notation."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [str(item[4][0]) for item in found]


def _is_public(address: str) -> bool:
    known = ip_address(address.partition("%")[0])
    if isinstance(known, IPv6Address):
        known = known.ipv4_mapped or known.sixtofour or known
    return known.is_global and not known.is_multicast
