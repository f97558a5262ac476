"""Attributed statements that say what a question claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.attributing import attribution_of, is_named
from assistant.answering.candidates import Candidate, Place
from assistant.answering.premises import bears_out, contradicted, correction, premises
from assistant.answering.question import Kind, Question
from assistant.figures import agree, figures, states
from assistant.language.names import same_speaker
from assistant.language.words import content_stems, words
from index.article import Hit
from index.attributions import StoredAttribution

_FIGURE_WEIGHT = 3.0
_WRONG_FIGURE = 0.5
_SAYS_IT = 0.8
_SAYS_OTHERWISE = 0.6
_DOUBT = 0.8
"""Doubt about a matching statement, halved with the first, a third with two of one speaker."""


def claim_match(claim: str, statement: str) -> float:
    """Return how much of a claim a statement says, 0 to 1.

    The share of the claim's content stems that the statement holds, its numbers counting
    threefold and only when they agree as figures; a statement with other numbers of the same
    sort keeps half of its score, so that a false premise still finds the figure to repair it.
    """
    stems = _concepts(claim)
    numbers = figures(claim)
    stems -= {stem for stem in stems if any(letter.isdigit() for letter in stem)}
    said = _concepts(statement)
    said_numbers = figures(statement)
    total = len(stems) + _FIGURE_WEIGHT * len(numbers)
    if not total:
        return 0.0
    agreeing = sum(any(agree(number, other) for other in said_numbers) for number in numbers)
    score = len(stems & said) + _FIGURE_WEIGHT * agreeing
    if agreeing < len(numbers) and said_numbers:
        score += _WRONG_FIGURE * _FIGURE_WEIGHT * (len(numbers) - agreeing)
    return score / total


def _concepts(text: str) -> set[str]:
    """Return the content stems of a text, words of one state as one: "deaths" is "killed"."""
    return {stem for word in words(text) for stem in states(word) or content_stems(word)}


def stated(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates, those whose statement is the claim itself made probable.

    A statement is the claim when it says at least four fifths of it and bears out every figure
    the claim takes for granted; who said something without a figure is left to the gate. The more
    statements of one speaker say so, the more probable that speaker is.
    """
    if question.kind is Kind.WHO_SAID and not premises(question):
        return list(candidates)
    if question.kind not in (Kind.WHO_SAID, Kind.WHAT_SAID):
        return list(candidates)
    saying = [
        candidate
        for candidate in candidates
        if candidate.match >= _SAYS_IT and bears_out(question, candidate)
    ]

    def raised(candidate: Candidate) -> Candidate:
        if candidate not in saying:
            return candidate
        same = sum(same_speaker(candidate.speaker, other.speaker) for other in saying)
        floor = 1.0 - _DOUBT / (1 + same)
        return replace(candidate, probability=max(candidate.probability, floor))

    return [raised(candidate) for candidate in candidates]


