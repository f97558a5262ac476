"""Questions of news, made from annotated attributions: who said it, and what did they say."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.training.articles import Article, GoldAttribution
from assistant.training.negatives import content_words
from assistant.training.news_forms import (
    BREAK,
    FINITE,
    HOW_MANY,
    NUMERAL,
    PRONOUNS,
    WHAT,
    WHAT_ABOUT,
    WHO,
    WHO_ABOUT,
    WHO_FIGURE,
    WHO_PHRASE,
)
from assistant.training.question_edits import OPPOSITE
from assistant.training.questions import Question


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A run of sentences of an article, `article.text[start:end]`."""

    start: int
    end: int


def excerpts(text: str, words: int = 100) -> list[Excerpt]:
    """Cut a text at sentence ends into runs of about `words` words."""
    made = []
    start = here = 0
    for boundary in [*(m.end() for m in BREAK.finditer(text)), len(text)]:
        if boundary > here and len(text[start:boundary].split()) >= words:
            made.append(Excerpt(start, boundary))
            start = boundary
        here = boundary
    if start < len(text):
        made.append(Excerpt(start, len(text)))
    return [e for e in made if text[e.start : e.end].strip()]


def clause(content: str, chance: random.Random, longest: int = 16) -> str | None:
    """Say a content span as the clause of a question, shortened, without quotation marks."""
    said = re.sub(r"[“”\"]", "", content).strip()
    said = re.sub(r"^(?:that|which)\s+", "", said)
    said = re.split(r"[.!?;]\s", said)[0].strip(" .,;:!?—–-'‘’")
    parts = said.split()
    if len(parts) > longest:
        cut = [i for i in range(5, longest) if parts[i - 1].endswith((",", ":"))]
        parts = parts[: chance.choice(cut) if cut else chance.randint(7, longest)]
    if len(parts) < 3:
        return None
    said = " ".join(parts).strip(" .,;:!?—–-")
    if said.split()[0] not in ("I",) and not said[:2].isupper() and chance.random() < 0.5:
        said = said[0].lower() + said[1:]
    return said


