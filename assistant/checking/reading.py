"""What an extractive reader finds in the cited words, against what the sentence answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.checking.verdict import Cited, Finding
from assistant.figures import agree, figures, same_thing
from assistant.language.words import content_stems

_SURE = 0.7


def check_reading(reader: Any, question: str, text: str, spans: Sequence[Cited]) -> list[Finding]:
    """Return a finding where a confident reading of the cited words contradicts the sentence.

    Only figures can contradict: the reader's figure counts the same thing as one of the sentence
    and none of them agrees with it. An answer of which the sentence holds no word at all leaves
    it partly supported.
    """
    readings = reader.read(question, [span.quote for span in spans], top_k=1)
    spans_read = [span for reading in readings for span in reading.spans]
    best = max(spans_read, key=lambda span: span.probability, default=None)
    if best is None or best.probability < _SURE or not best.text.strip():
        return []
    mine, read = figures(text), figures(best.text)
    if mine and read:
        alike = [one for one in mine if any(same_thing(one, other) for other in read)]
        if alike and not any(agree(one, other) for one in mine for other in read):
            return [Finding(f"the cited words answer {best.text}")]
        return []
    if not set(content_stems(best.text)) & set(content_stems(text)) and not mine:
        return [Finding(f"the cited words answer {best.text}", grave=False)]
    return []