def gainsaying(question: Question, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the statement that says of another number what the claim says of its own.

    Of several, the one whose figure most statements share; `None` where the question claims no
    figure or nobody speaks of that thing.
    """
    if question.kind is not Kind.WHO_SAID:
        return None
    other = [
        (candidate, right)
        for candidate in candidates
        if candidate.match >= _SAYS_OTHERWISE
        and (premise := contradicted(question, candidate))
        and (right := correction(premise, candidate))
    ]
    if not other:
        return None
    return max(
        other,
        key=lambda pair: (
            sum(agree(pair[1], right) for _, right in other),
            -abs(pair[1].low - premises(question)[0].low),
            pair[0].probability,
        ),
    )[0]


def statement_candidates(
    question: Question,
    places: Sequence[Place],
    attributions: dict[str, list[StoredAttribution]],
    read: Sequence[Candidate],
) -> list[Candidate]:
    """Return the statements that match the claim of a question about who said what.

    "Who said X?" is answered by their speakers, "what did Y say about X?" by the words of those
    that are Y's.
    """
    found: list[Candidate] = []
    seen: set[tuple[str, tuple[tuple[int, int], ...]]] = set()
    own = question.kind is Kind.WHAT_SAID
    for place in places:
        article = place.article
        said = attributions.get(article.id, ())
        for attribution in said:
            key = (article.id, attribution.content_spans)
            if key in seen or not _inside(attribution, place.hit) or not is_named(attribution):
                continue
            if own and not same_speaker(question.speaker, attribution.speaker):
                continue
            content = " ".join(article.text[s:e] for s, e in attribution.content_spans)
            score = claim_match(question.claim, content) if content_stems(question.claim) else 1.0
            if score <= 0.0:
                continue
            seen.add(key)
            candidate = replace(_spoken(place, attribution, read), match=score)
            found.append(_words_of(candidate, attribution) if own else candidate)
        if question.kind is Kind.WHO_SAID:
            found += _untagged(question, place, said, read)
    return found


def _untagged(
    question: Question,
    place: Place,
    attributions: Sequence[StoredAttribution],
    read: Sequence[Candidate],
) -> list[Candidate]:
    """Return the speakers of sentences that say the claim and lie in no tagged statement.

    They are counts ("The League puts it at 87"), later sentences of a quotation, and what an
    issuer says of itself as "we".
    """
    found = []
    for start, end in place.hit.passage.sentences:
        if any(s < end and start < e for a in attributions for s, e in a.content_spans):
            continue
        sentence = place.article.text[start:end]
        score = claim_match(question.claim, sentence)
        if score < _SAYS_OTHERWISE:
            continue
        there = figures(sentence)
        at = (start + there[0].start, start + there[0].end) if there else (start, end)
        speaker = attribution_of(place.article, attributions, *at)
        if speaker is not None:
            whole = replace(speaker, content_spans=((start, end),))
            found.append(replace(_spoken(place, whole, read), match=score))
    return found


def _spoken(place: Place, attribution: StoredAttribution, read: Sequence[Candidate]) -> Candidate:
    """Return the speaker of a statement as a candidate, with what the reader found there."""
    start, end = (
        (attribution.source_spans[0][0], attribution.source_spans[-1][1])
        if attribution.source_spans
        else (attribution.content_spans[0][0],) * 2
    )
    backing = [
        c for c in read if c.article.id == place.article.id and c.start < end and start < c.end
    ]
    passage_read = [c.answerable for c in read if c.hit.passage.id == place.hit.passage.id]
    quote = place.sentences_around(*_extent(attribution, place.hit))
    return replace(
        place.candidate(start, end, quote),
        read=max((c.read for c in backing), default=0.0),
        answerable=max(passage_read, default=0.0),
        attribution=attribution,
        answer=attribution.speaker,
    )


def _words_of(candidate: Candidate, attribution: StoredAttribution) -> Candidate:
    """Return a speaker's candidate with the statement's own words as its answer."""
    spans = [span for span in attribution.content_spans if span[0] < candidate.quote_end]
    return replace(
        candidate, start=spans[0][0], end=min(spans[-1][1], candidate.quote_end), answer=""
    )


def by_speaker(speaker: str, attributions: Sequence[StoredAttribution]) -> list[StoredAttribution]:
    """Return the attributions whose speaker `speaker` names."""
    return [item for item in attributions if same_speaker(speaker, item.speaker)]


def _extent(attribution: StoredAttribution, hit: Hit) -> tuple[int, int]:
    """Return the span from source to content, where both lie in the passage."""
    spans = [
        span
        for span in (*attribution.source_spans, *attribution.content_spans)
        if hit.passage.start <= span[0] < hit.passage.end
    ]
    return min(s for s, _ in spans), min(max(e for _, e in spans), hit.passage.end)


def _inside(attribution: StoredAttribution, hit: Hit) -> bool:
    passage = hit.passage
    return any(
        passage.start <= start and start < passage.end for start, _ in attribution.content_spans
    )
