from __future__ import annotations

from index.article import Draft
from index.readers import read
from index.report import Entry

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Poe Post</title><language>en-gb</language>
<item><title>Bridge &amp;amp; mill “reopen”</title><link>https://poe.example/a?utm_medium=rss</link>
<guid isPermaLink="false">g-1</guid><pubDate>Fri, 29 Nov 2024 17:48:00 +0200</pubDate>
<dc:creator>Ann Poe</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>The bridge re&shy;opened.</p>
<ul><li>One</li><li>Two</li></ul>]]></content:encoded>
</item>
<item><title>Second</title><guid>g-2</guid><description>Only a summary – naïve.</description></item>
<item><title>Nothing</title><guid>g-3</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Poe Wire</title>
<entry><title>Bridge</title><id>urn:1</id><link href="/a"/>
<updated>2024-11-30T08:00:00+02:00</updated>
<published>2024-11-29T17:48:00+02:00</published><author><name>Ann Poe</name></author>
<content type="html">&lt;p&gt;It reopened.&lt;/p&gt;</content></entry></feed>"""


def test_each_entry_of_an_rss_feed_is_an_article(files):
    folder = files({"feed.xml": RSS.format(encoding="utf-8")})
    first, second, nothing = read([folder / "feed.xml"])
    assert (first.title, first.outlet, first.byline) == (
        "Bridge & mill “reopen”",
        "Poe Post",
        "Ann Poe",
    )
    assert first.published.isoformat() == "2024-11-29T17:48:00+02:00"
    assert (first.source, first.external_id) == ("https://poe.example/a", "g-1")
    assert first.text == "The bridge re\u00adopened.\n\nOne\nTwo"
    assert (second.source, second.text) == ("g-2", "Only a summary – naïve.")
    assert second.name.endswith("feed.xml#2")
    assert nothing.reason == "Entry 3 holds no text."


def test_atom(draft):
    found = draft("feed.atom", ATOM)
    assert (found.title, found.outlet, found.text) == ("Bridge", "Poe Wire", "It reopened.")
    assert found.published.isoformat() == "2024-11-29T17:48:00+02:00"
    assert found.updated.isoformat() == "2024-11-30T08:00:00+02:00"
    assert (found.source, found.external_id) == ("urn:1", "urn:1")


def test_a_wrong_label_of_the_encoding_is_survived(files):
    folder = files({"feed.rss": RSS.format(encoding="iso-8859-1")})
    assert next(read([folder / "feed.rss"])).title == "Bridge & mill “reopen”"


def test_a_malformed_feed_gives_what_can_be_read_and_one_sentence(files):
    broken = RSS.format(encoding="utf-8").split("<item><title>Nothing")[0] + "<item><b></item>"
    found = list(read([files({"feed.xml": broken}) / "feed.xml"]))
    assert next(one.title for one in found if isinstance(one, Draft)) == "Bridge & mill “reopen”"
    told = [one.reason for one in found if isinstance(one, Entry)]
    assert told[-1].startswith("The feed is not well-formed")


def test_feeds_that_give_nothing(reason):
    assert reason("a.xml", "<rss><channel><<<").startswith(
        ("The file is not a well-formed feed", "The file is a feed without entries")
    )
    assert reason("b.xml", "<?xml version='1.0'?><sitemap/>") == (
        "The file is XML, but neither an RSS nor an Atom feed."
    )
    assert reason("c.rss", "<rss version='2.0'><channel><title>x</title></channel></rss>") == (
        "The file is a feed without entries."
    )


def test_entities_do_not_explode(reason):
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12)
    )
    reason("a.xml", f"<?xml version='1.0'?>{bomb}]><rss><channel>&a11;</channel></rss>")
