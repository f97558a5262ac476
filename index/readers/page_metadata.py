"""The metadata of an HTML page: meta tags, JSON-LD, canonical link, time elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from index.dates import parse_date, parse_labelled_dates
from index.metadata import Metadata
from index.urls import canonical_url

_NAMES: Final = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "outlet": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "byline": ("author", "article:author", "byl", "dc.creator", "parsely-author"),
    "published": (
        "article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
        "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "dc.date",
        "dc.date.issued", "dcterms.created", "dcterms.issued", "article.published", "date",
    ),
    "updated": (
        "article:modified_time", "datemodified", "og:updated_time", "dc.date.modified",
        "dcterms.modified", "lastmod", "last-modified", "article.updated",
    ),
    "url": ("og:url", "twitter:url"),
    "language": ("og:locale", "dc.language", "content-language", "language"),
}  # fmt: skip
_ARTICLE_TYPES: Final = re.compile(r"(?:\w*Article|\w*BlogPosting|Report|\w*Posting|WebPage)$")
_PATH_DATE: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)")


def metadata_of_page(tree: Any, url: str = "") -> Metadata:
    """Return what an HTML page (an lxml tree) says of itself; `url` is where it was fetched."""
    found = _of_json_ld(tree).or_else(_of_meta_tags(tree)).or_else(_of_body(tree))
    links = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    address = canonical_url(links[0], url) if links else ""
    address = address or canonical_url(found.url, url)
    return Metadata(url=address).or_else(found).or_else(_of_path(address or url))


def _of_meta_tags(tree: Any) -> Metadata:
    tags: dict[str, str] = {}
    for tag in tree.iter("meta"):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        value = (tag.get("content") or "").strip()
        if key and value:
            tags.setdefault(key.strip().lower(), value)
    values: dict[str, Any] = {}
    for field, names in _NAMES.items():
        given = (tags[name] for name in names if name in tags)
        if field in ("published", "updated"):
            values[field] = next(filter(None, map(parse_date, given)), None)
        else:
            # An author given as the address of a profile names nobody.
            kept = (v for v in given if field == "url" or not v.lower().startswith("http"))
            values[field] = next(kept, "")
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    values["language"] = language or values["language"]
    return Metadata(**values)


def _of_json_ld(tree: Any) -> Metadata:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            value = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            kind = thing.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(_ARTICLE_TYPES.match(str(name)) for name in kinds) and thing.get("headline"):
                return Metadata(
                    title=str(thing["headline"]).strip(),
                    outlet=_named(thing.get("publisher")),
                    byline=_named(thing.get("author")),
                    published=parse_date(thing.get("datePublished")),
                    updated=parse_date(thing.get("dateModified")),
                    language=_named(thing.get("inLanguage")),
                )
    return Metadata()


def _things(value: Any) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (thing for thing in graph if isinstance(thing, dict))


def _named(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_named, value)))
    if isinstance(value, dict):
        return str(value.get("name") or "").strip()
    text = str(value or "").strip()
    return "" if text.lower().startswith("http") else text


def _of_body(tree: Any) -> Metadata:
    """Return what visible elements say: the first heading, times, lines of dates."""
    dates: dict[str, datetime] = {}
    for element in tree.iter("time"):
        text = " ".join(element.text_content().split())
        found = parse_date(element.get("datetime")) or parse_date(text)
        if found:
            around = f"{element.get('class') or ''} {element.get('itemprop') or ''} {text} "
            around += (element.getparent().text or "") if element.getparent() is not None else ""
            kind = "updated" if re.search(r"updat|modif", around, re.IGNORECASE) else "published"
            dates.setdefault(kind, found)
    if "published" not in dates:
        for element in tree.iter("p", "span", "div"):
            text = " ".join((element.text or "").split())
            if 8 <= len(text) <= 120 and not len(element):
                for kind, found in (parse_labelled_dates(text) or {}).items():
                    dates.setdefault(kind, found)
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1")]
    names = tree.xpath("//*[@rel='author' or @itemprop='author']")
    byline = " ".join(names[0].text_content().split())[:100] if names else ""
    return Metadata(
        title=headings[0] if len(headings) == 1 else _head_title(tree),
        byline=byline,
        published=dates.get("published"),
        updated=dates.get("updated"),
    )


def _head_title(tree: Any) -> str:
    """Return the title of the head without the site's name after a bar."""
    title = " ".join(" ".join(tree.xpath("//head/title/text()")).split())
    return title.rpartition(" | ")[0] or title


def _of_path(url: str) -> Metadata:
    match = _PATH_DATE.search(url)
    if match is None:
        return Metadata()
    year, month, day = match.groups()
    return Metadata(published=parse_date(f"{year}-{month:0>2}-{day:0>2}"))
