"""Faithful and corrupted sentences made by rules from the gold quotes of question sets."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.checking import EvidenceSpan
from assistant.checking.saying import is_pronominal, said
from assistant.figures import figures
from assistant.figures.numerals import numerals
from assistant.followups.grammar import is_verb
from assistant.language.names import name_key, names

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_UNITS = {
    "percent": "percentage points",
    "per cent": "percentage points",
    "metres": "kilometres",
    "kilometres": "metres",
    "meters": "kilometers",
    "centimetres": "metres",
    "euros": "dollars",
    "kelders": "euros",
    "crowns": "euros",
    "thalers": "euros",
    "dollars": "euros",
    "years": "months",
    "months": "weeks",
    "days": "hours",
    "hours": "minutes",
    "weeks": "days",
    "tonnes": "kilograms",
    "kilograms": "tonnes",
    "million": "billion",
    "billion": "million",
    "degrees": "metres",
    "minutes": "hours",
}
_STATES = {
    "killed": "injured",
    "injured": "killed",
    "dead": "injured",
    "died": "survived",
    "displaced": "killed",
    "missing": "dead",
    "confirmed": "denied",
    "denied": "confirmed",
    "rose": "fell",
    "fell": "rose",
    "risen": "fallen",
    "fallen": "risen",
    "acquitted": "convicted",
    "convicted": "acquitted",
    "reduced": "increased",
    "increased": "reduced",
    "won": "lost",
    "lost": "won",
    "before": "after",
    "after": "before",
    "rejected": "accepted",
    "accepted": "rejected",
    "more": "fewer",
    "arrested": "released",
}
_AUXILIARY = re.compile(
    r"\b(?P<aux>was|were|is|are|had|has|have|will|would|could|can|did|may)\b(?! not|n['’]t)(?= [a-z])"
)
_NEGATION = re.compile(r"\b(was|were|is|are|had|has|have|will|would|could|can|did|do|does) not\b")


@dataclass(frozen=True)
class Item:
    """A sentence with its evidence, whether it is faithful, its kind, and its article."""

    sentence: str
    evidence: tuple[EvidenceSpan, ...]
    faithful: bool
    kind: str
    article: str


@dataclass(frozen=True)
class Source:
    """A gold quote of one sentence, its speaker, and a sentence that says it with its speaker."""

    article: str
    quote: str
    speaker: str
    base: str


def half(article: str) -> str:
    """Return the half of the bank that an article's sentences belong to."""
    even = hashlib.sha256(article.encode()).digest()[0] % 2 == 0
    return "development" if even else "other"


def bank(folder: Path, *, most: int = 60, seed: int = 7) -> list[Item]:
    """Return the sentences made from every set below `folder`, at most `most` a kind and half."""
    chance = random.Random(seed)
    made: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for place in sorted(folder.glob("*/questions.jsonl")):
        sources = _sources(place)
        pools = _pools(sources)
        for source in sources:
            for item in _items(source, sources, pools, chance):
                made[item.kind, half(item.article)].append(item)
    chosen = []
    for key in sorted(made):
        items = list(dict.fromkeys(made[key]))
        chance.shuffle(items)
        chosen += items[:most]
    return chosen


def _sources(place: Path) -> list[Source]:
    found: dict[tuple[str, str], Source] = {}
    for line in place.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for citation in row.get("citations", ()):
            quote = " ".join(citation["quote"].split())
            article = f"{place.parent.name}/{citation['article']}"
            if not _usable(quote) or (found.get((article, quote)) and not row.get("speaker")):
                continue
            speaker = row.get("speaker") or ""
            base = _base(quote, speaker)
            if base:
                found[article, quote] = Source(article, quote, speaker, base)
    return list(found.values())


def _usable(quote: str) -> bool:
    count = len(quote.split())
    ends = bool(re.search(r"[.”\"]$", quote)) and len(re.findall(r"[.!?]\s+[A-Z“]", quote)) == 0
    return 7 <= count <= 45 and ends and quote[:1].isupper()


def _base(quote: str, speaker: str) -> str:
    """Return the quote as a sentence that names its speaker, or nothing where that is not safe."""
    inside = said(quote)
    if inside and is_pronominal(inside.speaker):
        return ""
    if not speaker or inside:
        return quote
    if any(part in quote for part in speaker.split() if part[:1].isupper()):
        return quote
    if re.search(r"[“”]|\b(?:I|we|my|our|he|she|they|his|her|their)\b", quote):
        return ""
    return f"According to {speaker}, {_lowered(quote)}"


