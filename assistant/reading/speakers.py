"""Who a source is: pronouns, surnames, acronyms and "the group" resolved within the article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.names import (
    HONORIFICS,
    Name,
    acronyms,
    find_names,
    fullest,
    is_body,
)
from index.datelines import parse_dateline

_PERSON = frozenset("he she him her his hers himself herself".split())
_BODY = frozenset("it its they their them theirs itself themselves".split())
_RELATIVE = frozenset("who whom whose which that".split())
_FIRST = frozenset("i me my mine we us our ours myself ourselves".split())
_TRAILING = re.compile(r"[\s,;:.—–\-\]()\[“”\"]+$|^[\s,;:.—–\-\[)(\]“”\"]+")
_ASIDE = re.compile(r",\s+(?:an?|the|who|which|whose|one of|his|her|its|their)\b")
_LEADING = re.compile(r"^(?:as|by|from|of|with|to|at)\s+(?=\S)")
_POSSESSIVE = re.compile(r"['’]s?$")
_DESCRIPTION = re.compile(r"^(?:the|this|that|these|those|its|their)\s+(.*)$", re.IGNORECASE)
_MALE, _FEMALE = (
    frozenset("mr sir king prince lord".split()),
    frozenset("mrs ms miss queen princess lady".split()),
)


@dataclass(frozen=True, slots=True)
class SourceMention:
    """A source as written, at `start:end`; `content` is what it says."""

    start: int
    end: int
    content: tuple[tuple[int, int], ...]


def speaker_aliases(text: str) -> dict[str, str]:
    """Return short names used in a text with their fullest form in it.

    Acronyms come from brackets ("World Health Organization (WHO)") or initials; surnames and
    shortened names from longer names that contain them.
    """
    names = find_names(text)
    made = acronyms(text, names)
    for name in names:
        if name.text not in made:
            full = fullest(name.text, names, name.start)
            if full is not None and full != name.text:
                made[name.text] = full
    return made


class SpeakerResolver:
    """Resolves the sources of one article."""

    def __init__(self, text: str) -> None:
        """Find the names of the article once."""
        self._text = text
        self.names = _outside_datelines(text, find_names(text))
        self._acronyms = acronyms(text, self.names)

    def resolve(self, mentions: Sequence[SourceMention | None]) -> list[str]:
        """Return the speaker of every attribution, in text order; "" where there is no source.

        Earlier speakers are candidates for the pronouns of later ones.
        """
        speakers: list[str] = []
        placed: list[tuple[SourceMention, str]] = []
        for mention in mentions:
            if mention is None:
                speakers.append("")
                continue
            speaker = self._speaker(mention, placed)
            speakers.append(speaker)
            placed.append((mention, speaker))
        return speakers

    def _speaker(self, mention: SourceMention, placed: Sequence[tuple[SourceMention, str]]) -> str:
        written = main_part(clean(self._text[mention.start : mention.end]))
        lowered = written.lower()
        found: str | None
        if lowered in _FIRST:
            found = self._outer(mention, placed)
        elif lowered in _RELATIVE:
            found = self._antecedent(mention)
        elif lowered.startswith(("a ", "an ")):
            found = self._beside(mention)
        elif lowered in _PERSON:
            found = self._last(mention, placed, body=False, pronoun=lowered)
        elif lowered in _BODY:
            found = self._last(mention, placed, body=True, pronoun=lowered)
        elif _DESCRIPTION.match(written) and not re.search(r"[A-Z]", written[1:]):
            found = self._described(written, mention, placed)
        else:
            found = self._heard(written, placed) or self._named(written, mention.start)
        return found or written

    @staticmethod
    def _heard(written: str, placed: Sequence[tuple[SourceMention, str]]) -> str | None:
        """Return the latest earlier speaker whose full name ends in a written surname."""
        words = Name(0, 0, written).words
        if len(words) != 1 or not written[:1].isupper():
            return None
        for _, speaker in reversed(placed):
            full = Name(0, 0, speaker).words
            if 1 < len(full) <= 4 and full[-1] == words[0] and speaker[:1].isupper():
                return speaker
        return None

    def _named(self, written: str, start: int) -> str | None:
        """Return the fullest form of a written name, or None to keep it."""
        bare = re.sub(r"^[Tt]he\s+", "", written)
        if bare in self._acronyms:
            return self._acronyms[bare]
        if not all(w[:1].isupper() or w in {"of", "for", "the"} for w in bare.split()):
            return None
        return fullest(bare, self.names, start)

    def _outer(
        self, mention: SourceMention, placed: Sequence[tuple[SourceMention, str]]
    ) -> str | None:
        """Return who is being quoted when "I" or "we" speaks inside the quotation."""
        for other, speaker in reversed(placed):
            if any(start <= mention.start and mention.end <= end for start, end in other.content):
                return speaker
        return None

    def _antecedent(self, mention: SourceMention) -> str | None:
        """Return the name right before a relative pronoun."""
        before = [n for n in self.names if n.end <= mention.start]
        if before and mention.start - before[-1].end <= 60:
            between = self._text[before[-1].end : mention.start]
            if not re.search(r"[.!?\n]", between):
                return self._named(before[-1].text, mention.start) or before[-1].text
        return None

    def _beside(self, mention: SourceMention) -> str | None:
        """Return the name to which "a rescue group" is an aside: "The Helpers, a rescue group"."""
        before = [n for n in self.names if n.end <= mention.start]
        if before and self._text[before[-1].end : mention.start].strip() == ",":
            return self._named(before[-1].text, mention.start) or before[-1].text
        return None

    def _last(
        self,
        mention: SourceMention,
        placed: Sequence[tuple[SourceMention, str]],
        *,
        body: bool,
        pronoun: str,
    ) -> str | None:
        """Return the nearest earlier speaker, else name, of the kind that a pronoun asks for."""
        for other, speaker in reversed(placed):
            named = any(c.isupper() for c in speaker)
            if other.end <= mention.start and named and self._fits(speaker, body, pronoun):
                return speaker
        for name in reversed([n for n in self.names if n.end <= mention.start]):
            full = self._named(name.text, mention.start) or name.text
            if self._fits(full, body, pronoun) and (body or len(full.split()) > 1):
                return full
        return None

    def _fits(self, speaker: str, body: bool, pronoun: str) -> bool:
        if body:
            return is_body(speaker) or pronoun.startswith("the")
        if is_body(speaker):
            return False
        titles = self._titles(speaker)
        wrong = _FEMALE if pronoun in {"he", "him", "his", "himself"} else _MALE
        return not titles & wrong

    def _titles(self, speaker: str) -> set[str]:
        """Return the honorifics that the article puts before a speaker's last word."""
        last = re.escape(speaker.rsplit(maxsplit=1)[-1])
        found = re.findall(
            rf"\b([A-Z][a-z]+)\.?[ \u00a0](?:[A-Z][\w.-]*[ \u00a0])?{last}\b", self._text
        )
        return {word.lower() for word in found if word.lower() in HONORIFICS}

    def _described(
        self, written: str, mention: SourceMention, placed: Sequence[tuple[SourceMention, str]]
    ) -> str | None:
        """Return whom "the mayor" or "the group" means, if a name says so or one was just told."""
        head = written.rsplit(maxsplit=1)[-1].lower()
        earlier = [n for n in self.names if n.end <= mention.start]
        for name in reversed(earlier):
            if head in name.text.lower().split() and len(name.text.split()) > 1:
                return self._named(name.text, mention.start) or name.text
        for name in reversed(earlier):
            lead = self._text[max(0, name.start - len(head) - 1) : name.start].strip().lower()
            tail = self._text[name.end : name.end + 60].split("\n")[0]
            if lead == head or re.match(
                rf",\s+(?:an?|the)\s+(?:\w+\s+){{0,4}}{re.escape(head)}\b", tail
            ):
                return self._named(name.text, mention.start) or name.text
        if is_body(head):
            return self._last(mention, placed, body=True, pronoun="it")
        return None


def _outside_datelines(text: str, names: Sequence[Name]) -> list[Name]:
    """Return the names but for the places that paragraphs were filed from, which say nothing."""
    kept = []
    for name in names:
        first = text.rfind("\n", 0, name.start) + 1
        found = parse_dateline(text[first : first + 200].partition("\n")[0])
        if found is None or name.start - first >= found.end:
            kept.append(name)
    return kept


def main_part(source: str) -> str:
    """Return the name out of "the mayor, Ana Silva" or "Ana Silva, who is the mayor"."""
    aside = _ASIDE.search(source)
    if aside and any(c.isupper() for c in source[1 : aside.start()]):
        return source[: aside.start()]
    lead, _, name = source.partition(", ")
    capitals = [word[:1].isupper() for word in name.split()]
    if capitals and all(capitals) and not any(c.isupper() for c in lead[1:]):
        return name
    return source


def clean(source: str) -> str:
    """Strip a written source of outer punctuation, prepositions, possessive and line breaks."""
    return _LEADING.sub("", _POSSESSIVE.sub("", _TRAILING.sub("", " ".join(source.split()))))


__all__ = ["Name", "SourceMention", "SpeakerResolver", "clean", "speaker_aliases"]
