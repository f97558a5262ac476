"""The words index: passages by their words, in tantivy, derived from the library.

BM25 over English stems; what a word is, `index.terms` says.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.article import Filters
from index.passage_queries import IndexedPassage
from index.terms import question_words, terms
from index.times import to_seconds

_HEAP = 64_000_000
_TITLE_WEIGHT = 0.3
_MOST_WORDS = 64
_LONGEST_TERM = 200


class Words:
    """Passage words in a tantivy folder, created anew where its files can't be read.

    Additions and deletions are seen after `commit`.
    """

    def __init__(self, folder: Path) -> None:
        """Open, or create, the index in `folder`."""
        self._folder = folder
        self._writer: Any = None
        self._schema = _schema()
        self._stemmer = _stemmer()
        self._index = self._open()

    def add(self, passages: Iterable[IndexedPassage]) -> None:
        """Add passages, replacing those of the same id."""
        import tantivy

        writer = self._writing()
        for each in passages:
            writer.delete_documents_by_term("id", each.id)
            document = tantivy.Document()
            document.add_text("id", each.id)
            document.add_text("article", each.article_id)
            document.add_text("outlet", each.outlet)
            document.add_text("body", _joined(each.text))
            document.add_text("title", _joined(each.title))
            if each.published is not None:
                document.add_integer("published", math.floor(each.published))
            writer.add_document(document)

    def delete(self, passage_ids: Iterable[str]) -> None:
        """Delete passages; unknown ids are ignored."""
        ids = list(passage_ids)
        if ids:
            writer = self._writing()
            for each in ids:
                writer.delete_documents_by_term("id", each)

    def commit(self) -> None:
        """Make what was added and deleted last and seen."""
        if self._writer is not None:
            self._writer.commit()
            self._index.reload()

    def search(
        self,
        question: str,
        k: int,
        filters: Filters | None = None,
        article_ids: Sequence[str] | None = None,
    ) -> list[tuple[str, float]]:
        """Return at most `k` passages and their BM25 score, the best first.

        Speakers are not known here: the caller gives the `article_ids` they speak in.
        """
        import tantivy

        wanted = {
            stem
            for words in list(question_words(question).values())[:_MOST_WORDS]
            for word in words
            for stem in self._stems(word)
        }
        if not wanted:
            return []
        ranked = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._word(stem)) for stem in sorted(wanted)]
        )
        parts = [(tantivy.Occur.Must, ranked)]
        parts += [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(each, 0.0))
            for each in self._restrictions(filters, article_ids)
        ]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(parts), k, count=False).hits
        found = [(str(searcher.doc(place).get_first("id")), float(score)) for score, place in hits]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def matched(self, question: str, texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Return, for each of `texts`, the question's words that occur in it, as the question has.

        A compound counts when it occurs whole or when all of its parts do.
        """
        asked = {
            token: [self._stems(word) for word in words]
            for token, words in question_words(question).items()
        }
        found: dict[str, tuple[str, ...]] = {}
        for key, text in texts.items():
            stems = set(self._stemmer.analyze(_joined(text)))
            found[key] = tuple(token for token, forms in asked.items() if _occurs(forms, stems))
        return found

    def count(self) -> int:
        """Return how many passages are held."""
        return int(self._index.searcher().num_docs)

    def ids(self) -> list[str]:
        """Return the ids of all passages held, each as often as it occurs."""
        import tantivy

        searcher = self._index.searcher()
        if not searcher.num_docs:
            return []
        hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs, count=False).hits
        return [str(searcher.doc(place).get_first("id")) for _, place in hits]

    def clear(self) -> None:
        """Delete every passage."""
        self._writing().delete_all_documents()
        self.commit()

    def close(self) -> None:
        """Finish writing and let go of the files."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _writing(self) -> Any:
        """Return the writer, opened when first needed."""
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        return self._writer

    def _open(self) -> Any:
        """Return the index in the folder; unreadable files are replaced by an empty one."""
        import tantivy

        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            index = tantivy.Index(self._schema, path=str(self._folder))
            index.searcher()
        except (ValueError, OSError):
            shutil.rmtree(self._folder)
            self._folder.mkdir()
            index = tantivy.Index(self._schema, path=str(self._folder))
        index.register_tokenizer("stems", self._stemmer)
        return index

    def _stems(self, word: str) -> list[str]:
        """Return the stems of one term."""
        return list(self._stemmer.analyze(word))

    def _word(self, stem: str) -> Any:
        """Return the query for one stem in body or title."""
        import tantivy

        body = tantivy.Query.term_query(self._schema, "body", stem)
        title = tantivy.Query.term_query(self._schema, "title", stem)
        return body.or_should_match(tantivy.Query.boost_query(title, _TITLE_WEIGHT))

    def _restrictions(
        self, filters: Filters | None, article_ids: Sequence[str] | None
    ) -> list[Any]:
        """Return the queries that every hit must match."""
        import tantivy

        found = []
        if article_ids is not None:
            found.append(tantivy.Query.term_set_query(self._schema, "article", list(article_ids)))
        if not filters:
            return found
        if filters.outlets:
            found.append(
                tantivy.Query.term_set_query(self._schema, "outlet", list(filters.outlets))
            )
        if filters.articles:
            found.append(
                tantivy.Query.term_set_query(self._schema, "article", list(filters.articles))
            )
        since, until = to_seconds(filters.since), to_seconds(filters.until)
        if since is not None or until is not None:
            found.append(
                tantivy.Query.range_query(
                    self._schema,
                    "published",
                    tantivy.FieldType.Integer,
                    None if since is None else math.floor(since),
                    None if until is None else math.floor(until),
                )
            )
        return found


def _schema() -> Any:
    """Return the fields of the index."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_text_field("body", tokenizer_name="stems", index_option="freq")
    builder.add_text_field("title", tokenizer_name="stems", index_option="freq")
    return builder.build()


def _stemmer() -> Any:
    """Return the analysis of terms joined by spaces: only the English stemmer is left to do."""
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        .filter(tantivy.Filter.remove_long(_LONGEST_TERM))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _occurs(forms: Sequence[Sequence[str]], stems: set[str]) -> bool:
    """Return whether a word (the whole first, then its parts) is among the stems of a text."""
    whole, *parts = forms
    return stems.issuperset(whole) or (
        bool(parts) and all(stems.issuperset(part) for part in parts)
    )


def _joined(text: str) -> str:
    """Return the terms of a text in the form that the index analyses."""
    return " ".join(terms(text))
