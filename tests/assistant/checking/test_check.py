"""A sentence is supported only where the words it cites bear it out."""

from datetime import UTC, datetime

import pytest

from assistant.checking import EvidenceSpan, check

HELMETS = EvidenceSpan(
    1,
    "The White Helmets said at least 23 civilians had been killed and 82 injured in the three days.",
    "the White Helmets",
    title="Strikes in northwest Syria",
    outlet="Northgate Wire",
    published=datetime(2024, 11, 29, 12, tzinfo=UTC),
)
OBSERVATORY = EvidenceSpan(
    2,
    "Over 200 people had been killed in Idlib since Wednesday, including 121 fighters, the Syrian "
    "Observatory for Human Rights said on Friday.",
    "the Syrian Observatory for Human Rights",
    outlet="Halden Courier",
)
DAM = EvidenceSpan(
    3,
    "The gates of the Quennel Dam were opened at 11:40 p.m. on 11 March after the river reached 8.9 "
    "metres.",
    outlet="Steen Gazette",
)
MAYOR = EvidenceSpan(4, "“Nobody told us that the gates would open,” Bronwen Sattler said.", "")
ALL = (HELMETS, OBSERVATORY, DAM, MAYOR)


def verdict(sentence, *evidence, **more):
    return check(sentence, evidence or ALL, **more)


@pytest.mark.parametrize(
    "sentence",
    [
        HELMETS.quote[:-1] + " [1].",
        "According to the White Helmets, at least 23 civilians had been killed [1].",
        "At least twenty-three civilians had been killed and 82 injured, the White Helmets said [1].",
        "At least 23 civilians had been killed, according to the White Helmets [1].",
        "The Observatory said over 200 people had been killed in Idlib, including 121 fighters [2].",
        "On Friday the Syrian Observatory for Human Rights said over 200 people had been killed [2].",
        "The gates of the Quennel Dam were opened on 11 March [3].",
        "After the river reached 8.9 metres, the gates of the Quennel Dam were opened [3].",
        "Bronwen Sattler said “nobody told us that the gates would open” [4].",
        "The gates of the Quennel Dam were opened on 11 March [3], and over 200 people had been killed "
        "in Idlib, the Syrian Observatory for Human Rights said [2].",
    ],
)
def test_faithful_sentences_are_supported(sentence):
    result = verdict(sentence)
    assert (result.verdict, result.reason) == ("supported", "")


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("The Observatory said over 200 fighters were killed [2].", "fighters"),
        ("The White Helmets said at least 32 civilians had been killed [1].", "32"),
        ("The White Helmets said at least 82 civilians had been killed [1].", "82"),
        ("The White Helmets said at least 23 civilians had been injured [1].", "injur"),
        ("The White Helmets said at least 23 soldiers had been killed [1].", "soldiers"),
        ("The Observatory said at least 23 civilians had been killed [1].", "Observatory"),
        ("The White Helmets said at least 23 civilians had not been killed [1].", "kill"),
        ("The White Helmets denied that at least 23 civilians had been killed [1].", "denied"),
        ("The Observatory said over 200 people had been killed in Aleppo [2].", "Aleppo"),
        ("The Observatory said on Monday that over 200 people had been killed [2].", "Monday"),
        ("The gates of the Quennel Dam were closed on 11 March [3].", "clos"),
        ("The gates of the Quennel Dam were opened on 12 March [3].", "12 March"),
        ("The gates were opened after the river reached 8.9 feet [3].", "8.9"),
        ("Bronwen Sattler said “we were told that the gates would open” [4].", "told"),
        ("The gates of the Quennel Dam were opened by drunken engineers at a party [3].", ""),
    ],
)
def test_corrupted_sentences_are_unsupported_and_the_reason_says_what(sentence, wrong):
    result = verdict(sentence)
    assert result.verdict in ("unsupported", "partly")
    assert wrong.lower() in result.reason.lower()


