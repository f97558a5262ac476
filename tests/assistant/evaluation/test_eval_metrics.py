"""Every metric against values worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from assistant.answer import Answer, Citation
from assistant.evaluation import squad_metrics
from assistant.evaluation.citation_metrics import (
    citation_precision,
    citation_recall,
    speaker_right,
)
from assistant.evaluation.gold import Evidence, GoldSpan
from assistant.evaluation.mechanical_checks import numbers, span_fault, unsupported_facts
from assistant.evaluation.questions import Question
from assistant.evaluation.retrieval_metrics import retrieval_metrics
from assistant.evaluation.scores import judge_answer
from assistant.evaluation.significance import mcnemar, paired_bootstrap
from assistant.evaluation.speakers import same_speaker


def cite(article="a", start=0, end=10, speaker="", quote="q", **rest):
    values = {"title": "T", "outlet": "O", "published": None, "url": "", **rest}
    return Citation(
        number=1, article_id=article, quote=quote, start=start, end=end, speaker=speaker, **values
    )


def evidence(*spans):
    return Evidence("a.md", "quote", tuple(GoldSpan(*span) for span in spans))


# -- SQuAD ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  White Helmets.", "white helmets"),
        ("“At least 23 civilians,”", "at least 23 civilians"),
        ("1,200", "1200"),
        ("2.5 percent.", "2.5 percent"),
        ("Nov. 27–30", "nov 27 30"),
        ("theatre an answer", "theatre answer"),
        ("A\u00a0\uff12\uff13", "23"),
    ],
)
def test_normalisation(text, normal):
    assert squad_metrics.normalize(text) == normal


def test_exact_match():
    assert squad_metrics.exact_match("the White Helmets", ["White Helmets!"]) == 1.0
    assert squad_metrics.exact_match("White Helmets volunteers", ["White Helmets"]) == 0.0
    assert squad_metrics.exact_match("1.5 million", ["15 million"]) == 0.0


def test_f1_by_hand():
    # 2 common tokens; precision 2/4, recall 2/2: F1 = 2 * .5 * 1 / 1.5 = 2/3.
    assert squad_metrics.f1("at least 23 civilians", ["23 civilians"]) == pytest.approx(2 / 3)
    # Best over accepted answers: against "at least 23" precision 3/4, recall 1: 6/7.
    accepted = ["23 civilians", "at least 23"]
    assert squad_metrics.f1("at least 23 civilians", accepted) == pytest.approx(6 / 7)
    # Repetition counts: "a b b" and "b c" share one b: precision 1/2 (a dropped), recall 1/2.
    assert squad_metrics.f1("a b b", ["b c"]) == pytest.approx(0.5)
    assert squad_metrics.f1("nothing shared", ["else"]) == 0.0
    assert squad_metrics.f1("the", ["a"]) == 1.0
    assert squad_metrics.f1("the", ["word"]) == 0.0


def test_contains_on_word_boundaries():
    assert squad_metrics.contains("They counted at least 23 civilians [1].", ["23"]) == 1.0
    assert squad_metrics.contains("They counted 1,230 civilians.", ["23"]) == 0.0
    assert squad_metrics.contains("They counted 2.3 tons [23].", ["23"]) == 0.0


def test_markers_are_left_out():
    assert squad_metrics.without_markers("Yes [1][2]. No [1, 3].") == "Yes. No."


# -- citations -----------------------------------------------------------------------------


def test_citation_recall_and_precision_by_hand():
    gold = [evidence(("a", 0, 10)), evidence(("a", 50, 60), ("copy", 5, 15)), evidence(("b", 0, 9))]
    citations = [cite("a", 9, 20), cite("copy", 0, 6), cite("a", 20, 50), cite("b", 9, 12)]
    # Overlapped: the first and the second gold quote; needed: the first two citations.
    assert citation_recall(citations, gold) == pytest.approx(2 / 3)
    assert citation_precision(citations, gold) == pytest.approx(2 / 4)


def test_touching_spans_do_not_overlap():
    assert citation_recall([cite("a", 10, 20)], [evidence(("a", 0, 10))]) == 0.0
    assert citation_recall([cite("a", 9, 20)], [evidence(("a", 0, 10))]) == 1.0
    assert citation_recall([cite("b", 0, 10)], [evidence(("a", 0, 10))]) == 0.0


def test_citation_metrics_without_gold_or_citations():
    assert citation_recall([cite()], []) is None
    assert citation_recall([], [evidence(("a", 0, 1))]) == 0.0
    assert citation_precision([], [evidence(("a", 0, 1))]) is None
    assert citation_precision([cite()], []) is None


@pytest.mark.parametrize(
    ("got", "wanted", "same"),
    [
        ("the White Helmets", "White Helmets", True),
        ("White Helmets volunteers", "The White Helmets", True),
        ("Helm", "White Helmets", False),
        ("", "White Helmets", False),
        ("the", "White Helmets", False),
        ("Gen. Omar Vale", "Omar Vale", True),
        ("Russian army", "Syrian army", False),
    ],
)
def test_same_speaker(got, wanted, same):
    assert same_speaker(got, wanted) is same


def test_speaker_of_the_needed_citation_decides():
    gold = [evidence(("a", 0, 10))]
    first, needed = cite("b", 0, 5, "The army"), cite("a", 0, 10, "Red Crescent")
    assert speaker_right([first, needed], gold, "the Red Crescent") == 1.0
    assert speaker_right([first, needed], gold, "army") == 0.0
    assert speaker_right([first], gold, "army") == 1.0
    assert speaker_right([], gold, "army") == 0.0
    assert speaker_right([first], gold, "") is None


# -- retrieval -----------------------------------------------------------------------------


def hits(*places):
    return [
        SimpleNamespace(passage=SimpleNamespace(article_id=a, start=s, end=e)) for a, s, e in places
    ]


def test_retrieval_by_hand():
    gold = [evidence(("a", 100, 120)), evidence(("b", 0, 10))]
    found = hits(("a", 0, 50), ("c", 0, 50), ("a", 90, 101), ("b", 0, 50))
    assert retrieval_metrics(found, gold) == {
        "retrieval_recall@1": 0.0,
        "retrieval_recall@5": 1.0,
        "retrieval_recall@20": 1.0,
        "mrr@10": pytest.approx(1 / 3),
    }


def test_retrieval_beyond_its_cutoffs():
    found = hits(*(("a", 0, 5) for _ in range(11)), ("b", 0, 5))
    values = retrieval_metrics(found, [evidence(("b", 0, 5))])
    assert values["retrieval_recall@5"] == 0.0
    assert values["retrieval_recall@20"] == 1.0
    assert values["mrr@10"] == 0.0


def test_retrieval_of_nothing_and_without_gold():
    assert set(retrieval_metrics([], [evidence(("a", 0, 1))]).values()) == {0.0}
    assert set(retrieval_metrics(hits(("a", 0, 1)), []).values()) == {None}


# -- mechanical checks ---------------------------------------------------------------------


def test_numbers_are_compared_by_value():
    text = "1,200 men, twenty-three dead, Twelve hurt, 007, 2.50 and 3.5 percent; one more"
    assert numbers(text) == ["1200", "23", "12", "7", "2.50", "3.5"]


def test_every_number_quotation_and_speaker_stands_in_a_cited_span():
    quote = "The Coast Guard said 23 people were “pulled from the sea” by 12 boats."
    answer = Answer(
        "The Coast Guard reported twenty-three people “pulled from the sea” [1].",
        "23",
        abstained=False,
        citations=(cite(quote=quote, speaker="Coast Guard"),),
    )
    assert unsupported_facts(answer) == ()


def test_made_up_facts_are_named():
    published = datetime(2024, 12, 5, tzinfo=UTC)
    answer = Answer(
        "On 5 December 2024 the navy reported 32 people “lost at sea” [1].",
        "32",
        abstained=False,
        citations=(
            cite(quote="He said 23 people were rescued.", speaker="Navy", published=published),
        ),
    )
    assert unsupported_facts(answer) == ("number 32", "quotation “lost at sea”", "speaker Navy")
    texts = {"a": "Adm. Roe of the Navy was there. He said 23 people were rescued."}
    assert "speaker Navy" not in unsupported_facts(answer, texts.__getitem__)


@pytest.mark.parametrize(
    ("start", "end", "quote", "fault"),
    [
        (4, 10, "dog ba", "its span cuts a word"),
        (4, 8, "dog ", ""),
        (4, 7, "dog", ""),
        (5, 8, "og ", "its span cuts a word"),
        (4, 7, "dig", "its offsets do not hold its quote"),
        (5, 8, "dog", "its offsets do not hold its quote"),
        (7, 7, "", "its offsets do not hold its quote"),
        (0, 13, "The dog barks", ""),
    ],
)
def test_offsets_that_are_off_by_one_are_found(start, end, quote, fault):
    found = span_fault(cite("a", start, end, quote=quote), "The dog barks.")
    assert found == (f"citation 1: {fault}" if fault else "")


def test_scripts_without_spaces_have_no_word_edges():
    assert span_fault(cite("a", 1, 3, quote="京新"), "東京新聞") == ""


def test_an_abstention_claims_nothing():
    assert unsupported_facts(Answer("No article reports 32.", None, abstained=True)) == ()


# -- significance --------------------------------------------------------------------------


def test_mcnemar_by_hand():
    # 1 improved, 5 broken: 2 * (C(6,0) + C(6,1)) / 2^6 = 14/64.
    assert mcnemar(1, 5) == pytest.approx(14 / 64)
    assert mcnemar(5, 1) == mcnemar(1, 5)
    assert mcnemar(0, 5) == pytest.approx(2 / 32)
    assert mcnemar(3, 3) == 1.0
    assert mcnemar(0, 0) == 1.0


def test_mcnemar_agrees_with_scipy():
    from scipy.stats import binomtest

    for improved, broken in ((0, 1), (2, 9), (7, 8), (30, 12)):
        expected = binomtest(improved, improved + broken, 0.5).pvalue
        assert mcnemar(improved, broken) == pytest.approx(expected)


def test_bootstrap_of_a_constant_difference_is_a_point():
    found = paired_bootstrap([0.1, 0.5, 0.3], [0.2, 0.6, 0.4])
    assert (found.difference, found.low, found.high) == pytest.approx((0.1, 0.1, 0.1))
    assert found.excludes_zero


def test_bootstrap_by_hand():
    # One of two questions improves by 1: the mean of two draws is 0, .5 or 1 (1/4, 1/2, 1/4),
    # so the middle 95 % reach from 0 to 1.
    found = paired_bootstrap([0, 0], [0, 1])
    assert (found.difference, found.low, found.high) == (0.5, 0.0, 1.0)
    assert not found.excludes_zero
    assert found == paired_bootstrap([0, 0], [0, 1])


def test_bootstrap_wants_pairs():
    with pytest.raises(ValueError, match="got 1, 2"):
        paired_bootstrap([1], [1, 2])
    with pytest.raises(ValueError, match="got 0, 0"):
        paired_bootstrap([], [])


# -- one answer ----------------------------------------------------------------------------

GOLD = [evidence(("a", 0, 10))]


TEXT = "0123456789 and so on"


def scored(question, answer, gold=GOLD):
    return judge_answer(question, answer, gold, hits(("a", 0, 99)), lambda _: TEXT)


def test_a_right_answer_passes():
    question = Question("q", "?", answers=("23",), speaker="Navy", must_include=("23",))
    answer = Answer(
        "The navy says 23 [1].", "23", False, (cite("a", 0, 10, "the Navy", TEXT[:10]),)
    )
    verdict = scored(question, answer)
    assert verdict.right
    assert verdict.reasons == ()
    assert verdict.values["exact_match"] == verdict.values["must_pass"] == 1.0


def test_prose_is_compared_without_markers_where_there_is_no_short_answer():
    question = Question("q", "?", answers=("23 dead",))
    verdict = scored(question, Answer("23 dead [1]", None, False, (cite("a", quote=TEXT[:10]),)))
    assert verdict.values["exact_match"] == 1.0


def test_reasons_against_an_answer():
    question = Question(
        "q", "?", answers=("23",), speaker="Navy", must_include=("23",), must_not_include=("32",)
    )
    answer = Answer(
        "The army says 32 [1].", "32", False, (cite("b", 0, 10, "the army", TEXT[:10]),)
    )
    assert scored(question, answer).reasons == (
        "wrong answer",
        "missing /23/",
        "must not say /32/, says “32”",
        "no citation overlaps a gold quote",
        "speaker: expected Navy, got the army",
    )


def test_a_shifted_citation_counts_for_nothing():
    question = Question("q", "?", answers=("23",))
    shifted = cite("a", 1, 11, quote=TEXT[:10])
    verdict = scored(question, Answer("23 [1].", "23", False, (shifted,)))
    assert verdict.values["citation_recall"] == verdict.values["citation_precision"] == 0.0
    assert "citation 1: its offsets do not hold its quote" in verdict.reasons


def test_a_figure_that_only_the_quoted_sentence_holds_is_no_answer():
    question = Question("q", "How many were hurt?", answers=("82",))
    quoted = "23 [1].\n\n“23 were killed and 82 hurt.” — Shore Post"
    verdict = scored(question, Answer(quoted, "23", False, (cite("a", quote=TEXT[:10]),)))
    assert verdict.values["contains"] == 1.0
    assert not verdict.right
    assert verdict.reasons == ("wrong answer",)


def test_abstaining():
    answer = Answer("No article says so.", None, abstained=True)
    unanswerable = Question("q", "?", answerable=False)
    verdict = scored(unanswerable, answer, [])
    assert verdict.right
    assert verdict.reasons == ()
    assert verdict.values["exact_match"] == verdict.values["f1"] == 1.0
    assert verdict.values["contains"] is verdict.values["must_pass"] is None
    wrong = scored(unanswerable, Answer("23", "23", abstained=False), [])
    assert wrong.reasons == ("answered an unanswerable question",)
    assert wrong.values["f1"] == 0.0
    timid = scored(Question("q", "?", answers=("23",)), answer)
    assert timid.reasons == ("abstained from an answerable question",)
    assert timid.values["f1"] == timid.values["citation_recall"] == 0.0
