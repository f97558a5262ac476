"""Other counts of the same thing beside an answer: "It was 67 percent. The League says 65."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.attributing import attribution_of
from assistant.answering.candidates import Candidate
from assistant.answering.comparable import like
from assistant.figures import Figure, agree, figures
from assistant.figures.comparison import counted_heads
from assistant.language.names import same_speaker
from index.attributions import StoredAttribution

_AGAINST = re.compile(
    r"\b(?:puts?|it at|counts?|counted|estimat\w+|reckon\w*|(?:stood|stands) at|"
    r"sp(?:eaks|oke|oken) of|disput\w+|but|however|while|whereas|instead|rather than|higher|lower|"
    r"(?:its|their|his|her) own|another|the (?:number|figure|toll|total|count|share)|"
    r"as (?:many|few|small|much|high|low))\b",
    re.IGNORECASE,
)
"""Words that set a figure against another one."""
_SENTENCES_ON = 2
_SHARE = 0.9
"""What the probability of the answer beside it is worth to a rival count."""


def rivals(best: Candidate, attributions: Sequence[StoredAttribution]) -> list[Candidate]:
    """Return the figures that others give in the sentences around an answer's.

    A figure is one of the same thing when it has the same unit and counts the same, or is given
    bare; it is another's when its statement has another speaker than the answer's. The answer's
    own sentence is looked at too ("police said 400, the union 1,200").
    """
    figure = best.figure
    if figure is None or figure.is_year:
        return []
    found: list[Candidate] = []
    for start, end in _around(best):
        for other in figures(best.article.text[start:end]):
            place = start + other.start, start + other.end
            if (
                other.is_year
                or (place[0] < best.end and best.start < place[1])
                or agree(figure, other)
                or not _may_be_same(figure, other, best.article.text[start:end])
            ):
                continue
            attribution = attribution_of(best.article, attributions, *place)
            if attribution is None or _is_same_voice(best, attribution):
                continue
            rival = replace(
                best,
                start=place[0],
                end=place[1],
                quote_start=start,
                quote_end=end,
                figure=other,
                attribution=attribution,
                answer="",
                match=0.0,
                probability=best.probability * _SHARE,
            )
            if like(best, rival):
                found.append(rival)
    return _one_a_speaker(found)


def _around(best: Candidate) -> list[tuple[int, int]]:
    """Return the spans of the answer's sentence and of its neighbours in the passage."""
    sentences = best.hit.passage.sentences
    own = [i for i, (start, end) in enumerate(sentences) if start < best.end and best.start < end]
    if not own:
        return []
    return list(sentences[max(0, own[0] - 1) : own[-1] + 1 + _SENTENCES_ON])


def _may_be_same(one: Figure, other: Figure, sentence: str) -> bool:
    """Return whether both may count one thing: by its name, or one set bare against the other.

    "212 kilometres are lined; the League counts 87": a bare number may take over the unit too.
    """
    if one.unit != other.unit:
        return not (other.unit or other.counted) and bool(_AGAINST.search(sentence))
    heads, other_heads = counted_heads(one.counted), counted_heads(other.counted)
    if heads & other_heads:
        return True
    return not (heads and other_heads) and bool(_AGAINST.search(sentence))


def _is_same_voice(best: Candidate, attribution: StoredAttribution) -> bool:
    if not best.speaker:
        return False
    return same_speaker(best.speaker, attribution.speaker)


def _one_a_speaker(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the first figure of each speaker."""
    kept: list[Candidate] = []
    for candidate in found:
        if not any(same_speaker(candidate.speaker, known.speaker) for known in kept):
            kept.append(candidate)
    return kept
