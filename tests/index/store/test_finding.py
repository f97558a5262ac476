"""Passages are found by meaning and by words, under filters, each with its reasons."""

from datetime import UTC, datetime

import pytest

from index.article import Filters
from index.attributions import StoredAttribution
from index.errors import NewsAssistantError
from tests.index.store.stories import ids_found


def test_the_right_passage_comes_first_and_says_why(stocked):
    hit = stocked.retrieve("Who reported 23 civilian deaths?")[0]
    assert hit.passage.article_id == "attacks"
    assert "23 civilians were killed" in hit.passage.text
    assert hit.vector_rank == 1
    assert hit.word_rank == 1
    assert 0 < hit.similarity <= 1
    assert hit.word_score > 0
    assert hit.score == pytest.approx(2 / 61)
    assert set(hit.matched_words) >= {"reported", "23", "civilian"}


@pytest.mark.parametrize(
    ("question", "article", "word"),
    [
        ("al-Assal", "highway", "al-Assal"),
        ("Assal?", "highway", "Assal"),
        ("1200", "highway", "1200"),
        ("1,200", "highway", "1,200"),
        ("m5", "highway", "m5"),
        ("Covid-19", "general", "Covid-19"),
        ("WHO", "general", "WHO"),
        ("commanders", "general", "commanders"),
        ("1.5", "undated", "1.5"),
    ],
)
def test_names_and_numbers_are_found_whole(stocked, question, article, word):
    best = min(stocked.retrieve(question), key=lambda hit: hit.word_rank or 99)
    assert best.passage.article_id == article
    assert best.matched_words == (word,)


@pytest.mark.parametrize(
    "question",
    ['outlet:"Valley Wire" AND (', "title:* OR *", "a" * 5000, "?!", "'; DROP TABLE", "🕊️", "\x00"],
)
def test_a_question_is_never_a_query_language(stocked, question):
    stocked.retrieve(question)


@pytest.mark.parametrize("question", ["", "  \n"])
def test_nothing_asked_nothing_found(stocked, question):
    assert stocked.retrieve(question) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(outlets=("Valley Wire",)), {"highway"}),
        (Filters(outlets=("Valley Wire", "Northern Ledger")), {"highway", "general"}),
        (Filters(articles=("general", "attacks")), {"general", "attacks"}),
        (Filters(since=datetime(2024, 12, 2, 8, 30, tzinfo=UTC)), {"highway", "general"}),
        (Filters(until=datetime(2024, 12, 2, 8, 30, tzinfo=UTC)), {"attacks", "highway"}),
        (Filters(until=datetime(2024, 11, 29, 7, 59, tzinfo=UTC)), set()),
        (Filters(since=datetime(2024, 12, 1, tzinfo=UTC), outlets=("Harbour Post",)), set()),
        (Filters(outlets=("nobody",)), set()),
        (Filters(speakers=("nobody",)), set()),
    ],
)
def test_filters(stocked, filters, expected):
    hits = stocked.retrieve("Who was killed in Aleppo and Idlib?", filters=filters)
    assert set(ids_found(hits)) == expected
    assert all(hit.vector_rank for hit in hits)


def test_filtering_by_speaker_keeps_the_passages_where_they_speak(index, tmp_path):
    from tests.index.store.stories import ATTACKS, HIGHWAY, write

    index.add(write(tmp_path, ATTACKS, HIGHWAY))
    text = index.article("highway").text
    start = text.index("A military statement")
    spoken = StoredAttribution(
        article_id="highway",
        version=1,
        source_spans=((start, start + 20),),
        cue_spans=(),
        content_spans=((start + 31, len(text)),),
        source_text="A military statement",
        speaker="the military",
        status="stated",
        probability=0.9,
    )
    index.library.save_attributions("highway", 1, [spoken])
    hits = index.retrieve("battles", filters=Filters(speakers=("the military",)))
    assert ids_found(hits) == ["highway"]
    assert [each.id for each in index.articles(filters=Filters(speakers=("the military",)))] == [
        "highway"
    ]
    assert index.facets().speakers == (("the military", 1),)


def test_last_turns_passages_stay_candidates(stocked):
    kept = stocked.passages("undated")[0].id
    only = Filters(articles=("attacks",))
    hits = stocked.retrieve("How many were injured?", k=1, filters=only, candidates=[kept, "gone"])
    assert ids_found(hits) == ["attacks", "undated"]
    assert hits[1].score == 0
    assert hits[1].similarity is not None


def test_k_limits_the_list(stocked):
    assert len(stocked.retrieve("Who was killed?", k=2)) == 2
    assert stocked.retrieve("Who was killed?", k=0) == []


def test_the_same_question_finds_the_same(stocked):
    question = "What happened in Aleppo province?"
    assert stocked.retrieve(question) == stocked.retrieve(question)


def test_neighbours(stocked):
    passages = stocked.passages("attacks")
    around = stocked.neighbours(passages[0], before=1, after=5)
    assert around == passages[1:6]
    assert stocked.passage(passages[0].id) == passages[0]


def test_lists_of_articles(stocked):
    assert [each.id for each in stocked.articles()] == [
        "general", "highway", "attacks", "attacks-copy", "undated",
    ]  # fmt: skip
    assert [each.id for each in stocked.articles(query="m5 valley")] == ["highway"]
    assert stocked.articles(query="100%") == []
    assert [each.id for each in stocked.articles(sort="title", limit=2, offset=1)] == [
        "undated", "general",
    ]  # fmt: skip
    assert stocked.count(filters=Filters(outlets=("Valley Wire",))) == 2
    with pytest.raises(NewsAssistantError, match="sorted by 'size'"):
        stocked.articles(sort="size")


def test_published_keeps_the_documents_offset(stocked):
    assert stocked.article("attacks").published.isoformat() == "2024-11-29T10:00:00+02:00"


def test_facets_and_figures(stocked):
    facets = stocked.facets()
    assert facets.outlets == (("Valley Wire", 2), ("Harbour Post", 1), ("Northern Ledger", 1))
    assert facets.first == datetime(2024, 11, 29, 8, tzinfo=UTC)
    figures = stocked.figures()
    assert (figures.articles, figures.duplicates) == (5, 1)
    assert figures.passages == sum(
        len(stocked.passages(each)) for each in ("attacks", "highway", "general", "undated")
    )
    assert figures.size > 0
    assert dict(figures.by_day)[datetime(2024, 11, 29, tzinfo=UTC).date()] == 2


def test_as_a_llama_index_retriever(stocked):
    from index.retriever import PassageRetriever

    retriever = PassageRetriever(stocked, k=3, filters=Filters(outlets=("Harbour Post",)))
    node = retriever.retrieve("Who reported 23 civilian deaths?")[0].node
    text = stocked.article(node.metadata["article_id"]).text
    assert text[node.start_char_idx : node.end_char_idx] == node.text
    assert node.metadata["outlet"] == "Harbour Post"
    assert node.metadata["why"]["vector_rank"] == 1
