"""Candidates made by hand from one-sentence articles."""

from datetime import UTC, datetime

from assistant.answering.candidates import Candidate
from assistant.figures import figures
from index.article import Article, Hit, Passage
from index.attributions import StoredAttribution


def candidate(
    text, answer, *, probability=0.9, speaker="", outlet="Coast Wire", day=1, article=None, rank=1
):
    """Return a candidate whose article is `text` and whose span is `answer` in it."""
    start = text.index(answer)
    when = datetime(2025, 3, day, 12, tzinfo=UTC)
    key = article or f"{outlet}-{day}"
    made = Article(
        id=key, version=1, title="A title", outlet=outlet, byline="", dateline="", published=when,
        updated=None, url="", language="en", source=key, name=key, text=text, content_hash=key,
        added=when,
    )  # fmt: skip
    passage = Passage(f"{key}:0", key, 1, 0, 0, len(text), text, ((0, len(text)),))
    attribution = None
    if speaker:
        attribution = StoredAttribution(
            key, 1, (), (), ((0, len(text)),), speaker, speaker, "said", 0.9
        )
    here = [f for f in figures(text) if f.start <= start < f.end or start <= f.start < start + 1]
    figure = here[0] if here else None
    end = start + len(answer)
    return Candidate(
        hit=Hit(passage, 1.0, rank, 0.5, rank, 5.0), rank=rank, article=made, start=start, end=end,
        quote_start=0, quote_end=len(text), read=probability, answerable=probability,
        attribution=attribution, figure=figure, probability=probability,
    )  # fmt: skip
