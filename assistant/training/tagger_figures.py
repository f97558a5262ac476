"""Measure the tagger: token F1 a role, and the right speaker for every statement."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from assistant.reading.tagger import Attribution
from assistant.training.articles import ROLES, Article, GoldAttribution, Spans
from assistant.training.metrics import normalise, overlap_f1

_TOKEN = re.compile(r"\w+|[^\w\s]")
SAME_SPEAKER_F1 = 0.5


@dataclass(frozen=True, slots=True)
class TaggerFigures:
    """Token F1 a role (words and punctuation marks, pooled over articles), all in [0, 1].

    `speaker` is the share of gold statements whose tagged attribution, the one that overlaps
    the statement most, has the right speaker: a token F1 of .5 with the gold source, as written
    or resolved; "" must be met by "". `speaker_exact` asks for equality after normalisation.
    `attribution` is F1 of whole attributions (cue overlaps, content overlaps by half, same
    speaker).
    """

    source: float
    cue: float
    content: float
    speaker: float
    speaker_exact: float
    attribution_precision: float
    attribution_recall: float
    statements: int

    def as_dict(self) -> dict[str, float]:
        """Return the figures by name."""
        return asdict(self)


def covered_tokens(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return the starts of the tokens (words, marks) that any span touches."""
    marked = bytearray(len(text))
    for start, end in spans:
        marked[start:end] = b"\1" * (min(end, len(text)) - start)
    return {m.start() for m in _TOKEN.finditer(text) if marked.find(1, m.start(), m.end()) >= 0}


def role_counts(article: Article, tagged: Sequence[Attribution], role: str) -> tuple[int, int, int]:
    """Return tokens (right, tagged, gold) of a role in an article."""
    gold = covered_tokens(article.text, (s for a in article.attributions for s in a.spans(role)))
    given = covered_tokens(article.text, (s for a in tagged for s in getattr(a, role)))
    return len(gold & given), len(given), len(gold)


def shared_characters(first: Spans, second: Spans) -> int:
    """Return how many code points two sets of spans share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in first for c, d in second)


def size(spans: Spans) -> int:
    """Return how many code points spans cover."""
    return sum(end - start for start, end in spans)


def nearest(content: Spans, tagged: Sequence[Attribution]) -> Attribution | None:
    """Return the tagged attribution whose content overlaps most (intersection over union)."""

    def likeness(attribution: Attribution) -> float:
        shared = shared_characters(content, attribution.content)
        return shared / (size(content) + size(attribution.content) - shared)

    best = max(tagged, key=likeness, default=None)
    return best if best is not None and likeness(best) > 0 else None


def same_speaker(attribution: Attribution, source: str) -> tuple[bool, bool]:
    """Return whether the speaker is right by token F1, and exactly."""
    if not source:
        return (not attribution.source_text,) * 2
    given = (attribution.source_text, attribution.speaker)
    near = any(overlap_f1(text, [source]) >= SAME_SPEAKER_F1 for text in given)
    return near, any(normalise(text) == normalise(source) for text in given)


def is_right(attribution: Attribution, gold: GoldAttribution, text: str) -> bool:
    """Whether a tagged attribution is the gold one: cue, half of the content, and speaker."""
    shared = shared_characters(attribution.content, gold.content)
    union = size(attribution.content) + size(gold.content) - shared
    source = " ".join(text[start:end] for start, end in gold.source)
    return (
        shared_characters(attribution.cue, gold.cue) > 0
        and shared >= 0.5 * union
        and same_speaker(attribution, source)[0]
    )


def tagger_figures(
    articles: Sequence[Article], tagged: Mapping[str, Sequence[Attribution]]
) -> TaggerFigures:
    """Measure attributions, given by article id, against the annotation."""
    roles = {}
    for role in ROLES:
        counts = [role_counts(article, tagged[article.id], role) for article in articles]
        right, given, gold = (sum(column) for column in zip(*counts, strict=True))
        roles[role] = 2 * right / max(1, given + gold)
    near = exact = statements = found = given_count = right_count = 0
    for article in articles:
        made = tagged[article.id]
        for gold_one in article.attributions:
            if not gold_one.content:
                continue
            statements += 1
            found += any(is_right(a, gold_one, article.text) for a in made)
            best = nearest(gold_one.content, made)
            source = " ".join(article.text[start:end] for start, end in gold_one.source)
            if best is not None:
                close, same = same_speaker(best, source)
                near, exact = near + close, exact + same
        given_count += len(made)
        right_count += sum(
            any(is_right(a, g, article.text) for g in article.attributions) for a in made
        )
    return TaggerFigures(
        source=roles["source"],
        cue=roles["cue"],
        content=roles["content"],
        speaker=near / max(1, statements),
        speaker_exact=exact / max(1, statements),
        attribution_precision=right_count / max(1, given_count),
        attribution_recall=found / max(1, statements),
        statements=statements,
    )
