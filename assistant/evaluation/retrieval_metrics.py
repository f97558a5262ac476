"""Recall and reciprocal rank of retrieved passages, computed by `ir-measures`.

A passage is relevant when it overlaps a gold quote. Sources: Karpukhin et al., "Dense Passage
Retrieval for Open-Domain Question Answering" (2020) for top-k retrieval recall in question
answering; Voorhees, "The TREC-8 Question Answering Track Report" (1999) for the mean reciprocal
rank; the measures' names are those of https://ir-measur.es.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evaluation.gold import Evidence
    from index.article import Hit

CUTOFFS = (1, 5, 20)
DEPTH = 20
"""How many passages are retrieved for every question."""


def retrieval_metrics(hits: Sequence[Hit], gold: Sequence[Evidence]) -> dict[str, float | None]:
    """Return `retrieval_recall@1/5/20` and `mrr@10` of one question.

    `retrieval_recall@k` is 1 when one of the first k passages overlaps a gold quote, else 0
    (success at k: the gold quotes of a question are mostly alternatives that say the same).
    `mrr@10` is one over the rank of the first passage that overlaps a gold quote, 0 when none of
    the first ten does. All are `None` for a question without gold quotes.
    """
    from ir_measures import RR, Qrel, ScoredDoc, Success, iter_calc

    if not gold:
        return {**{f"retrieval_recall@{k}": None for k in CUTOFFS}, "mrr@10": None}
    names = [str(rank) for rank in range(len(hits))]
    relevant = [n for n, hit in zip(names, hits, strict=True) if _overlaps_any(hit, gold)]
    # A relevant document outside the run keeps a question without any relevant passage countable.
    qrels = [Qrel("question", name, 1) for name in [*relevant, "not retrieved"]]
    run = [ScoredDoc("question", name, -float(rank)) for rank, name in enumerate(names)]
    measures = [*(Success @ k for k in CUTOFFS), RR @ 10]
    values = {str(m.measure): float(m.value) for m in iter_calc(measures, qrels, run)}
    return {
        **{f"retrieval_recall@{k}": values.get(f"Success@{k}", 0.0) for k in CUTOFFS},
        "mrr@10": values.get("RR@10", 0.0),
    }


def _overlaps_any(hit: Hit, gold: Sequence[Evidence]) -> bool:
    passage = hit.passage
    return any(item.overlapped_by(passage.article_id, passage.start, passage.end) for item in gold)
