"""Broad requests: a selection of attributed, dated sentences that do not repeat each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.answer import Answer
from assistant.answering import composing
from assistant.answering.agreement import reported
from assistant.answering.attributing import attribution_of
from assistant.answering.candidates import Candidate, Place
from assistant.answering.evidence import Evidence
from assistant.answering.question import Question
from assistant.answering.speakers import Attributions
from assistant.language.words import content_stems

_MOST = 6
_REPEATED = 0.5
_FEWEST_WORDS = 6
_LEAD = 0.5
"""What the first sentence of an article, which says what it is about, counts more."""


def overview(
    question: Question,
    places: Sequence[Place],
    attributions: Attributions,
    evidence: Evidence,
) -> Answer:
    """Return up to six cited sentences of the passages found, oldest report first.

    Sentences are ranked by the share of the question's content stems they hold, then by their
    passage's rank, the first sentence of an article before others; one that shares half its stems
    with a chosen one is left out. With nothing of the question in any passage the answer abstains.
    """
    passages = tuple(place.hit.passage.id for place in places)
    said = attributions.of([place.article for place in places])
    ranked: list[tuple[float, Candidate]] = []
    for place in places:
        article = place.article
        frame = set(content_stems(f"{article.title} {article.dateline}"))
        for start, end in place.hit.passage.sentences:
            stems = set(content_stems(article.text[start:end]))
            if len(stems) < _FEWEST_WORDS:
                continue
            shared = len(set(question.stems) & (stems | frame)) / (len(question.stems) or 1)
            if not shared:
                continue
            candidate = replace(
                place.candidate(start, end, (start, end)),
                attribution=attribution_of(article, said[article.id], start, end),
            )
            lead = _LEAD if start == 0 else 0.0
            ranked.append((shared + 1.0 / (1 + place.rank) + lead, candidate))
    ranked.sort(key=lambda row: (-row[0], row[1].article.id, row[1].start))
    chosen = _varied([candidate for _, candidate in ranked])
    if not chosen:
        return Answer(
            text=composing.abstention_text(None),
            short=None,
            abstained=True,
            question=question.text,
            passages=passages,
        )
    earliest = datetime.min.replace(tzinfo=UTC)
    chosen.sort(key=lambda item: (reported(item) or earliest, item.article.id, item.start))
    return Answer(
        text=composing.statements_text(chosen, evidence),
        short=None,
        abstained=False,
        citations=tuple(evidence.citations),
        question=question.text,
        probability=_covered(question, chosen),
        passages=passages,
    )


def _covered(question: Question, chosen: Sequence[Candidate]) -> float:
    """Return the share of the question's content stems that the chosen sentences hold."""
    held = set(content_stems(" ".join(f"{c.article.title} {c.quote}" for c in chosen)))
    return round(len(set(question.stems) & held) / (len(question.stems) or 1), 4)


def _varied(candidates: Sequence[Candidate]) -> list[Candidate]:
    chosen: list[Candidate] = []
    kept: list[set[str]] = []
    for candidate in candidates:
        stems = set(content_stems(candidate.quote))
        if any(len(stems & other) > _REPEATED * min(len(stems), len(other)) for other in kept):
            continue
        chosen.append(candidate)
        kept.append(stems)
        if len(chosen) == _MOST:
            break
    return chosen