def topic(content: str, source: str, chance: random.Random) -> str | None:
    """Return a name or a pair of words that a content span is about."""
    names = re.findall(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*", content[1:])
    names = [n for n in names if n not in source and n.lower() not in PRONOUNS and len(n) > 2]
    phrases = re.findall(
        r"\b(?:the|a|an|his|her|their|its|our)\s+((?:[a-z-]{3,}\s+){0,1}[a-z-]{4,})", content
    )
    picked = names + [f"the {phrase}" for phrase in phrases]
    return chance.choice(picked) if picked else None


def _is_clause(told: str) -> bool:
    """Whether words that were said read as a clause: a subject, then a finite verb soon."""
    words = told.split()
    if words[0].lower() in {"to", "for", "from", "as", "what", "how", "whether", "if", "why", "by"}:
        return False
    match = FINITE.search(" ".join(words[:9]))
    return match is not None and match.start() > 0


def is_named(source: str) -> bool:
    """Whether a source span says who speaks, rather than being a pronoun."""
    words = source.lower().split()
    return bool(words) and words[0] not in PRONOUNS and len(words) <= 14


class NewsQuestions:
    """Makes questions of one article at a time."""

    def __init__(self, article: Article, chance: random.Random) -> None:
        """Keep the article, its excerpts, and a source of chance."""
        self._article = article
        self._chance = chance
        self._excerpts = excerpts(article.text, chance.choice((60, 90, 110)))
        self._count = 0

    def _question(
        self,
        text: str,
        place: Excerpt,
        span: tuple[int, int] | None,
        kind: str,
        history: tuple[tuple[str, str], ...] = (),
    ) -> Question:
        self._count += 1
        passage = self._article.text[place.start : place.end]
        answers = () if span is None else (self._article.text[span[0] : span[1]],)
        starts = () if span is None else (span[0] - place.start,)
        return Question(
            f"news:{self._article.id}#{self._count}",
            self._article.id,
            text,
            passage,
            answers,
            starts,
            history,
            "news",
            kind,
        )

    def _place(self, attribution: GoldAttribution) -> Excerpt | None:
        spans = attribution.source + attribution.cue + attribution.content
        for place in self._excerpts:
            if all(place.start <= start and end <= place.end for start, end in spans):
                return place
        return None

    def _words(self, spans: Sequence[tuple[int, int]]) -> str:
        return " ".join(self._article.text[start:end] for start, end in spans)

    def make(self) -> Iterator[Question]:
        """Yield answerable and unanswerable questions of the article."""
        sources = sorted({self._words(a.source) for a in self._article.attributions})
        for attribution in self._article.attributions:
            place = self._place(attribution)
            if place is None or not attribution.content:
                continue
            source = self._words(attribution.source)
            if len(attribution.source) == 1 and is_named(source):
                yield from self._who(attribution, place, source)
                if chance_of(self._chance, 0.6):
                    yield from self._what(attribution, place, source, sources)
        yield from self._how_many()

    def _who(self, attribution: GoldAttribution, place: Excerpt, source: str) -> Iterator[Question]:
        content = self._words(attribution.content)
        told = clause(content, self._chance)
        figure = NUMERAL.search(content)
        about = topic(content, source, self._chance)
        forms = []
        if told and _is_clause(told):
            forms += [("who said", self._chance.choice(WHO).format(x=told))] * 4
        elif told and not told.lower().startswith(("to ", "for ", "from ", "as ")):
            forms.append(("who said", self._chance.choice(WHO_PHRASE).format(x=told)))
        if figure:
            words = figure.group()
            forms += [("who said", self._chance.choice(WHO_FIGURE).format(x=words))] * 6
        if about and self._only_one(place, about):
            forms.append(("who said", self._chance.choice(WHO_ABOUT).format(x=about)))
        if not forms:
            return
        kind, text = self._chance.choice(forms)
        yield self._question(text, place, attribution.source[0], kind)
        if chance_of(self._chance, 0.35):
            wrong = self._falsified(text)
            if wrong:
                yield self._question(wrong, place, None, "false premise")
        if chance_of(self._chance, 0.2) and told:
            elsewhere = self._elsewhere(place, content, source)
            if elsewhere:
                yield self._question(text, elsewhere, None, "other passage")

    def _what(
        self, attribution: GoldAttribution, place: Excerpt, source: str, sources: Sequence[str]
    ) -> Iterator[Question]:
        content = self._words(attribution.content)
        about = topic(content, source, self._chance)
        passage = self._article.text[place.start : place.end]
        span = max(attribution.content, key=lambda s: s[1] - s[0])
        alone = passage.count(source) == 1
        if about:
            form = self._chance.choice(WHAT_ABOUT)
            text = form.format(s=source, t=about)
        elif alone:
            form = self._chance.choice(WHAT)
            text = form.format(s=source)
        else:
            return
        yield self._question(text, place, span, "what said")
        if chance_of(self._chance, 0.4):
            absent = [s for s in sources if is_named(s) and not _shares(s, passage)]
            if absent:
                other = self._chance.choice(absent)
                wrong = form.format(s=other, t=about)
                yield self._question(wrong, place, None, "other speaker")

    def _how_many(self) -> Iterator[Question]:
        for place in self._excerpts:
            for match in HOW_MANY.finditer(self._article.text[place.start : place.end]):
                noun = match.group(2).strip().removeprefix("of ")
                text = f"How many {noun} {match.group(3).strip()}?"
                start, end = match.span(1)
                yield self._question(
                    text, place, (place.start + start, place.start + end), "how many"
                )

    def _only_one(self, place: Excerpt, about: str) -> bool:
        """Whether just one attribution of the excerpt speaks about a topic."""
        inside = [a for a in self._article.attributions if self._within(a, place)]
        return sum(about in self._words(a.content) for a in inside) == 1

    @staticmethod
    def _within(attribution: GoldAttribution, place: Excerpt) -> bool:
        return any(place.start <= start and end <= place.end for start, end in attribution.content)

    def _elsewhere(self, place: Excerpt, content: str, source: str) -> Excerpt | None:
        """Return another excerpt that shares least-rare words but not the statement."""
        wanted = content_words(content)
        others = [e for e in self._excerpts if e != place and e.end - e.start > 100]
        scored = []
        for other in others:
            shared = wanted & content_words(self._article.text[other.start : other.end])
            if len(shared) <= 0.6 * len(wanted):
                scored.append((len(shared), other.start, other))
        return max(scored)[2] if scored and source else None

    def _falsified(self, text: str) -> str | None:
        """Change a number, a name or a word of a question so that nobody said it."""
        found = re.search(r"\d[\d,]*", text)
        if found:
            digits = found.group().replace(",", "").rstrip(",")
            value = int(digits)
            other = value + self._chance.choice((-1, 1)) * max(
                1, value // self._chance.choice((2, 3, 5))
            )
            if other > 0 and str(other) not in self._article.text:
                said = f"{other:,}" if value > 9999 else str(other)
                return text[: found.start()] + said + text[found.end() :]
        words = [w for w in re.findall(r"[a-z]+", text) if w in OPPOSITE]
        if words:
            word = self._chance.choice(words)
            return re.sub(rf"\b{word}\b", OPPOSITE[word], text, count=1)
        names = [
            m for m in re.finditer(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*", text) if m.start() > 8
        ]
        known: list[str] = sorted(
            set(re.findall(r"\b[A-Z][\w’'-]{3,}\s+[A-Z][\w’'-]{2,}", self._article.text))
        )
        if names and known:
            match, other_name = self._chance.choice(names), self._chance.choice(known)
            if not set(other_name.split()) & set(match.group().split()):
                return text[: match.start()] + other_name + text[match.end() :]
        return None


def _shares(source: str, passage: str) -> bool:
    """Whether a passage holds a word that names the source."""
    return any(word in passage for word in source.split() if word[:1].isupper())


def chance_of(chance: random.Random, share: float) -> bool:
    """Return True in `share` of the calls."""
    return chance.random() < share


def news_questions(articles: Sequence[Article], chance: random.Random) -> list[Question]:
    """Return all questions made of the articles."""
    return [question for article in articles for question in NewsQuestions(article, chance).make()]
