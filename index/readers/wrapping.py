"""Hard-wrapped text: line breaks that only fit a width are taken out again."""

from __future__ import annotations

import itertools
import re
from typing import Final

_SHORTEST: Final = 45
_WIDEST: Final = 100
_BULLET: Final = re.compile(r"\s*(?:[-*•>|]|\d{1,3}[.)])\s")


def unwrap(text: str) -> str:
    """Return `text` with hard-wrapped paragraphs joined into single lines.

    A break is taken out only if the next line's first word would not have fitted, in a text that
    has no longer lines at all; lists and quoted mail are left alone.
    """
    lines = text.split("\n")
    widths = [len(line.rstrip()) for line in lines[1:] if " " in line.strip()]
    width = max(widths, default=0)
    if not _SHORTEST <= width <= _WIDEST or sum(len(line) >= _SHORTEST for line in lines) < 2:
        return text
    joined = lines[:1]
    for before, line in itertools.pairwise(lines):
        word = line.split(" ", 1)[0]
        full = len(before.rstrip()) >= _SHORTEST and len(before.rstrip()) + 1 + len(word) > width
        if full and line.strip() and not line[0].isspace() and not _BULLET.match(line):
            joined[-1] = f"{joined[-1].rstrip()} {line}"
        else:
            joined.append(line)
    return "\n".join(joined)
