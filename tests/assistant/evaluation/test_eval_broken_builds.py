"""A build that is broken on purpose is caught by the comparison with a healthy one's baseline."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from assistant.evaluation import baseline, libraries, question_sets
from assistant.evaluation.comparison import compare
from assistant.evaluation.results import metrics
from assistant.evaluation.runner import run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

ARTICLES = {
    "bridge.md": (
        "Bridge collapses at Port Ansel",
        "The Coast Guard said 23 people were rescued after the old road bridge at Port Ansel "
        "collapsed on Monday.\n\nMayor Ilse Brandt said the bridge had been inspected in October. "
        "Engineers blamed a crack in the northern pier.\n\nA temporary ferry will carry cars "
        "across the inlet, the harbour office said. The crossing takes 40 minutes.",
    ),
    "strike.md": (
        "Dockers return to work",
        "Dockers at the container terminal ended a strike of three weeks on 14 February, the "
        "Dockers Union said.\n\nThe union’s secretary, Tomas Reel, said 1,200 members had voted "
        "for the new contract.\n\nThe contract raises hourly pay to 31 crowns. Shippers had "
        "warned that fruit was rotting in the sheds.",
    ),
    "reef.md": (
        "Divers map a cold-water reef",
        "Marine biologist Dana Okoro said her team had mapped a reef 900 metres below the surface "
        "of the Lomar Sea.\n\nThe reef is home to 47 species of coral, according to the Institute "
        "of Ocean Science. Trawlers had damaged its eastern slope.",
    ),
    "theatre.md": (
        "Theatre reopens after fire",
        "The Corn Exchange theatre in Velden will reopen in September, its director Paula Stern "
        "told reporters.\n\nThe fire destroyed the stage and 300 costumes. An electrical fault in "
        "the lighting rig caused it, the fire brigade found.",
    ),
}
ASKED = [
    ("rescued", "How many people were rescued after the bridge collapsed?", "23", "bridge"),
    ("crossing", "How long does the ferry crossing take?", "40 minutes", "bridge"),
    ("crack", "What did engineers blame for the collapse?", "a crack", "bridge"),
    ("voted", "How many union members voted for the contract?", "1,200", "strike"),
    ("pay", "What does the contract raise hourly pay to?", "31 crowns", "strike"),
    ("depth", "How deep is the reef?", "900 metres", "reef"),
    ("species", "How many species of coral live on the reef?", "47", "reef"),
    ("reopen", "When will the Corn Exchange theatre reopen?", "September", "theatre"),
    ("costumes", "How many costumes did the fire destroy?", "300", "theatre"),
]
UNANSWERABLE = [
    "Who won the tennis final in Velden?",
    "How much did the new airport cost?",
    "What is the population of Norway?",
    "Why did the finance minister resign?",
]


@pytest.fixture(scope="module")
def build(tmp_path_factory, eval_cache, make_set):
    """Build the library once, run it healthy, and keep its figures as the baseline."""
    rows = []
    for name, question, answer, article in ASKED:
        text = ARTICLES[f"{article}.md"][1]
        sentence = next(
            s for s in text.replace("\n\n", "|").replace(". ", ".|").split("|") if answer in s
        )
        cited = [{"article": f"{article}.md", "quote": sentence}]
        rows.append({"id": name, "question": question, "answers": [answer], "citations": cited})
    rows += [
        {"id": f"no-{number}", "question": question, "answerable": False}
        for number, question in enumerate(UNANSWERABLE)
    ]
    folder = make_set(tmp_path_factory.mktemp("broken") / "small_town", rows, ARTICLES)
    question_set = question_sets.load(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWS_ASSISTANT_EVAL_CACHE", str(eval_cache))
        with libraries.opened(question_set) as built:
            healthy = run(question_set, built.assistant, built.articles)
            yield question_set, built, healthy


def against_the_baseline(build):
    question_set, built, healthy = build
    results = run(question_set, built.assistant, built.articles)
    return compare(baseline.baseline_of(healthy), results, question_set.name)


def fallen(comparison):
    return {change.name for change in comparison.fallen}


def test_the_healthy_build_is_worth_comparing_with_and_deterministic(build):
    found = metrics(build[2])
    assert found["retrieval_recall@1"] >= 0.8
    assert found["citation_recall"] >= 0.6
    assert found["exact_match"] >= 0.6
    assert found["abstention_recall"] >= 0.5  # else a missing gate could not be seen
    again = against_the_baseline(build)
    assert not again.failed
    assert again.reworded == again.regressions == again.improvements == ()


def test_retrieval_that_returns_a_random_passage_is_caught(build, monkeypatch):
    from index.article import Hit
    from index.news_index import NewsIndex

    def retrieve(self, question, **_):
        passages = [p for row in self.articles() for p in self.passages(row.id)]
        return [Hit(random.Random(question).choice(passages), 1.0)]

    monkeypatch.setattr(NewsIndex, "retrieve", retrieve)
    found = against_the_baseline(build)
    assert found.failed
    assert {"retrieval_recall@1", "mrr@10", "citation_recall"} <= fallen(found)


def test_a_build_without_its_gate_is_caught(build, monkeypatch):
    from assistant.answering.gate import Gate

    judge = Gate.judge
    monkeypatch.setattr(
        Gate,
        "judge",
        lambda self, question, candidates: [
            replace(candidate, probability=1.0) for candidate in judge(self, question, candidates)
        ],
    )
    found = against_the_baseline(build)
    assert found.failed
    assert "abstention_recall" in fallen(found)


def test_offsets_that_are_shifted_by_one_are_caught(build, monkeypatch):
    from index.news_index import NewsIndex

    original = NewsIndex.retrieve

    def retrieve(self, question, **options):
        hits = []
        for hit in original(self, question, **options):
            passage = hit.passage
            shifted = replace(
                passage,
                start=passage.start + 1,
                end=passage.end + 1,
                sentences=tuple((start + 1, end + 1) for start, end in passage.sentences),
            )
            hits.append(replace(hit, passage=shifted))
        return hits

    monkeypatch.setattr(NewsIndex, "retrieve", retrieve)
    found = against_the_baseline(build)
    assert found.failed
    assert {"citation_recall", "citation_precision"} & fallen(found)
