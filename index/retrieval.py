"""Finding passages: by meaning and by words, fused, filtered, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index import article_queries, passage_queries
from index.article import Filters, Hit
from index.changes import article_of
from index.fusion import fuse
from index.indexing import Indexing
from index.recent import Recent

_DEPTH = 50
_EXACT = 10_000
"""Up to so many passages under a filter, all are compared; above, the vector index is asked."""
_KEPT = 96 * 2**20
"""Bytes of vectors kept for the filters used last: a filter is seldom asked under only once."""
_WIDEST = 2_500
_EVERYTHING = Filters()
_REMEMBERED = 32
_LONGEST_QUESTION = 4_000
_SLACK = 1.5


class Retrieval:
    """Hybrid retrieval over one library and its two derived indexes."""

    def __init__(self, indexing: Indexing) -> None:
        """Search the indexes of `indexing`; its library says what may be shown."""
        self._indexing = indexing
        self._library = indexing.library
        self._vectors = indexing.vectors
        self._words = indexing.words
        self._embedder = indexing.embedder
        self._matrices: Recent[tuple[Filters, int], tuple[list[str], np.ndarray]] = Recent(_KEPT)
        self._remembered: dict[Filters, tuple[int, tuple[frozenset[str], int]]] = {}

    def retrieve(
        self, question: str, k: int, filters: Filters | None, candidates: Sequence[str]
    ) -> list[Hit]:
        """Return at most `k` hits, the best first, then those of `candidates` not among them."""
        question = question[:_LONGEST_QUESTION]
        if not question.strip() or k < 1:
            return []
        depth = max(_DEPTH, 2 * k)
        vector = self._embedder.query(question)
        by_meaning = self._by_meaning(vector, depth, filters)
        by_words = self._by_words(question, depth, filters)
        by_meaning, by_words = self._shown(by_meaning, by_words, filters=filters)
        fused = fuse([[each for each, _ in by_meaning], [each for each, _ in by_words]])[:k]
        scores = dict(fused)
        order = [each for each, _ in fused]
        order += [each for each in dict.fromkeys(candidates) if each not in scores]
        return self._hits(question, vector, order, scores, by_meaning, by_words)

    def _by_meaning(
        self, vector: np.ndarray, depth: int, filters: Filters | None
    ) -> list[tuple[str, float]]:
        """Return the nearest passages under the filters."""
        if not filters:
            return self._vectors.nearest(vector, depth)
        articles, allowed = self._searchable(filters)
        if allowed <= _EXACT:
            return self._compared(vector, depth, filters)
        total = max(self._searchable(_EVERYTHING)[1], 1)
        width = min(int(depth * total / allowed * _SLACK), _WIDEST)
        nearest = self._vectors.nearest(vector, width)
        found = [pair for pair in nearest if article_of(pair[0]) in articles]
        if len(found) < depth and width < total:
            return self._vectors.nearest(vector, depth, filters)
        return found[:depth]

    def _searchable(self, filters: Filters) -> tuple[frozenset[str], int]:
        """Return the articles under the filters and their number of passages.

        Both are remembered until something is added or removed. Attributions come and go without
        that, so that filters by speaker are always asked anew.
        """
        changes, known = self._remembered.get(filters, (-1, None))
        if known is None or changes != self._indexing.changes or filters.speakers:
            changes = self._indexing.changes
            with self._library.session() as session:
                found = article_queries.searchable_articles(session, filters)
            known = (frozenset(found), sum(found.values()))
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[filters] = (changes, known)
        return known

    def _compared(
        self, vector: np.ndarray, depth: int, filters: Filters
    ) -> list[tuple[str, float]]:
        """Compare the question with every passage under the filters."""
        ids, matrix = self._under(filters)
        if not ids:
            return []
        similarities = matrix @ vector
        near = np.arange(len(ids))
        if depth < len(ids):
            least = np.partition(similarities, -depth)[-depth]
            near = np.flatnonzero(similarities >= least)
        found = [(ids[each], float(similarities[each])) for each in near]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:depth]

    def _under(self, filters: Filters) -> tuple[list[str], np.ndarray]:
        """Return ids and vectors of the passages under the filters, kept until a change."""
        key = (filters, self._indexing.changes)
        known = None if filters.speakers else self._matrices.get(key)
        if known is None:
            with self._library.session() as session:
                known = passage_queries.searchable_vectors(session, filters)
            if not filters.speakers:
                self._matrices.put(key, known, known[1].nbytes)
        return known

    def _by_words(
        self, question: str, depth: int, filters: Filters | None
    ) -> list[tuple[str, float]]:
        """Return the passages that share the most telling words with the question."""
        if not filters or not filters.speakers:
            return self._words.search(question, depth, filters)
        spoken_in = sorted(self._searchable(filters)[0])
        found = self._words.search(question, 4 * depth, filters, spoken_in)
        return self._shown(found, filters=filters)[0][:depth]

    def _shown(
        self, *lists: list[tuple[str, float]], filters: Filters | None
    ) -> list[list[tuple[str, float]]]:
        """Leave out what the library does not show, or not under the filters."""
        ids = list(dict.fromkeys(each for found in lists for each, _ in found))
        asked = filters if filters and filters.speakers else None
        with self._library.session() as session:
            shown = passage_queries.searchable_among(session, ids, asked)
        if filters and not asked:  # what is remembered is sooner there than what is asked
            articles = self._searchable(filters)[0]
            shown = {each for each in shown if article_of(each) in articles}
        return [[pair for pair in found if pair[0] in shown] for found in lists]

    def _hits(
        self,
        question: str,
        vector: np.ndarray,
        order: list[str],
        scores: dict[str, float],
        by_meaning: list[tuple[str, float]],
        by_words: list[tuple[str, float]],
    ) -> list[Hit]:
        """Return passages with every reason they were found for."""
        with self._library.session() as session:
            passages = passage_queries.get_passages(session, order)
            vectors = passage_queries.get_vectors(session, order)
        matched = self._words.matched(question, {each: one.text for each, one in passages.items()})
        vector_ranks = {each: rank for rank, (each, _) in enumerate(by_meaning, start=1)}
        word_ranks = {each: rank for rank, (each, _) in enumerate(by_words, start=1)}
        word_scores = dict(by_words)
        return [
            Hit(
                passage=passages[each],
                score=scores.get(each, 0.0),
                vector_rank=vector_ranks.get(each),
                similarity=float(vectors[each] @ vector) if each in vectors else None,
                word_rank=word_ranks.get(each),
                word_score=word_scores.get(each),
                matched_words=matched[each],
            )
            for each in order
            if each in passages
        ]
