"""Run the command line with every connection but to this machine refused, and reported."""

import ipaddress
import os
import socket
import sys
from pathlib import Path

sys.path.pop(0)  # this folder, whose `assistant` holds the tests of the real one
LOG = Path(os.environ["OFFLINE_LOG"])
_connect = socket.socket.connect
_lookup = socket.getaddrinfo


def is_local(host):
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback or host in ("0.0.0.0", "::")
    except ValueError:
        return False


def refuse(host):
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{host}\n")
    raise OSError(f"this test allows no connection to {host}")


def connect(self, address):
    if isinstance(address, tuple) and not is_local(address[0]):
        refuse(address[0])
    return _connect(self, address)


def lookup(host, *rest, **options):
    if not is_local(host):
        refuse(host)
    return _lookup(host, *rest, **options)


socket.socket.connect = connect
socket.getaddrinfo = lookup

from assistant.cli import main  # noqa: E402  # after the guard is up

sys.argv[0] = "news-assistant"
main()
