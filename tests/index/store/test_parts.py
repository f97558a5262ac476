"""The small parts: fusion, terms, words, copies, times, the lock."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.duplicates import Stories, same_story, signature
from index.errors import LibraryInUseError
from index.fusion import fuse
from index.lock import FolderLock
from index.passage_queries import IndexedPassage
from index.terms import question_words, terms
from index.times import from_seconds, offset_minutes, to_seconds
from index.words import Words

WIRE = " ".join(f"word{number} reported that unit {number} left" for number in range(60))


def test_fusion_is_the_sum_of_reciprocal_ranks():
    assert fuse([["a", "b"], ["b"]]) == [
        ("b", pytest.approx(1 / 62 + 1 / 61)),
        ("a", pytest.approx(1 / 61)),
    ]


def test_equal_scores_are_ordered_by_id():
    assert [each for each, _ in fuse([["b"], ["a"]])] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,200 people", ["1200", "people"]),
        ("M5, COVID-19", ["m5", "covid-19", "covid", "19"]),
        ("al-Assal’s", ["al-assal", "al", "assal"]),
        ("the U.N. said", ["the", "u.n", "said"]),
        ("12,000,000 3.5 2024", ["12000000", "3.5", "2024"]),
        ("so\u00adft hy\u200bphen", ["soft", "hyphen"]),
        ("46th Regiment", ["46th", "regiment"]),
        ("停火协议", ["停火", "火协", "协议"]),
        ("", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


def test_common_words_do_not_count_unless_they_are_all_or_abbreviations():
    assert list(question_words("Who are the White Helmets?")) == ["White", "Helmets"]
    assert list(question_words("What did the WHO say?")) == ["WHO", "say"]
    assert list(question_words("Who is it?")) == ["Who", "is", "it"]


@given(st.text())
def test_any_text_has_terms(text):
    assert all(term and not term.isspace() for term in terms(text))


def passage(name, text, outlet="A", published=0.0):
    return IndexedPassage(name, name, outlet, published, "", text, np.zeros(3, np.float32))


def test_words_replace_delete_and_survive(tmp_path):
    words = Words(tmp_path / "words")
    words.add([passage("1", "Markets opened"), passage("2", "A market closed")])
    words.add([passage("1", "The mayor resigned")])
    words.commit()
    assert sorted(words.ids()) == ["1", "2"]
    assert [each for each, _ in words.search("markets", 5)] == ["2"]
    words.delete(["2", "unknown"])
    words.commit()
    words.close()
    again = Words(tmp_path / "words")
    assert again.ids() == ["1"]
    assert again.search("market", 5) == []
    again.close()


def test_unreadable_words_are_replaced(tmp_path):
    folder = tmp_path / "words"
    words = Words(folder)
    words.add([passage("1", "text")])
    words.commit()
    words.close()
    (folder / "meta.json").write_text("{broken")
    again = Words(folder)
    assert again.count() == 0
    again.close()


def test_a_copy_may_lose_a_paragraph_but_not_gain_a_number():
    assert same_story(WIRE, WIRE)
    assert same_story(WIRE, WIRE.replace("reported", "said", 3))
    assert not same_story(WIRE, WIRE + " 999")
    assert not same_story(WIRE, WIRE[: len(WIRE) // 2])


def test_candidates_come_from_signatures():
    stories = Stories()
    stories.put("original", signature(WIRE))
    stories.put("other", signature("something else entirely " * 20))
    assert stories.like(signature(WIRE.replace("reported", "said", 3))) == ["original"]
    stories.put("original", signature("rewritten from the first line to the last one"))
    assert stories.like(signature(WIRE)) == []


@given(
    st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2200, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
)
def test_times_keep_the_moment_and_the_offset(moment, minutes):
    given_time = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    back = from_seconds(to_seconds(given_time), offset_minutes(given_time))
    assert back == given_time
    assert back.utcoffset() == given_time.utcoffset()


def test_a_time_without_offset_is_utc():
    assert from_seconds(to_seconds(datetime(2024, 1, 1))) == datetime(2024, 1, 1, tzinfo=UTC)


def test_a_second_process_is_told_who_holds_the_library(tmp_path):
    program = (
        "import sys, time; from pathlib import Path; from index.lock import FolderLock\n"
        "lock = FolderLock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LibraryInUseError, match=f"in use by process {holder.pid}, also for"):
            FolderLock(tmp_path)
    finally:
        holder.kill()
        holder.communicate()
    FolderLock(tmp_path).release()


def test_the_same_process_is_told_too(tmp_path):
    lock = FolderLock(tmp_path)
    with pytest.raises(LibraryInUseError, match="this one"):
        FolderLock(tmp_path)
    lock.release()
    lock.release()
