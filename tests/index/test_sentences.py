from __future__ import annotations

import time

import pytest

from index.sentences import sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gen. A. B. Karim told the U.N. envoy at 3 p.m. Tuesday that St. Mary’s was hit.",
        "Lt. Col. Amir Nasser and Brig. Gen. Kioumars Poe left at 5 a.m. local time.",
        "“No. 3 ward is full,” Dr. J. K. Rowan said.",
        "Sen. J.D. Poe, D-Calif., met Spc. Ann Lee, Amb. Roe and Flt. Lt. Moe on Nov. 27.",
        "The toll rose 3.5 percent to 1.2 million, incl. 5 children, for $5.20 each.",
        "“I can’t go back... they will shoot,” he said.",
        "It happened at 6:42 a.m. GMT near Fifth Ave. North.",
        "Acme Corp. and Poe Bros. Inc. of Ohio vs. Lee et al. is listed in Sec. 4.",
    ],
)
def test_abbreviations_and_initials_do_not_end_a_sentence(sentence):
    assert cut(f"{sentence} Then it rained.") == [sentence, "Then it rained."]


@pytest.mark.parametrize(
    "expected",
    [
        ["“We saw it all.”", "Then he left."],
        ['"Where is he?" she asked.', "Nobody knew."],
        ["She works in the U.S.", "They left at 5 a.m.", "It rained."],
        ["He said: “Leave!”", "They left.", "“Why?”", "“Because.”"],
        ["Visit www.example.com.", "It works."],
        ["He works in tech.", "She said no.", "They wept."],
        ["قال إن 23 شخصا قتلوا.", 'وأضاف: "رأينا كل شيء."', "هل تصدق؟", "نعم."],
    ],
)
def test_sentences_end_after_quotes_and_places(expected):
    assert cut(" ".join(expected)) == expected


def test_sentences_of_chinese():
    expected = ["中新社北京电。", "他说：“我们看到了一切。”", "然后他离开了。", "真的吗？"]
    assert cut("".join(expected)) == expected


def test_a_blank_line_always_ends_a_sentence():
    assert cut("Where things stand\n\nRebels\n \t\nentered it") == [
        "Where things stand",
        "Rebels",
        "entered it",
    ]


def test_a_hard_wrapped_line_does_not_end_a_sentence():
    text = (
        "The volunteer rescue group said on Friday that at least\n"
        "23 civilians had died. Thousands had\nfled."
    )
    assert cut(text) == [
        "The volunteer rescue group said on Friday that at least\n23 civilians had died.",
        "Thousands had",
        "fled.",
    ]


def test_list_items_are_sentences_of_their_own():
    text = "- In Aleppo twenty people were killed, officials said\n- In Idlib five\n2. Homs"
    assert cut(text) == text.split("\n")


def test_repeated_text_gets_its_own_spans():
    text = "He denied it. " * 3 + "\n\n" + "He denied it. " * 3
    spans = sentences(text)
    assert [start for start, _ in spans] == [0, 14, 28, 44, 58, 72]
    assert {text[start:end] for start, end in spans} == {"He denied it."}


def test_no_text_has_no_sentences():
    assert sentences("") == sentences(" \n\n\t") == []


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Poe said “no” to 1.2 million. Then, at 5 a.m., he left. " * 80_000,
        "Word " * 1_000_000,
        "“" * 500_000,
    ],
    ids=["one paragraph", "no sentence end", "unclosed quotes"],
)
def test_millions_of_characters_take_seconds(text):
    begun = time.process_time()
    spans = sentences(text)
    assert time.process_time() - begun < 15
    assert sum(end - start for start, end in spans) > len(text) * 0.9
