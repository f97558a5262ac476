from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index.article import Draft
from index.readers import networks, read
from index.report import Entry

PAGE = (
    "<html><head><title>Bridge reopens</title></head><body><article><p>The bridge reopened on "
    "Monday – after six months, the mayor said.</p></article></body></html>"
)


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        answers = {
            "/a": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, PAGE.encode()),
            "/moved": (302, {"Location": "/a"}, b""),
            "/loop": (302, {"Location": "/loop"}, b""),
            "/away": (302, {"Location": "file:///etc/passwd"}, b""),
            "/inside": (302, {"Location": f"http://127.0.0.1:{self.server.server_port}/a"}, b""),
            "/large": (200, {"Content-Type": "text/html"}, b"x" * 3000),
            "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG\0\0"),
            "/feed": (
                200,
                {"Content-Type": "application/rss+xml"},
                b"<rss><channel><title>Poe</title><item><title>B</title><link>/a</link>"
                b"<description>It reopened.</description></item><item><guid>g-2</guid>"
                b"<description>It closed.</description></item></channel></rss>",
            ),
        }
        if self.path == "/slow":
            time.sleep(1)
        status, headers, body = answers.get(self.path, (404, {}, b"no"))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/a", "/moved", "/a#part"])
def test_a_page_is_fetched(site, path):
    (found,) = read([site + path])
    assert found.name == site + path
    assert found.url == found.source == site + "/a"
    assert (found.title, found.outlet) == ("Bridge reopens", "127.0.0.1")
    assert "Monday – after" in found.text
    assert found.published is None


def test_a_feed_is_fetched(site):
    found, unlinked = read([site + "/feed"])
    assert (found.outlet, found.text, found.url) == ("Poe", "It reopened.", site + "/a")
    assert (unlinked.url, unlinked.source) == ("", "g-2")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/missing", "The page answered 404 Not Found."),
        ("/loop", "The page redirects more than 5 times."),
        ("/away", "The page redirects to 'file:///etc/passwd', which is no web address."),
        ("/large", "The page is larger than 0 MB."),
        ("/slow", "The page did not answer in time."),
        ("/picture", "The page is of a kind that cannot be read as an article (image/png)."),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(site, path, expected, monkeypatch):
    monkeypatch.setattr("index.readers.url._LARGEST", 2000)
    monkeypatch.setattr("index.readers.url._WAIT", 0.3)
    told, good = read([site + path, site + "/a"])
    assert isinstance(told, Entry)
    assert (told.name, told.reason) == (site + path, expected)
    assert isinstance(good, Draft)


def test_no_public_page_leads_inside(site, monkeypatch):
    public = site.replace("127.0.0.1", "localhost")
    (led,) = read([public + "/inside"])
    assert isinstance(led, Draft)  # a page of one's own may lead to another
    known = networks.addresses
    monkeypatch.setattr(
        networks,
        "addresses",
        lambda host: ["93.184.216.34"] if host == "localhost" else known(host),
    )
    (told,) = read([public + "/inside"])
    assert told.reason == (f"The page redirects to '{site}/a', which is inside a private network.")


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True),
        ("2130706433", True),
        ("0x7f.1", True),
        ("10.1.2.3", True),
        ("192.168.0.7", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.0.1", True),
        ("[::1]", True),
        ("[fe80::1]", True),
        ("[fd00::1]", True),
        ("[::ffff:10.0.0.1]", True),
        ("93.184.216.34", False),
        ("[2606:2800:220:1::1]", False),
        ("[::ffff:93.184.216.34]", False),
    ],
)
def test_addresses_of_the_inside_are_known(host, inside):
    assert networks.is_internal(f"http://{host}/a") is inside


def test_nobody_answers():
    (told,) = read(["http://127.0.0.1:9/a"])
    assert told.reason.startswith("The page could not be fetched")


@pytest.mark.parametrize(
    "address", ["ftp://poe.example/a", "file:///etc/passwd", "http://", "http://a:b/"]
)
def test_only_web_addresses_are_fetched(address):
    (told,) = read([address])
    assert told.reason == (
        "The page is not a web address that can be fetched: expected http(s)://."
    )


def test_fetching_can_be_switched_off(site):
    (told,) = read([site + "/a"], fetch=False)
    assert told.reason == "The page was not fetched: fetching is switched off."
