"""Recall and precision of citations against gold quotes, without a judge.

In the spirit of ALCE (Gao et al., "Enabling Large Language Models to Generate Text with
Citations", 2023): recall asks whether what is needed is cited, precision whether what is cited is
needed. ALCE lets an entailment model decide; here a citation counts when it overlaps a gold quote
by at least one character, which is exact and needs no model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer import Citation
    from assistant.evaluation.gold import Evidence


def citation_recall(citations: Sequence[Citation], gold: Sequence[Evidence]) -> float | None:
    """Return the share (0 to 1) of gold quotes that a citation overlaps; `None` without gold."""
    if not gold:
        return None
    return sum(any(_overlap(c, item) for c in citations) for item in gold) / len(gold)


def citation_precision(citations: Sequence[Citation], gold: Sequence[Evidence]) -> float | None:
    """Return the share (0 to 1) of citations that overlap a gold quote.

    `None` where the question has no gold quote or the answer no citation.
    """
    if not gold or not citations:
        return None
    return sum(any(_overlap(c, item) for item in gold) for c in citations) / len(citations)


def speaker_right(
    citations: Sequence[Citation], gold: Sequence[Evidence], wanted: str
) -> float | None:
    """Return 1.0 when the answer attributes its evidence to `wanted`, 0.0 when not.

    The speakers of the citations that overlap a gold quote decide, or that of the first citation
    when none does; one agreeing speaker is enough, compared by `same_speaker`. `None` without a
    wanted speaker; 0.0 for an answer without citations.
    """
    from assistant.evaluation.speakers import same_speaker

    if not wanted:
        return None
    needed = [c for c in citations if any(_overlap(c, item) for item in gold)]
    return float(any(same_speaker(c.speaker, wanted) for c in needed or citations[:1]))


def _overlap(citation: Citation, gold: Evidence) -> bool:
    return gold.overlapped_by(citation.article_id, citation.start, citation.end)
