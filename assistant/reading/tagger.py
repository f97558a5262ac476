"""The attribution tagger: who says what in an article, with which words and what status."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tokenizers import Tokenizer

from assistant.reading.calibration import Logistic, logit
from assistant.reading.claim_status import claim_status
from assistant.reading.linking import (
    LinkedCue,
    Thresholds,
    certainty,
    character_spans,
    link,
    sentence_numbers,
)
from assistant.reading.names import Name
from assistant.reading.session import Session, read_settings
from assistant.reading.speakers import SourceMention, SpeakerResolver, clean
from assistant.reading.tokens_of_article import TaggedArticle, tag_tokens
from assistant.reading.widening import whole_names
from assistant.reading.windows import MODEL_FOLDER, continuation_ids, load_tokenizer

Spans = tuple[tuple[int, int], ...]
_PASSIVE = re.compile(
    r"(?:is|was|has been|had been|can be|could be|may be|might be)\s", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody said something; all spans are code points of the article.

    `source_text` is the source as written, "" if none is ("It is claimed that …"). `speaker` is
    the fullest name that the article gives it, else `source_text`. `status` is "said",
    "claimed", "confirmed", "denied" or "unverified". `probability` is P(source, cue and content
    are right).
    """

    source: Spans
    cue: Spans
    content: Spans
    source_text: str
    speaker: str
    status: str
    probability: float


class AttributionDecoder:
    """Turns what the network says of an article's tokens into attributions."""

    def __init__(self, tokenizer: Tokenizer, thresholds: Thresholds, probability: Logistic) -> None:
        """Keep what decoding depends on."""
        self._thresholds = thresholds
        self._probability = probability
        self._continuations = continuation_ids(tokenizer)

    def linked(self, text: str, article: TaggedArticle) -> list[LinkedCue]:
        """Return the cues that have content, with their source, in text order."""
        sentences = sentence_numbers(text, article.text)
        found = link(article, sentences, self._thresholds, self._continuations)
        return [_without_expletive(text, article, item) for item in found]

    def attributions(self, text: str, article: TaggedArticle) -> list[Attribution]:
        """Return the attributions of an article whose tokens are tagged."""
        resolver = SpeakerResolver(text)
        found = [
            _Found.of(text, article, item, resolver.names) for item in self.linked(text, article)
        ]
        speakers = resolver.resolve([each.mention for each in found])
        return [
            Attribution(
                source=each.source,
                cue=each.cue,
                content=each.content,
                source_text=clean(" ".join(text[start:end] for start, end in each.named)),
                speaker=speaker,
                status=claim_status(text, each.cue, each.content),
                probability=self._probability(*(logit(part) for part in each.certainty)),
            )
            for each, speaker in zip(found, speakers, strict=True)
        ]


class Tagger:
    """Finds the attributions of articles.

    Example:
        >>> said, = Tagger.load().tag("The mayor said that the bridge is safe.")
        >>> said.source_text
        'The mayor'
    """

    def __init__(self, session: Session, tokenizer: Tokenizer, decoder: AttributionDecoder) -> None:
        """Put the parts together; `load` finds them."""
        self._session = session
        self._tokenizer = tokenizer
        self._decoder = decoder

    @classmethod
    def load(cls, *, threads: int | None = None) -> "Tagger":
        """Load the shipped model; `threads` limits the cores that one call uses.

        Raises:
            FileNotFoundError: the package lacks its model files.
        """
        session = Session(MODEL_FOLDER / "tagger.onnx", threads=threads)
        settings = read_settings(MODEL_FOLDER / "tagger.json")
        return cls.from_settings(session, load_tokenizer(), settings)

    @classmethod
    def from_settings(
        cls, session: Session, tokenizer: Tokenizer, settings: Mapping[str, Any]
    ) -> "Tagger":
        """Make a tagger from `{"thresholds": {…}, "probability": {…}}`."""
        thresholds = Thresholds.read(settings["thresholds"])
        probability = Logistic.read(settings["probability"])
        return cls(session, tokenizer, AttributionDecoder(tokenizer, thresholds, probability))

    def tag(self, text: str) -> list[Attribution]:
        """Return the attributions of an article of any length, in the order of their cues."""
        return self._decoder.attributions(text, tag_tokens(self._session, self._tokenizer, text))


def _without_expletive(text: str, article: TaggedArticle, item: LinkedCue) -> LinkedCue:
    """Drop the "it" of "it is claimed", which speaks for nobody."""
    named = character_spans(article.text, item.speaker)
    written = " ".join(text[start:end] for start, end in named).lower()
    cue = text[slice(*character_spans(article.text, (item.cue,))[0])]
    if written == "it" and _PASSIVE.match(cue):
        return replace(item, speaker=(), source=())
    return item


def _beside(text: str, named: Spans, source: Spans, cue: Spans) -> Spans:
    """Return the parts of a source in the cue's own paragraph, where it has any.

    A headline's "Monitor" is "the Observatory for …" where the paragraph names it.
    """
    first = text.rfind("\n", 0, cue[0][0]) + 1
    last = text.find("\n", cue[-1][1])
    near = tuple(span for span in source if first <= span[0] and (last < 0 or span[1] <= last))
    if not near or any(span in near for span in named):
        return named
    return near[-1:]


@dataclass(frozen=True, slots=True)
class _Found:
    """A linked cue as spans of the text; `named` is the part of the source that names it."""

    named: Spans
    source: Spans
    cue: Spans
    content: Spans
    certainty: tuple[float, float, float]

    @classmethod
    def of(
        cls, text: str, article: TaggedArticle, item: LinkedCue, names: Sequence[Name]
    ) -> "_Found":
        """Make it, with no name cut."""
        cue = character_spans(article.text, (item.cue,))
        content = character_spans(article.text, item.content)
        named, source = (
            whole_names(text, names, character_spans(article.text, part), cue + content)
            for part in (item.speaker, item.source)
        )
        return cls(_beside(text, named, source, cue), source, cue, content, certainty(item))

    @property
    def mention(self) -> SourceMention | None:
        """The source as one stretch of text, None if there is none."""
        if not self.named:
            return None
        return SourceMention(self.named[0][0], self.named[-1][1], self.content)