def _pools(sources: Sequence[Source]) -> dict[str, list[str]]:
    """Return what may take the place of something: speakers, places, counted things."""
    speakers, places, counted = [], [], []
    for source in sources:
        if source.speaker:
            speakers.append(source.speaker)
        places += re.findall(
            r"\b(?:in|at|near|from|around) ((?:[A-Z][a-z]+)(?: [A-Z][a-z]+)?)\b(?! \d)",
            source.quote,
        )
        counted += [
            f.counted.split()[-1] for f in figures(source.quote) if f.counted and not f.unit
        ]
    calendar = {*_DAYS, *_MONTHS}
    places = [p for p in places if not set(p.split()) & calendar]
    return {
        "speakers": sorted(set(speakers)),
        "places": sorted(set(places)),
        "counted": sorted({word for word in counted if word.islower() and word.endswith("s")}),
    }


def _items(
    source: Source,
    sources: Sequence[Source],
    pools: dict[str, list[str]],
    chance: random.Random,
) -> Iterator[Item]:
    others = [s for s in sources if s.quote != source.quote]
    spans = [EvidenceSpan(1, source.quote, source.speaker)]
    spans += [
        EvidenceSpan(number, other.quote, other.speaker)
        for number, other in enumerate(chance.sample(others, min(2, len(others))), 2)
    ]
    evidence = tuple(spans)
    item = Item(_cited(source.base), evidence, True, "verbatim", source.article)
    yield item
    for kind, make in _FAITHFUL.items():
        for text in make(source):
            yield replace(item, sentence=_cited(text), kind=kind)
    for kind, change in _CORRUPT.items():
        text = change(source, pools, chance)
        if text and text != source.base:
            yield replace(item, sentence=_cited(text), kind=kind, faithful=False)
    yield replace(
        item, sentence=_cited(source.base, "[9]"), kind="citation invented", faithful=False
    )
    mates = [s for s in others if s.article == source.article]
    if mates and (text := _join(source.base, (mate := chance.choice(mates)).base)):
        pair = (evidence[0], EvidenceSpan(2, mate.quote, mate.speaker))
        yield replace(item, sentence=text, evidence=pair, kind="two facts joined")
    if mates and (text := _merge(source.base, (mate := chance.choice(mates)).base)):
        pair = (evidence[0], EvidenceSpan(2, mate.quote, mate.speaker))
        merged = replace(item, sentence=_cited(text, "[1][2]"), evidence=pair)
        yield replace(merged, kind="half-true merge", faithful=False)


def _cited(text: str, markers: str = "[1]") -> str:
    return f"{text.rstrip('. ')} {markers}."


# -- faithful ------------------------------------------------------------------------------


def _reordered(source: Source) -> Iterator[str]:
    body = source.base.rstrip(".")
    if "“" in body or said(body):
        return
    if (
        match := re.match(
            r"^((?:On|In|At|After|Before|When|By|Since|During|For) [^,]{4,60}), ([^,]+(?:, .+)?)$",
            body,
        )
    ) or (match := re.match(r"^([^,]+), ((?:after|when|because|while|before) [^,]+)$", body)):
        yield f"{_raised(match.group(2))}, {_lowered(match.group(1))}."


def _passive(source: Source) -> Iterator[str]:
    body = source.base.rstrip(".")
    match = re.match(
        r"^(?P<s>(?:The |An? |[A-Z])[\w’'-]*(?: [\w’'-]+){0,4}?) (?P<h>(?:has|have|had) )?"
        r"(?P<v>[a-z]+ed) (?P<o>(?:the|a|an|its|more|about|some|two|three|[A-Z0-9])[\w’'.,-]*"
        r"(?: (?!to\b|that\b|and\b)[\w’'-]+)*?)(?P<r>(?: (?:in|on|at|for|after|with|from|by|to) .+)?)$",
        body,
    )
    if not match or said(body) or not is_verb(match.group("v")) or "“" in body:
        return
    if any(is_verb(word) or word.endswith("ed") for word in match.group("s").split()[1:]):
        return
    thing = match.group("o")
    plural = bool(re.search(r"(?<!s)s$", thing)) and not thing.startswith(("a ", "an "))
    was = {"has ": "has been", "have ": "has been", "had ": "had been"}.get(match.group("h") or "")
    was = was or ("were" if plural else "was")
    if plural and was == "has been":
        was = "have been"
    yield f"{_raised(thing)} {was} {match.group('v')} by {_lowered(match.group('s'))}{match.group('r')}."


def _digits_words(source: Source) -> Iterator[str]:
    for numeral in numerals(source.base):
        written = source.base[numeral.start : numeral.end]
        before = source.base[max(0, numeral.start - 12) : numeral.start]
        after = source.base[numeral.end : numeral.end + 12]
        dated = re.search(
            rf"(?:{'|'.join(m[:3] for m in _MONTHS)})[a-z]*\.? $", before
        ) or re.match(rf" (?:{'|'.join(m[:3] for m in _MONTHS)})", after)
        if (
            dated
            or re.search(r"[$€£:]$|crane $|No\. $|TV-$", before)
            or re.match(r"[:,.]\d|th|st|%", after)
        ):
            continue
        value = int(numeral.value) if numeral.value == int(numeral.value) else -1
        if not 2 <= value <= 99 or before.endswith("-"):
            continue
        new = _in_words(value) if written.isdigit() else str(value)
        text = source.base[: numeral.start] + new + source.base[numeral.end :]
        if "“" not in text:
            yield _raised(text)
            return


