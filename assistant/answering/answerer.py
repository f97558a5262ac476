"""The way of a stand-alone question: retrieve, read, attribute, judge, compare, compose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Answer
from assistant.answering import composing
from assistant.answering.accounts import accounts
from assistant.answering.agreement import (
    Group,
    differing,
    groups,
)
from assistant.answering.attributing import attribution_of
from assistant.answering.candidates import (
    Candidate,
    Place,
    merge_repeats,
    read_candidates,
    whole_list,
)
from assistant.answering.evidence import Evidence, cited, nearest
from assistant.answering.gate import Gate
from assistant.answering.overview import overview
from assistant.answering.parts import parts
from assistant.answering.premises import (
    bearing_out,
    contradicted,
    correction,
    gainsaid,
    is_reported,
)
from assistant.answering.promise import promising
from assistant.answering.question import Kind, Question, understand
from assistant.answering.rivals import rivals
from assistant.answering.shaping import shaped
from assistant.answering.speakers import Attributions
from assistant.answering.spelling import corrected
from assistant.answering.statements import (
    by_speaker,
    gainsaying,
    stated,
    statement_candidates,
)
from assistant.answering.turns import Turns
from assistant.answering.voices import statements_of
from assistant.answering.wording import for_reading
from assistant.events import EvidenceFound
from assistant.reading.reader import Reader
from assistant.reading.session import usable_cores
from index.article import Article, Filters, Hit
from index.attributions import StoredAttribution
from index.news_index import NewsIndex

_RAW_WEIGHT = 0.5
"""What a follow-up as typed weighs in the fusion beside its stand-alone question."""
_SUPPORTING = 0.5
"""A further citation needs this share of the best candidate's probability."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question with the passages found for it, best first."""

    question: Question
    places: tuple[Place, ...]
    ticket: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found for one question, judged, best first."""

    question: Question
    places: tuple[Place, ...]
    candidates: tuple[Candidate, ...]
    said: dict[str, list[StoredAttribution]] = field(default_factory=dict, repr=False)

    @property
    def passage_ids(self) -> tuple[str, ...]:
        """The ids of the passages found, best first."""
        return tuple(place.hit.passage.id for place in self.places)


@dataclass(slots=True)
class Answerer:
    """Answers stand-alone questions from a news index; the same input gives the same output.

    Many may ask at once; as many as there are cores search or read at a time, because more would
    wait for each other anyway and slow each other down.
    """

    index: NewsIndex
    reader: Reader
    attributions: Attributions
    gate: Gate
    passages_found: int = 20
    passages_read: int = 8
    suggest: Callable[[Article, int], str] | None = None
    turns: Turns = field(default_factory=lambda: Turns(usable_cores()), repr=False)

    def find(
        self,
        text: str,
        *,
        filters: Filters | None = None,
        candidates: Sequence[str] = (),
        also: Sequence[str] = (),
        ticket: int | None = None,
    ) -> Found:
        """Retrieve; `also` are further wordings whose results are fused in."""
        ticket = self.turns.ticket() if ticket is None else ticket
        with self.turns.taken(ticket):
            hits = self._retrieve(text, filters, candidates, also)
            spelt = corrected(text, (hit.passage.text for hit in hits), self.reader.knows)
            if spelt != text:
                hits = self._retrieve(spelt, filters, candidates, (text, *also))
            whole = self.index.articles_by_id([hit.passage.article_id for hit in hits])
        places = [
            Place(rank, hit, whole[hit.passage.article_id]) for rank, hit in enumerate(hits, 1)
        ]
        return Found(understand(spelt), tuple(places), ticket)

    def read(self, found: Found, filters: Filters | None = None) -> Reading:
        """Read the passages that promise most and judge what may answer."""
        question, places = found.question, found.places
        if question.kind is Kind.OVERVIEW:
            return Reading(question, places, ())  # a selection of sentences answers it, no span
        near = promising(question, places, self.gate.promise, self.passages_read)
        with self.turns.taken(found.ticket):
            readings = self.reader.read(
                for_reading(question), [place.hit.passage.text for place in near], top_k=3
            )
        read = read_candidates(near, readings)
        said = self.attributions.of(_most_promising_first(places, read))
        judged = [
            replace(
                item,
                attribution=attribution_of(
                    item.article, said[item.article.id], item.start, item.end
                ),
            )
            for item in read
        ]
        if question.kind is Kind.LIST:
            judged = merge_repeats([whole_list(item) for item in judged])
        if question.kind in (Kind.WHO_SAID, Kind.WHAT_SAID):
            judged += statement_candidates(question, places, said, read)
        judged = shaped(question, judged)
        if filters and filters.speakers:
            judged = [item for item in judged if item.speaker in filters.speakers]
        if question.speaker:
            judged = _spoken_by(question.speaker, judged)
        scored = stated(question, self.gate.judge(question, judged))
        scored.sort(key=lambda item: (-item.probability, item.rank, item.article.id, item.start))
        through = [item for item in scored if item.probability >= self.gate.threshold]
        scored[: len(through)] = bearing_out(question, through)
        return Reading(question, places, tuple(scored), said)

    def answer(
        self,
        text: str,
        *,
        filters: Filters | None = None,
        candidates: Sequence[str] = (),
        also: Sequence[str] = (),
    ) -> Iterator[EvidenceFound | Answer]:
        """Yield the evidence that was found, then the answer."""
        found = self.find(text, filters=filters, candidates=candidates, also=also)
        yield EvidenceFound(tuple(cited(place) for place in found.places))
        several = self._several(found, parts(text), filters, candidates)
        yield several or self.decide(self.read(found, filters))

    def decide(self, reading: Reading) -> Answer:
        """Return the answer to what was read: agreed, conflicting, repaired, listed or withheld."""
        question = reading.question
        evidence = Evidence(self.index.copies)
        if question.kind is Kind.OVERVIEW:
            return overview(question, reading.places, self.attributions, evidence)
        sides = accounts(question, reading.candidates, self.gate.threshold)
        if sides:
            return self._side_by_side(reading, sides, evidence)
        if not reading.candidates or reading.candidates[0].probability < self.gate.threshold:
            other = gainsaying(question, reading.candidates) or self._gainsaid(reading)
            repaired = self._repaired(reading, other, evidence) if other else None
            return repaired or self._abstain(reading)
        best = reading.candidates[0]
        wrong = best if contradicted(question, best) else self._gainsaid(reading)
        answer = self._repaired(reading, wrong, evidence) if wrong else None
        answer = answer or self._conflicting(reading, evidence)
        if answer is not None:
            return answer
        if question.kind is Kind.WHAT_SAID:
            listed = statements_of(question, reading.candidates, self.gate.threshold)
            if listed:
                text = composing.statements_text(listed, evidence)
                return self._answer(reading, text, listed[0].text, evidence)
        group = self._supported(reading.candidates)
        text = composing.answer_text(question, group, evidence)
        return self._answer(reading, text, best.text, evidence)

    def _retrieve(
        self, text: str, filters: Filters | None, candidates: Sequence[str], also: Sequence[str]
    ) -> list[Hit]:
        lists = [
            self.index.retrieve(
                wording, k=self.passages_found, filters=filters, candidates=candidates
            )
            for wording in dict.fromkeys((text, *also))
        ]
        if len(lists) == 1:
            return lists[0]
        best: dict[str, Hit] = {}
        scores: dict[str, float] = {}
        for number, hits in enumerate(lists):
            weight = 1.0 if number == 0 else _RAW_WEIGHT
            for rank, hit in enumerate(hits, 1):
                best.setdefault(hit.passage.id, hit)
                scores[hit.passage.id] = scores.get(hit.passage.id, 0.0) + weight / (60 + rank)
        order = sorted(best, key=lambda key: (-scores[key], key))
        return [best[key] for key in order[: self.passages_found]]

    def _supported(self, candidates: Sequence[Candidate]) -> Group:
        """Return the best answer with the other candidates that say the same well enough."""
        best = candidates[0]
        floor = max(self.gate.threshold, _SUPPORTING * best.probability)
        return groups([best, *(c for c in candidates[1:] if c.probability >= floor)])[0]

    def _conflicting(self, reading: Reading, evidence: Evidence) -> Answer | None:
        floor = self.gate.threshold * _SUPPORTING
        strong = [c for c in reading.candidates if c.probability >= floor]
        best = strong[0]
        beside = rivals(best, reading.said.get(best.article.id, ()))
        sides = differing(reading.question, groups(strong), floor, beside)
        return self._side_by_side(reading, sides, evidence) if sides else None

    def _side_by_side(self, reading: Reading, sides: Sequence[Group], evidence: Evidence) -> Answer:
        conflict = composing.conflict_of(reading.question, sides, evidence)
        text = composing.conflict_text(conflict, evidence)
        answer = self._answer(reading, text, sides[0].first.text, evidence)
        return replace(answer, conflicts=(conflict,))

    def _gainsaid(self, reading: Reading) -> Candidate | None:
        """Return the sentence that says otherwise of what the question takes for granted."""
        return gainsaid(reading.question, reading.places, reading.candidates)

    def _repaired(self, reading: Reading, best: Candidate, evidence: Evidence) -> Answer | None:
        premise = contradicted(reading.question, best)
        if premise is None or is_reported(
            premise, [place.hit.passage.text for place in reading.places]
        ):
            return None
        right = correction(premise, best)
        if right is None:
            return None
        text = composing.repair_text(premise, right, best, evidence)
        return self._answer(reading, text, right.text, evidence)

    def _several(
        self,
        found: Found,
        several: Sequence[str],
        filters: Filters | None,
        candidates: Sequence[str],
    ) -> Answer | None:
        """Answer each part of a question in parts from its own reading, if any has an answer."""
        evidence = Evidence(self.index.copies)
        answered: list[Group] = []
        texts = []
        for part in several:
            own = self.read(
                self.find(part, filters=filters, candidates=candidates, ticket=found.ticket),
                filters,
            )
            if own.candidates and own.candidates[0].probability >= self.gate.threshold:
                answered.append(self._supported(own.candidates))
                texts.append(composing.answer_text(own.question, answered[-1], evidence))
        if not answered:
            return None
        least = min((group.first for group in answered), key=lambda first: first.probability)
        reading = Reading(found.question, found.places, (least,))
        short = "; ".join(group.first.text for group in answered)
        return self._answer(reading, "\n\n".join(texts), short, evidence)

    def _answer(self, reading: Reading, text: str, short: str | None, evidence: Evidence) -> Answer:
        return Answer(
            text=text,
            short=short,
            abstained=False,
            citations=tuple(evidence.citations),
            question=reading.question.text,
            probability=round(reading.candidates[0].probability, 4) if reading.candidates else 0.0,
            passages=reading.passage_ids,
        )

    def _abstain(self, reading: Reading) -> Answer:
        near = None
        if reading.candidates:
            best = reading.candidates[0]
            hint = self.suggest(best.article, best.quote_start) if self.suggest else ""
            near = nearest(best.article, best.quote_start, best.quote_end, hint)
        elif reading.places:
            first = reading.places[0]
            near = nearest(first.article, first.hit.passage.start, first.hit.passage.end)
        return Answer(
            text=composing.abstention_text(near),
            short=None,
            abstained=True,
            nearest=near,
            question=reading.question.text,
            probability=round(reading.candidates[0].probability, 4) if reading.candidates else 0.0,
            passages=reading.passage_ids,
        )


def _most_promising_first(places: Sequence[Place], read: Sequence[Candidate]) -> list[Article]:
    """Return each article once, those with the reader's best spans first."""
    best: dict[str, float] = {}
    for candidate in read:
        key = candidate.article.id
        best[key] = max(best.get(key, 0.0), candidate.read * candidate.answerable)
    once = {place.article.id: place.article for place in places}
    return sorted(once.values(), key=lambda article: -best.get(article.id, 0.0))


def _spoken_by(speaker: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates in the speaker's own statements where there are any, else all."""
    own = [
        candidate
        for candidate in candidates
        if candidate.attribution and by_speaker(speaker, [candidate.attribution])
    ]
    return own or list(candidates)
