"""Names and quoted phrases of a sentence that its evidence does not hold, or holds elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.verdict import Cited, Finding
from assistant.language.calendar import MONTHS, WEEKDAYS
from assistant.language.names import names, same_speaker
from assistant.language.words import FUNCTION_WORDS, stem, words

_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)‘([^’]{8,})’(?!\w)")
_PLACE = frozenset("in at near from to around outside inside into of across towards toward".split())
_CALENDAR = frozenset(stem(word) for name in (*WEEKDAYS, *MONTHS) for word in (name, name[:3])) | {
    stem("sept"),
    stem("according"),
}


def check_names(text: str, spans: Sequence[Cited], allowed: Sequence[str] = ()) -> list[Finding]:
    """Return the names of a sentence that the cited quotes and articles do not hold.

    Names of `allowed` (the speaker, whose part is checked elsewhere) pass. A place that only the
    article's title names does not pass where the quote has another name in the same place.
    """
    quotes = " ".join(span.quote for span in spans)
    held = _stems(quotes)
    around = _stems(
        " ".join(part for span in spans for part in (span.speaker, span.outlet, *allowed))
    )
    titles = _stems(" ".join(span.title for span in spans))
    findings = []
    for name in names(text, skip_first=True):
        missing = [part for part in _parts(name) if part not in held | around]
        if not missing or any(same_speaker(name, other) for other in allowed):
            continue
        if all(part in titles for part in missing) and not _place_taken(text, name, quotes):
            continue
        findings.append(Finding(f"the cited words do not name {name}"))
    return findings or _misplaced(text, quotes)


def check_quotations(text: str, spans: Sequence[Cited]) -> list[Finding]:
    """Return the quoted phrases of a sentence that no cited quote holds word for word."""
    held = [_plain(f"{span.quote} {span.title}") for span in spans]
    findings = []
    for match in _QUOTED.finditer(text):
        phrase = next(group for group in match.groups() if group)
        pieces = [_plain(piece) for piece in re.split(r"\s*(?:…|\.\.\.|\[[^\]]*\])\s*", phrase)]
        for piece in pieces:
            if piece and not any(piece in quote for quote in held):
                findings.append(Finding(f"nobody is quoted with “{phrase}”"))
                break
    return findings


def _misplaced(text: str, quotes: str) -> list[Finding]:
    """Return names that stand in another place of the sentence than in the quotes.

    A name must have a neighbour (the word before or after it) that it has in the quotes, wherever
    both hold several names.
    """
    mine, theirs = _neighbours(text), _neighbours(quotes)
    if len(mine) < 2:
        return []
    findings = []
    for name, (before, after) in mine.items():
        places = [
            (b, a) for other, found in _all_neighbours(quotes) if other == name for b, a in [found]
        ]
        if not places or name not in theirs:
            continue
        if before in _PLACE and not any(before == b or after == a for b, a in places):
            findings.append(Finding(f"the cited words do not put it {before} {name}"))
    return findings


def _neighbours(text: str) -> dict[str, tuple[str, str]]:
    return dict(_all_neighbours(text))


def _all_neighbours(text: str) -> list[tuple[str, tuple[str, str]]]:
    """Return each name's last word (lower case) with the words right before and after the name."""
    found = []
    for name in names(text, skip_first=False):
        for match in re.finditer(re.escape(name), text):
            before = words(text[max(0, match.start() - 30) : match.start()])
            after = words(text[match.end() : match.end() + 30])
            found.append(
                (
                    name.lower(),
                    (before[-1].lower() if before else "", after[0].lower() if after else ""),
                )
            )
    return found


def _place_taken(text: str, name: str, quotes: str) -> bool:
    """Return whether the quotes have another name after the preposition before this one."""
    match = re.search(rf"\b(\w+)\s+(?:the\s+)?{re.escape(name)}", text)
    if match is None or match.group(1).lower() not in _PLACE:
        return False
    others = re.findall(rf"\b{match.group(1)}\s+(?:the\s+)?([A-Z]\w+)", quotes)
    return any(other not in text for other in others)


def _parts(name: str) -> list[str]:
    return [
        part
        for word in words(name)
        if word.lower() not in FUNCTION_WORDS and (part := stem(word)) not in _CALENDAR
        if part and not part.isdigit()
    ]


def _stems(text: str) -> set[str]:
    found = set()
    for word in words(text):
        found.add(stem(word))
        found.update(stem(part) for part in re.split(r"[-.’']", word) if len(part) > 2)
    return found


def _plain(text: str) -> str:
    """Return words only, lower case: quotation marks, dashes and final stops do not count."""
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "").replace("'", "")))
