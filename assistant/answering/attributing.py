"""Whose words a span of an article is: a speaker's, or those of the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.words import content_stems
from index.article import Article
from index.attributions import StoredAttribution

_UNRESOLVED = re.compile(
    r"^(?:i|we|you|he|she|it|they|one|some|many|others?|both|all|who|whom|whose|which|that|this|"
    r"these|those|my|our|your|his|her|its|their)\b",
    re.IGNORECASE,
)


_LEAST_PROBABILITY = 0.4
_MARK = re.compile(r"[“”\"]")
_CLOSING = re.compile(r"[”\"]")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_STOP = re.compile(r"[.!?](?=\s|$)|\n")
_COUNTS = re.compile(
    r"(?<=[\w,)])\s(?:(?:now|still|also|however|has|have|had|itself|alone)\s){0,2}"
    r"(?P<verb>puts?|counts?|counted|lists?|listed|estimate[sd]?|expect(?:s|ed)?|record(?:s|ed)?|"
    r"register(?:s|ed)?|document(?:s|ed)?|tall(?:y|ies|ied)|reckon(?:s|ed)?|calculate[sd]?|"
    r"confirm(?:s|ed)|verified|(?:stands?|stood) at|(?:speaks?|spoke|spoken) of|"
    r"(?:gives?|gave)(?= (?:(?:an?|the|its|their) )?[\w ]{0,20}"
    r"(?:number|figure|toll|total|count)))\b"
)
_SUBJECT = re.compile(
    r"(?!(?:in|by|at|on|after|before|when|as|of|from|to|since|until|while|if|for|with|among|and|"
    r"but|so|yet|that|there|then|now|today|yesterday)\b)[^\W\d_][\w’'.&-]*"
    r"(?:\s(?!(?:it|he|she|they|has|have|had|was|were|is|are)\b)[\w’'.&-]+){0,8}",
    re.IGNORECASE,
)
_DIGIT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|hundreds?|dozens?)\b"
)
_FAR = 160
"""Characters from the sentence's beginning to its verb, an aside between commas included."""
_WE = re.compile(r"\b(?:we|our|ours|us)\b", re.IGNORECASE)


def is_named(attribution: StoredAttribution) -> bool:
    """Return whether the speaker is somebody, and the attribution more than a guess.

    A pronoun that stands for nobody the tagger found is nobody.
    """
    speaker = attribution.speaker.strip()
    if attribution.probability < _LEAST_PROBABILITY or not content_stems(speaker):
        return False
    return bool(speaker) and not (
        _UNRESOLVED.match(speaker) and not any(word[:1].isupper() for word in speaker.split()[1:])
    )


def holding(
    attributions: Sequence[StoredAttribution], start: int, end: int
) -> StoredAttribution | None:
    """Return the innermost attribution whose content covers most of `start:end`, or `None`."""
    best: StoredAttribution | None = None
    best_length = 0
    for attribution in attributions:
        covered = sum(max(0, min(end, e) - max(start, s)) for s, e in attribution.content_spans)
        length = sum(e - s for s, e in attribution.content_spans)
        if 2 * covered < max(1, end - start) or not is_named(attribution):
            continue
        if best is None or length < best_length:
            best, best_length = attribution, length
    return best


def attribution_of(
    article: Article, attributions: Sequence[StoredAttribution], start: int, end: int
) -> StoredAttribution | None:
    """Return whose words `article.text[start:end]` is, or `None` for the article's own voice.

    That is the attribution whose content holds it; or of which it is the source ("Ana Marr" of
    "…, said Ana Marr"); or that holds another part of the same quotation, since a quotation has
    one speaker; or the subject of a sentence that counts ("The League puts it at 87"); or the
    issuer of a text that speaks of itself as "we".
    """
    return (
        holding(attributions, start, end)
        or _speaking(attributions, start, end)
        or _quoting(article.text, attributions, start, end)
        or _counting(article, start, end)
        or _issuing(article, start, end)
    )