def _attribution_moved(source: Source) -> Iterator[str]:
    inside = said(source.base)
    if inside is None or is_pronominal(inside.speaker) or "“" in source.base:
        return
    cue = inside.cue if inside.cue in ("said", "reported", "estimated", "announced") else "said"
    if re.search(r"\b(?:told|denied|denies|confirmed|warned)\b", inside.cue) or not re.search(
        r"\b(?:was|were|is|are|had|has|have|will|would|could|can|did|\w+ed)\b", inside.content
    ):
        return
    if inside.content.lower().startswith(("to ", "the same", "it ", "in a ")):
        return
    if source.base.startswith(inside.speaker) or source.base.lower().startswith("according"):
        yield f"{_raised(inside.content)}, {_lowered(inside.speaker)} {cue}."
    else:
        yield f"According to {_lowered(inside.speaker)}, {_lowered(inside.content)}."


def _dropped(source: Source) -> Iterator[str]:
    body = source.base.rstrip(".")
    if "“" in body or len(body.split()) < 14:
        return
    if match := re.match(r"^([^,]{40,}), (?:which|who|where|when|after|as|up from) .+$", body):
        yield f"{match.group(1)}."


_FAITHFUL: dict[str, Callable[[Source], Iterator[str]]] = {
    "clauses reordered": _reordered,
    "active and passive": _passive,
    "digits and words": _digits_words,
    "attribution moved": _attribution_moved,
    "clause dropped": _dropped,
}


# -- corrupted -----------------------------------------------------------------------------

Pools = dict[str, list[str]]


def _number(source: Source, _: Pools, chance: random.Random) -> str:
    found = [f for f in figures(source.base) if f.low == f.high and not f.is_year]
    found = [f for f in found if not _in_date(source.base, f.number_start, f.number_end)]
    if not found:
        return ""
    figure = chance.choice(found)
    value = figure.low
    written = source.base[figure.number_start : figure.number_end]
    if written.isdigit() and value < 1e6:
        new = str(max(1, int(value + chance.choice([-9, -3, -1, 1, 2, 7, 10, 30]))))
        new = str(int(value) + 4) if new == written else new
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+", written):
        new = f"{int(value) + int(figure.step) * chance.choice([1, 2, 3]):,}"
    elif re.fullmatch(r"\d+\.\d+", written):
        new = f"{value + chance.choice([0.3, 1.0, -0.2]):.{len(written.partition('.')[2])}f}"
    elif written.lower() in [*_SMALL, *_TENS] and 1 < value < 90:
        new = _in_words(int(value) + chance.choice([1, 2, 5]))
    else:
        return ""
    return source.base[: figure.number_start] + new + source.base[figure.number_end :]


def _speaker(source: Source, pools: Pools, chance: random.Random) -> str:
    inside = said(source.base)
    if inside is None or is_pronominal(inside.speaker):
        return ""
    own = name_key(inside.speaker) | name_key(source.speaker)
    others = [s for s in pools["speakers"] if not name_key(s) & own]
    if not others or inside.speaker not in source.base:
        return ""
    other = chance.choice(others)
    first = source.base.startswith(inside.speaker)
    return source.base.replace(inside.speaker, _raised(other) if first else other, 1)


def _unit(source: Source, _: Pools, chance: random.Random) -> str:
    found = [
        match
        for old in _UNITS
        for match in re.finditer(rf"(?<=[\d\w] ){old}\b", source.base)
        if any(f.end >= match.start() >= f.start for f in figures(source.base))
    ]
    if not found:
        return ""
    match = chance.choice(found)
    return source.base[: match.start()] + _UNITS[match.group()] + source.base[match.end() :]


def _counted(source: Source, pools: Pools, chance: random.Random) -> str:
    found = [f for f in figures(source.base) if f.counted and not f.unit and not f.is_year]
    found = [f for f in found if f.counted.split()[-1].islower() and f.counted.endswith("s")]
    found = [f for f in found if not _in_date(source.base, f.number_start, f.number_end)]
    others = [word for word in pools["counted"] if word not in source.base]
    if not found or not others:
        return ""
    figure = chance.choice(found)
    head = figure.counted.split()[-1]
    at = source.base.find(head, figure.end)
    return source.base[:at] + chance.choice(others) + source.base[at + len(head) :]


