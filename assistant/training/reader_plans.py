"""What each stage of the reader's training sees, in which order."""

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.training.articles import hold_out, read_articles
from assistant.training.followups import followups
from assistant.training.negatives import other_passages
from assistant.training.news_questions import news_questions
from assistant.training.newsroom import newsroom_questions
from assistant.training.other_sets import conversations, dated_paragraphs, long_documents
from assistant.training.question_edits import edited
from assistant.training.questions import Question, flat, split_by_title

# Four articles of different kinds: 574 answerable and 574 adversarial questions.
DEVELOPMENT_TITLES = frozenset(("Warsaw", "Pharmacy", "Normans", "Sky_(United_Kingdom)"))


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the longest window to show (tokens), and its weight in the loss.

    `beside` is the same question of passages that do not answer it, learnt together with it.
    """

    question: Question
    length: int
    weight: float = 1.0
    beside: tuple[Question, ...] = ()


def foundation(data: Path, chance: random.Random) -> list[Example]:
    """General questions, nearly all answered: learn to find spans."""
    wiki = flat(data / "squadshifts", "new_wiki_", "new_wiki")
    picked = _some(flat(data / "policyqa_dev", source="policyqa"), 700, chance)
    picked += _some(flat(data / "squadshifts", "reddit_", "reddit"), 1500, chance)
    picked += _some(flat(data / "squadshifts", "amazon_reviews_", "amazon"), 1000, chance)
    picked += wiki + other_passages(wiki, 1200, chance)
    chance.shuffle(picked)
    return [Example(question, 128) for question in picked]


def domain(data: Path, chance: random.Random) -> list[Example]:
    """News and encyclopedia with hard unanswerable questions; the nearest to home comes last."""
    core, _ = split_by_title(flat(data / "squad_dev_part", source="squad"), DEVELOPMENT_TITLES)
    wiki = flat(data / "squadshifts", "new_wiki_", "new_wiki")
    articles, _ = hold_out(read_articles(data / "polnear_train"))
    news = news_questions(articles, chance)
    news = _some([q for q in news if q.answerable], 3000, chance) + _some(
        [q for q in news if not q.answerable], 1800, chance
    )
    chance.shuffle(news)
    hard = edited(core, 1800, chance)
    early = [Example(q, 128) for q in edited(wiki, 1000, chance)]
    early += [Example(q, 128) for q in _some(wiki, 1000, chance)]
    early += [Example(q, 128) for q in conversations(data / "abg_coqa_val", "abg_coqa")]
    dated = dated_paragraphs(data / "timeqa_human_train", "timeqa", chance)
    early += [Example(q, 128) for q in _some(dated, 600, chance)]
    covid = long_documents(data / "covid_qa", "covid_qa", chance)
    early += [Example(q, 128) for q in _some(covid, 250, chance)]
    early += [Example(q, 128) for q in news[:3300]]
    early += [Example(q, 128) for q in followups(core, 0.12, chance)]
    early += [Example(q, 128) for q in other_passages(core, 400, chance) + hard[:900]]
    late = [Example(q, 160) for q in followups(core, 0.06, chance)]
    late += [Example(q, 160) for q in other_passages(core, 400, chance) + hard[900:]]
    late += [Example(q, 160) for q in news[3300:]]
    chance.shuffle(early)
    chance.shuffle(late)
    return early + late


def mixed(data: Path, chance: random.Random) -> list[Example]:
    """Everything again, twice, with new edits and negatives; for weights that know the domain."""
    core, _ = split_by_title(flat(data / "squad_dev_part", source="squad"), DEVELOPMENT_TITLES)
    wiki = flat(data / "squadshifts", "new_wiki_", "new_wiki")
    chance.shuffle(wiki)
    articles, _ = hold_out(read_articles(data / "polnear_train"))
    found: list[Example] = []
    for part in (wiki[::2], wiki[1::2]):
        news = news_questions(articles, chance)
        general = [
            *part,
            *other_passages(part, 500, chance),
            *edited(part, 600, chance),
            *_some(flat(data / "squadshifts", "reddit_", "reddit"), 900, chance),
            *_some(flat(data / "squadshifts", "amazon_reviews_", "amazon"), 700, chance),
            *_some(flat(data / "policyqa_test", source="policyqa"), 300, chance),
            *_some(conversations(data / "abg_coqa_val", "abg_coqa"), 500, chance),
            *_some(dated_paragraphs(data / "timeqa_human_train", "timeqa", chance), 450, chance),
            *_some(long_documents(data / "covid_qa", "covid_qa", chance), 250, chance),
            *_some([q for q in news if q.answerable], 1900, chance),
            *_some([q for q in news if not q.answerable], 1300, chance),
        ]
        home = [
            *followups(core, 0.06, chance),
            *other_passages(core, 700, chance),
            *edited(core, 1800, chance),
        ]
        examples = [Example(q, 128) for q in general] + [Example(q, 160) for q in home]
        chance.shuffle(examples)
        found += examples
    return found


def ranking(data: Path, chance: random.Random) -> list[Example]:
    """Every question with its passage and with one that a search would find beside it."""
    core, _ = split_by_title(flat(data / "squad_dev_part", source="squad"), DEVELOPMENT_TITLES)
    wiki = _some(flat(data / "squadshifts", "new_wiki_", "new_wiki"), 1500, chance)
    articles, _ = hold_out(read_articles(data / "polnear_train"))
    news = news_questions(articles, chance)
    general = [
        *wiki,
        *other_passages(wiki, len(wiki), chance, among=3),
        *_some(conversations(data / "abg_coqa_val", "abg_coqa"), 400, chance),
        *_some([q for q in news if q.answerable], 2300, chance),
        *_some([q for q in news if not q.answerable], 1700, chance),
    ]
    home = [
        *followups(core, 0.05, chance),
        *other_passages(core, len(core), chance, among=3),
        *edited(core, 700, chance),
    ]
    examples = [Example(q, 128) for q in general] + [Example(q, 160) for q in home]
    chance.shuffle(examples)
    return examples


def newsroom(data: Path, chance: random.Random) -> list[Example]:
    """The written questions twice, beside others found; a share of what was learnt before."""
    core, _ = split_by_title(flat(data / "squad_dev_part", source="squad"), DEVELOPMENT_TITLES)
    articles, _ = hold_out(read_articles(data / "polnear_train"))
    news = news_questions(articles, chance)
    first = newsroom_questions(chance, others=1)
    again = newsroom_questions(chance, others=1)
    in_vain = [question for question in again if question.kind == "other passage"]
    asked = [question for question in again if question.kind != "other passage"]
    home = [
        *first,
        *followups(asked, 0.05, chance),
        *_some(in_vain, len(in_vain) // 2, chance),
        *edited([question for question in asked if question.answerable], 800, chance),
    ]
    general = [
        *_some(followups(core, 0.05, chance), 3500, chance),
        *other_passages(core, 1500, chance, among=3),
        *edited(core, 800, chance),
        *_some([q for q in news if q.answerable], 900, chance),
        *_some([q for q in news if not q.answerable], 600, chance),
    ]
    examples = [Example(q, 192) for q in home] + [Example(q, 160) for q in general]
    chance.shuffle(examples)
    return examples


def choosing(data: Path, chance: random.Random) -> list[Example]:
    """Questions with the passage that answers and others found, told apart in one step.

    Nothing that is asked in vain of a passage about it: that teaches silence, not a choice.
    """
    core, _ = split_by_title(flat(data / "squad_dev_part", source="squad"), DEVELOPMENT_TITLES)
    general = _some([question for question in core if question.answerable], 1200, chance)
    written = newsroom_questions(chance, others=3)
    examples = [
        *_beside(general, other_passages(general * 2, 2400, chance, among=3), 160),
        *_beside([q for q in written if q.answerable], written, 192),
    ]
    chance.shuffle(examples)
    return examples


def _beside(
    questions: Sequence[Question], others: Sequence[Question], length: int
) -> list[Example]:
    """Put each question together with those of `others` that ask it of another passage."""
    asked: dict[str, dict[str, Question]] = defaultdict(dict)
    for other in others:
        if other.kind == "other passage":
            asked[other.id.rpartition("/")[0]][other.passage] = other
    return [Example(q, length, beside=tuple(asked[q.id].values())) for q in questions]


def _some(questions: Sequence[Question], count: int, chance: random.Random) -> list[Question]:
    return chance.sample(list(questions), min(count, len(questions)))


PLANS: dict[str, Callable[[Path, random.Random], list[Example]]] = {
    "foundation": foundation,
    "domain": domain,
    "mixed": mixed,
    "ranking": ranking,
    "newsroom": newsroom,
    "choosing": choosing,
}