def _speaking(
    attributions: Sequence[StoredAttribution], start: int, end: int
) -> StoredAttribution | None:
    """Return the most probable attribution of which most of the span is the source."""
    own = [
        item
        for item in attributions
        if is_named(item)
        and 2 * sum(max(0, min(end, e) - max(start, s)) for s, e in item.source_spans)
        > max(1, end - start)
    ]
    return max(own, key=lambda item: item.probability, default=None)


def _quoting(
    text: str, attributions: Sequence[StoredAttribution], start: int, end: int
) -> StoredAttribution | None:
    """Return the named attribution that holds the nearest other part of the span's quotation."""
    around = quotation(text, start)
    if around is None or end > around[1] + 1:
        return None
    same = [
        (min(abs(s - start), abs(e - start)), item)
        for item in attributions
        if is_named(item)
        for s, e in item.content_spans
        if max(s, around[0]) < min(e, around[1])
    ]
    return min(same, key=lambda pair: pair[0])[1] if same else None


def quotation(text: str, at: int) -> tuple[int, int] | None:
    """Return the span between the quotation marks around `text[at]`, or `None` outside of any.

    A quotation that goes on in the next paragraph opens there again and closes only at its end.
    """
    first = text.rfind("\n", 0, at) + 1
    marks = [(m.start(), m.group()) for m in _MARK.finditer(text, first, at)]
    opened: int | None = None
    for place, mark in marks:
        opens = mark == "“" or (mark == '"' and opened is None)
        opened = place + 1 if opens else None
    if opened is None:
        return None
    closing = _CLOSING.search(text, at)
    paragraph = text.find("\n", at)
    last = closing.start() if closing else len(text)
    return opened, last if paragraph < 0 else min(last, paragraph)


def _counting(article: Article, start: int, end: int) -> StoredAttribution | None:
    """Return the subject of the span's sentence as its speaker, where that one counts or reckons.

    Such sentences are claims, but what was learned from political news seldom sees them as such.
    """
    text = article.text
    if quotation(text, start) is not None:
        return None
    first, last = _sentence(text, start, end)
    found = _COUNTS.search(text, first, start)
    if found is None or found.start() - first > _FAR or not _DIGIT.search(text[found.end() : last]):
        return None
    lead = text[first : found.start("verb")]
    subject = _SUBJECT.match(lead.rpartition(" — ")[2].rpartition(") - ")[2].lstrip())
    if subject is None or _UNRESOLVED.match(subject.group()):
        return None
    name = subject.group().strip(" ,")
    place = text.find(name, first)
    return _made(article, (place, place + len(name)), found.span("verb"), (start, end), name)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around a span, as far as full stops tell."""
    paragraph = text.rfind("\n", 0, start) + 1
    first = max(paragraph, text.rfind(". ", 0, start) + 1)
    stop = _STOP.search(text, end)
    return first, stop.start() if stop else len(text)


def _made(
    article: Article,
    source: tuple[int, int] | None,
    cue: tuple[int, int] | None,
    content: tuple[int, int],
    speaker: str,
) -> StoredAttribution:
    return StoredAttribution(
        article_id=article.id,
        version=article.version,
        source_spans=(source,) if source else (),
        cue_spans=(cue,) if cue else (),
        content_spans=(content,),
        source_text=speaker,
        speaker=speaker,
        status="said",
        probability=1.0,
    )


def _issuing(article: Article, start: int, end: int) -> StoredAttribution | None:
    """Return the outlet as the speaker of a sentence in which a text says "we" of itself."""
    text = article.text
    if not article.outlet or quotation(text, start) is not None:
        return None
    paragraph = text.rfind("\n", 0, start) + 1
    if text[:paragraph].rstrip().endswith("?"):
        return None  # the answer to an interviewer, who is not named here
    first, last = _sentence(text, start, end)
    if not _WE.search(_QUOTED.sub(" ", text[first:last])):
        return None
    return _made(article, None, None, (start, end), article.outlet)
