"""The index as a LlamaIndex retriever, for other LlamaIndex applications."""

from __future__ import annotations

from typing import Any

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import (
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)

from index.article import Filters, Hit
from index.news_index import NewsIndex

_ONLY_FOR_PROGRAMS = ["article_id", "version", "url", "why"]


class PassageRetriever(BaseRetriever):  # type: ignore[misc]
    """Hybrid retrieval over a NewsIndex.

    Usage: `PassageRetriever(index, k=10).retrieve("Who reported 23 civilian deaths?")`. A node's
    text is `article.text[start_char_idx:end_char_idx]`; its metadata names the article, and `why`
    says which ranks, scores and words it was found for.
    """

    def __init__(self, index: NewsIndex, k: int = 20, filters: Filters | None = None) -> None:
        """Return `k` passages of `index` under `filters`."""
        self._index = index
        self._k = k
        self._filters = filters
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Return nodes with their fused score, the best first."""
        hits = self._index.retrieve(query_bundle.query_str, k=self._k, filters=self._filters)
        return [NodeWithScore(node=self._node(hit), score=hit.score) for hit in hits]

    def _node(self, hit: Hit) -> TextNode:
        """Return a hit as a node."""
        passage = hit.passage
        return TextNode(
            id_=passage.id,
            text=passage.text,
            start_char_idx=passage.start,
            end_char_idx=passage.end,
            metadata=self._metadata(hit),
            excluded_embed_metadata_keys=_ONLY_FOR_PROGRAMS,
            excluded_llm_metadata_keys=_ONLY_FOR_PROGRAMS,
            relationships={
                NodeRelationship.SOURCE: RelatedNodeInfo(node_id=passage.article_id),
            },
        )

    def _metadata(self, hit: Hit) -> dict[str, Any]:
        """Return what a reader of the node wants to know of its article."""
        article = self._index.article(hit.passage.article_id)
        return {
            "article_id": article.id,
            "version": article.version,
            "title": article.title,
            "outlet": article.outlet,
            "published": article.published.isoformat() if article.published else "",
            "url": article.url,
            "why": {
                "vector_rank": hit.vector_rank,
                "similarity": hit.similarity,
                "word_rank": hit.word_rank,
                "word_score": hit.word_score,
                "matched_words": list(hit.matched_words),
            },
        }