def test_an_invented_marker_is_dropped():
    result = verdict("At least 23 civilians had been killed, the White Helmets said [9].")
    assert result.verdict == "unsupported"
    assert result.cited == ()
    assert "[9]" in result.reason


def test_an_invented_marker_beside_a_true_one_leaves_it_partly():
    result = verdict("At least 23 civilians had been killed, the White Helmets said [1][9].")
    assert (result.verdict, result.cited) == ("partly", (1,))


def test_a_sentence_that_cites_nothing_is_never_supported():
    result = verdict("At least 23 civilians had been killed, the White Helmets said.")
    assert result.verdict == "partly"
    assert "[1]" in result.repaired


def test_without_evidence_nothing_is_supported():
    assert check("The dam burst [1].", ()).verdict == "unsupported"
    assert check("", ALL).verdict == "unsupported"


def test_a_bare_claim_is_partly_supported_and_repaired_with_its_speaker():
    result = verdict("At least 23 civilians had been killed [1].")
    assert result.verdict == "partly"
    assert result.repaired.startswith("According to the White Helmets, at least 23 civilians")
    assert verdict(result.repaired).verdict == "supported"


def test_a_dropped_qualifier_is_partly_supported():
    result = verdict("The White Helmets said 23 civilians had been killed [1].")
    assert result.verdict == "partly"
    assert "at least 23" in result.reason


def test_a_repair_is_itself_supported():
    result = verdict("The Observatory said over 200 fighters were killed [2].")
    assert result.repaired
    assert verdict(result.repaired).verdict == "supported"


def test_the_evidence_in_the_wrong_place_does_not_help():
    assert verdict("The White Helmets said at least 23 civilians had been killed [3].").verdict == (
        "unsupported"
    )


def test_half_of_one_fact_with_half_of_another_is_caught():
    sentence = "The gates of the Quennel Dam had been killed in Idlib since Wednesday [2][3]."
    assert verdict(sentence).verdict != "supported"


def test_the_outlet_does_not_take_the_speaker_s_place():
    result = verdict("Northgate Wire reported at least 23 civilians had been killed [1].")
    assert result.verdict == "partly"


def test_the_day_of_publication_counts_where_the_quote_names_no_day():
    sentence = "On 29 November the White Helmets said at least 23 civilians had been killed [1]."
    assert verdict(sentence).verdict == "supported"
    assert verdict(sentence.replace("29", "28")).verdict == "unsupported"


class Reader:
    """A reader that always finds the same answer."""

    def __init__(self, text, probability=0.9):
        self.text, self.probability = text, probability

    def read(self, question, passages, *, history=(), top_k=1):
        return [self for _ in passages]

    @property
    def spans(self):
        return [self]


def test_a_reading_that_contradicts_is_a_finding():
    sentence = "The White Helmets said at least 23 civilians had been killed and 82 injured [1]."
    question = "How many civilians were killed?"
    agreeing = check(sentence, ALL, reader=Reader("at least 23 civilians"), question=question)
    contradicting = check(sentence, ALL, reader=Reader("at least 90 civilians"), question=question)
    unsure = check(sentence, ALL, reader=Reader("90 civilians", 0.2), question=question)
    assert agreeing.verdict == unsure.verdict == "supported"
    assert contradicting.verdict == "unsupported"


@pytest.mark.parametrize("sentence", ["[1]", "?", "…", "x" * 5000 + " [1]", "العربية [1]", "“[1]”"])
def test_any_text_gets_a_verdict(sentence):
    assert verdict(sentence).verdict in ("supported", "partly", "unsupported")


def test_what_a_number_counts_may_come_before_it():
    calls = EvidenceSpan(
        1,
        "Thirty-one were air strikes, nine were shelling, three were traffic accidents and one "
        "was a cow.",
    )
    assert verdict("The number of traffic accidents is 3 [1].", calls).verdict == "supported"
    assert verdict("The number of traffic accidents is 1 [1].", calls).verdict != "supported"