def _state(source: Source, _: Pools, chance: random.Random) -> str:
    found = [m for old in _STATES for m in re.finditer(rf"\b{old}\b", source.base)]
    if not found:
        return ""
    match = chance.choice(found)
    return source.base[: match.start()] + _STATES[match.group()] + source.base[match.end() :]


def _negation(source: Source, _: Pools, chance: random.Random) -> str:
    if match := _NEGATION.search(source.base):
        return source.base[: match.end(1)] + source.base[match.end() :]
    found = [
        m for m in _AUXILIARY.finditer(source.base) if not _in_quotation(source.base, m.start())
    ]
    if not found:
        return ""
    match = chance.choice(found)
    return f"{source.base[: match.end()]} not{source.base[match.end() :]}"


def _date(source: Source, _: Pools, chance: random.Random) -> str:
    wording = "|".join([*_DAYS, *(m for m in _MONTHS if m != "May")])
    found = list(re.finditer(rf"\b(?:{wording})\b", source.base))
    found += list(re.finditer(r"\b(?:19|20)\d\d\b(?=[ ,.)]|$)(?! \w+s\b)", source.base))
    if not found:
        return ""
    match = chance.choice(found)
    word = match.group()
    if word.isdigit():
        new = str(int(word) + chance.choice([-1, 1, 2]))
    else:
        pool = [name for name in (_DAYS if word in _DAYS else _MONTHS) if name not in source.quote]
        pool = [name for name in pool if name != "May"]
        new = chance.choice(pool)
    return source.base[: match.start()] + new + source.base[match.end() :]


def _place(source: Source, pools: Pools, chance: random.Random) -> str:
    inside = said(source.base)
    speaker = inside.speaker if inside else ""
    found = [
        match
        for match in re.finditer(
            r"\b(?:in|at|near|from|around) (?P<p>[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b(?! \d)",
            source.base,
        )
        if match.group("p") in pools["places"] and match.group("p") not in speaker
    ]
    others = [p for p in pools["places"] if p not in source.quote]
    others = [p for p in others if not any(part in source.quote for part in p.split())]
    if not found or not others:
        return ""
    match = chance.choice(found)
    return source.base[: match.start("p")] + chance.choice(others) + source.base[match.end("p") :]


_CORRUPT: dict[str, Callable[[Source, Pools, random.Random], str]] = {
    "number changed": _number,
    "speaker swapped": _speaker,
    "unit swapped": _unit,
    "counted thing swapped": _counted,
    "state swapped": _state,
    "negation": _negation,
    "date moved": _date,
    "place swapped": _place,
}


def _merge(one: str, other: str) -> str:
    """Return the subject of one fact with the predicate of the other."""
    verb = re.compile(r" (?=(?:was|were|is|are|had|has|have|will|would|could|can)\b)")
    first, second = verb.split(one, maxsplit=1), verb.split(other, maxsplit=1)
    if len(first) < 2 or len(second) < 2 or len(second[1].split()) < 5 or "“" in one + other:
        return ""
    if len(first[0].split()) > 12 or name_key(first[0]) == name_key(second[0]):
        return ""
    return f"{first[0]} {second[1]}"


def _join(one: str, other: str) -> str:
    """Return two facts as one sentence with both markers, where neither has reported speech."""
    if "“" in one + other or said(one) or said(other) or len(f"{one} {other}".split()) > 45:
        return ""
    if re.search(r"\b(?:while|whereas|but)\b|, and|;", one + other):
        return ""
    return f"{one.rstrip('. ')} [1], and {_lowered(other).rstrip('. ')} [2]."


def _in_words(value: int) -> str:
    if value < 20:
        return _SMALL[value]
    tens = _TENS[value // 10 - 2]
    return f"{tens}-{_SMALL[value % 10]}" if value % 10 else tens


def _in_date(text: str, start: int, end: int) -> bool:
    month = "|".join(name[:3] for name in _MONTHS)
    return bool(
        re.search(rf"\b(?:{month})[a-z]*\.? $", text[:start])
        or re.match(rf" (?:{month})", text[end:])
    )


def _in_quotation(text: str, place: int) -> bool:
    return text.count("“", 0, place) > text.count("”", 0, place)


def _lowered(text: str) -> str:
    first = text.split(" ", 1)[0]
    known = names(text)
    lone = known and known[0].split()[0] == first and len(known[0].split()) > 1
    common = first.lower() in _COMMON or not (lone or first in " ".join(known[1:]))
    return text[:1].lower() + text[1:] if common and first.lower() in _COMMON else text


_COMMON = frozenset(
    """
        the a an this that these those his her its their on in at after before when by since during
        for with no some about more over at least nearly only all both two three four five six seven
        eight nine ten it he she they there one
    """.split()
)


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]
