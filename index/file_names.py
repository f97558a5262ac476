"""What the name of a file says about its article."""

from __future__ import annotations

import re
from typing import Final

from index.dates import parse_date
from index.metadata import Metadata

_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_FIELDS: Final = re.compile(r"_{1,2}|--|\s+[-–]\s+")


def metadata_of_name(stem: str) -> Metadata:
    """Return date, title and outlet from a file's name without its suffix.

    "2024-11-30-bridge-reopens" gives a date and the title "Bridge reopens". An outlet is taken
    only where a separator of its own sets it apart, as in "2024-11-30_daily-post_bridge-reopens":
    in "2024-11-30-daily-post-bridge-reopens" nobody can say where it ends.
    """
    match = _DATE.search(stem)
    published = parse_date("-".join(match.groups())) if match else None
    rest = stem
    if match:
        before, after = stem[: match.start()], stem[match.end() :]
        rest = after.strip(" -_.") or before.strip(" -_.")
        pieces = [_words(piece) for piece in _FIELDS.split(rest) if piece.strip(" -_.")]
        if after and len(pieces) == 2 and not before.strip(" -_."):
            return Metadata(title=pieces[1], outlet=pieces[0].title(), published=published)
    return Metadata(title=_words(rest), published=published)


def _words(slug: str) -> str:
    words = slug if " " in slug.strip() else re.sub(r"[-_]+", " ", slug)
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]
