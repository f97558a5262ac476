from __future__ import annotations

import itertools
import time

from index.passages import passages
from index.sentences import sentences
from index.tokens import count_tokens


def cut(text, **kwargs):
    return [text[p.start : p.end] for p in passages(text, **kwargs)]


def test_passages_are_up_to_five_sentences_that_overlap_by_one():
    text = " ".join(f"Sentence number {n} is here." for n in range(12))
    assert [len(p.sentences) for p in passages(text)] == [5, 5, 4]
    first, second, _ = cut(text)
    assert first.endswith("Sentence number 4 is here.")
    assert second.startswith("Sentence number 4 is here.")


def test_the_last_passage_is_not_a_lone_sentence():
    text = " ".join(f"Sentence number {n} is here." for n in range(6))
    assert [len(p.sentences) for p in passages(text)] == [4, 3]


def test_a_short_text_is_one_passage():
    assert cut("One. Two.") == ["One. Two."]
    assert passages("") == []


def test_long_sentences_make_shorter_passages():
    text = " ".join(f"This sentence {'is long and ' * 30}ends." for _ in range(6))
    for passage in passages(text):
        assert len(passage.sentences) == 2


def test_two_sentences_that_do_not_fit_together_do_not_overlap():
    text = " ".join(f"This sentence {'is long and ' * 40}ends." for _ in range(3))
    assert [p.sentences for p in passages(text)] == [(span,) for span in sentences(text)]


def test_a_sentence_beyond_the_maximum_is_cut_at_white_space():
    sentence = "This sentence " + "is long and " * 200 + "ends."
    text = f"Before it. {sentence} After it."
    found = cut(text)
    assert found[0] == "Before it."
    assert found[-1] == "After it."
    assert " ".join(found[1:-1]) == sentence
    assert all(count_tokens([piece])[0] <= 200 for piece in found)


def test_repeated_paragraphs_are_bound_to_their_own_place():
    text = "\n\n".join(["The toll rose. He denied it. It rained."] * 6)
    found = passages(text)
    assert [p.start for p in found] == sorted({p.start for p in found})
    assert found[-1].end == len(text)


def test_an_article_of_five_megabytes_takes_seconds():
    paragraph = "Gen. Poe said “no” to 1.2 million 😀. Then, at 5 a.m., he left. قال نعم.\n\n"
    text = paragraph * (5_000_000 // len(paragraph))
    begun = time.process_time()
    found = passages(text)
    assert time.process_time() - begun < 40
    assert found[-1].end == len(text.rstrip())
    assert all(a.start < b.start for a, b in itertools.pairwise(found))
