"""Checking a sentence of prose against the evidence it cites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.checking.markers import markers, parts, with_markers, without_markers
from assistant.checking.moments import check_dates
from assistant.checking.naming import check_names, check_quotations
from assistant.checking.numbers import check_numbers
from assistant.checking.polarity import check_polarity
from assistant.checking.reading import check_reading
from assistant.checking.repairing import attributed, quoted
from assistant.checking.saying import said
from assistant.checking.slots import check_slots
from assistant.checking.speakers import check_speaker, speakers_of
from assistant.checking.verdict import Cited, Finding, Verdict
from assistant.checking.wording import Thresholds, check_wording, coverage

SUPPORTED, PARTLY, UNSUPPORTED = "supported", "partly", "unsupported"
_ENOUGH = 0.5
_NEARLY = 0.85


def check(
    sentence: str,
    evidence: Sequence[Cited],
    *,
    reader: Any = None,
    question: str = "",
    thresholds: Thresholds | None = None,
) -> Verdict:
    """Return whether the evidence that a sentence cites bears it out.

    Markers that name no evidence are dropped; a sentence without any other marker is checked
    against all the evidence and at best partly supported. With `reader`
    (`assistant.reading.reader.Reader`) and the `question`, an answer that the reader finds in the
    cited words must not contradict the sentence.
    """
    text = without_markers(sentence)
    by_number = {span.number: span for span in evidence}
    wanted = markers(sentence)
    cited = tuple(number for number in wanted if number in by_number)
    invented = [number for number in wanted if number not in by_number]
    if not text or not evidence:
        return Verdict(UNSUPPORTED, "there is no evidence to check it against.", cited)
    spans: list[Cited] = [by_number[number] for number in cited]
    findings: list[Finding] = []
    if invented:
        findings.append(Finding(f"there is no evidence [{invented[0]}]", grave=not cited))
    if not spans:
        spans = _nearest(text, evidence)
        if not wanted:
            findings.append(Finding("it cites nothing", grave=False))
    for piece in parts(sentence):
        own = [by_number[number] for number in markers(piece) if number in by_number]
        findings += findings_of(without_markers(piece), own or spans, thresholds or Thresholds())
    if reader is not None and question:
        findings += check_reading(reader, question, text, spans)
    if not findings:
        return Verdict(SUPPORTED, "", cited)
    grave = [item for item in findings if item.grave]
    reason = (grave or findings)[0].reason
    verdict = UNSUPPORTED if grave else PARTLY
    return Verdict(verdict, f"{reason}.", cited, _repaired(text, spans, findings))


def findings_of(text: str, spans: Sequence[Cited], thresholds: Thresholds) -> list[Finding]:
    """Return everything about a sentence without markers that the spans do not bear out."""
    claim = said(text)
    speaker = claim.speaker if claim else ""
    content = claim.body if claim else text
    known = [part for span in spans for part in (span.speaker, span.outlet)]
    found = check_quotations(text, spans)
    found += check_speaker(text, claim, _bearing(content, spans))
    found += check_numbers(content, spans)
    found += check_dates(text, spans)
    found += check_names(content, spans, [speaker] if speaker else [])
    found += check_polarity(content, spans)
    found += check_wording(content, spans, thresholds, known)
    found += check_slots(content, spans)
    return found


def _bearing(content: str, spans: Sequence[Cited]) -> list[Cited]:
    """Return the spans that hold nearly as much of the content as the one that holds most."""
    held = [coverage(content, span.quote) for span in spans]
    return [span for span, share in zip(spans, held, strict=True) if share >= _NEARLY * max(held)]


def _nearest(text: str, evidence: Sequence[Cited]) -> list[Cited]:
    """Return the span that holds most of a sentence's wording."""
    return [max(evidence, key=lambda span: coverage(text, span.quote))]


def _repaired(text: str, spans: Sequence[Cited], findings: Sequence[Finding]) -> str:
    """Return the sentence put right: its attribution added, else the evidence in its own words."""
    numbers = [span.number for span in spans]
    if not any(item.grave for item in findings):
        speakers = [name for span in spans for name in speakers_of(span)]
        if speakers and said(text) is None:
            repaired = with_markers(attributed(text, speakers[0]), numbers)
            if not findings_of(without_markers(repaired), spans, Thresholds()):
                return repaired
    best = _nearest(text, spans)[0]
    if coverage(text, best.quote) < _ENOUGH:
        return ""
    return quoted(text, best)
