"""A made-up library of many passages, built in minutes.

Generated articles of five passages; each vector is one of 256 real ones, moved by seeded noise, so
that nothing has to be embedded for hours, and the attributions are found by a rule that knows how
the articles were made, so that nothing has to be tagged for hours.
"""

import itertools
import re
from collections.abc import Iterator

import numpy as np

from index import changes
from index.article import Draft
from index.attributions import StoredAttribution, save_attributions
from index.canonical import content_hash
from index.changes import StagedVersion
from index.indexing import blob_of
from index.news_index import NewsIndex
from index.passage_queries import IndexedPassage, vector_of
from index.passages import PassageSpan
from index.times import to_seconds
from tests.benchmarks.generated_articles import PEOPLE, articles

_BATCH = 500
_PER_ARTICLE = 5
_KERNELS = 256
_SAYING = re.compile(rf"(?P<source>{'|'.join(PEOPLE)}) (?P<cue>said|told reporters)\b")


def fill(index: NewsIndex, passages: int) -> None:
    """Put generated articles with made-up vectors into an empty library."""
    vectors = made_up_vectors(index)
    batch: list[Draft] = []
    for draft in articles(passages // _PER_ARTICLE):
        batch.append(draft)
        if len(batch) == _BATCH:
            put(index, batch, vectors)
            batch = []
    put(index, batch, vectors)


def made_up_vectors(index: NewsIndex) -> Iterator[np.ndarray]:
    """Yield real vectors moved by noise, without end."""
    texts = [draft.text.split("\n\n")[0] for draft in articles(_KERNELS, seed=5)]
    kernels = np.stack([index._indexing.embedder.query(text) for text in texts])
    chance = np.random.default_rng(3)
    while True:
        noise = chance.normal(0, 0.04, kernels.shape).astype(np.float32)
        moved = kernels + noise
        yield from chance.permutation(moved / np.linalg.norm(moved, axis=1, keepdims=True))


def put(index: NewsIndex, drafts: list[Draft], vectors: Iterator[np.ndarray]) -> None:
    """Write a batch of articles as an ingestion would."""
    versions, blobs, found = [], {}, []
    for draft in drafts:
        spans = cut(draft.text)
        keys = tuple(f"{draft.external_id}:{at}" for at in range(len(spans)))
        blobs.update({key: blob_of(next(vectors)) for key in keys})
        version = StagedVersion(
            article_id=draft.external_id,
            version=1,
            draft=draft,
            text=draft.text,
            content_hash=content_hash(draft.text),
            signature=b"\0" * 512,
            duplicate_of="",
            spans=spans,
            keys=keys,
        )
        versions.append(version)
        found += [
            IndexedPassage(
                id=each,
                article_id=draft.external_id,
                outlet=draft.outlet,
                published=to_seconds(draft.published),
                title=draft.title,
                text=draft.text[span.start : span.end],
                vector=vector_of(blobs[key]),
            )
            for each, span, key in zip(version.passage_ids(), spans, keys, strict=True)
        ]
    with index.library.transaction() as session:
        changes.stage(session, versions, blobs)
    index._indexing.put(found)
    with index.library.transaction() as session:
        for version in versions:
            changes.switch(session, version)


def cut(text: str) -> tuple[PassageSpan, ...]:
    """Cut a text into five equal spans; no sentence has to be found."""
    edges = [len(text) * at // _PER_ARTICLE for at in range(_PER_ARTICLE + 1)]
    return tuple(
        PassageSpan(start, end, ((start, end),)) for start, end in itertools.pairwise(edges)
    )


def attribute(index: NewsIndex) -> None:
    """Note who said what in the articles of a made-up library where nobody has yet."""
    waiting = set(index.library.untagged())
    drafts = (draft for draft in articles(index.count()) if draft.external_id in waiting)
    while batch := list(itertools.islice(drafts, _BATCH)):
        with index.library.transaction() as session:
            for draft in batch:
                save_attributions(session, draft.external_id, 1, statements(draft))


def statements(draft: Draft) -> list[StoredAttribution]:
    """Return what persons say in a generated article: the words of a sentence before their name."""
    found = []
    for match in _SAYING.finditer(draft.text):
        before = draft.text[: match.start()]
        start = max(before.rfind(". ") + 2, before.rfind("\n") + 1, 0)
        content = before[start:].rstrip(", ")
        if not content:
            continue
        found.append(
            StoredAttribution(
                article_id=draft.external_id,
                version=1,
                source_spans=(match.span("source"),),
                cue_spans=(match.span("cue"),),
                content_spans=((start, start + len(content)),),
                source_text=match["source"],
                speaker=match["source"],
                status="said",
                probability=0.9,
            )
        )
    return found
