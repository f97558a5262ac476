"""What was used last is kept, up to a total weight."""

from __future__ import annotations

from assistant.language.remembering import remembered
from index.recent import Recent


def test_the_value_used_longest_ago_goes_first():
    recent = Recent(10)
    recent.put("a", 1, 5)
    recent.put("b", 2, 5)
    assert recent.get("a") == 1
    recent.put("c", 3, 5)
    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_what_is_heavier_than_everything_is_not_kept():
    recent = Recent(10)
    recent.put("a", 1, 10)
    recent.put("b", 2, 11)
    assert [recent.get(key) for key in "ab"] == [1, None]


def test_putting_a_value_twice_weighs_once():
    recent = Recent(10)
    recent.put("a", 1, 6)
    recent.put("a", 1, 6)
    recent.put("b", 2, 4)
    assert [recent.get(key) for key in "ab"] == [1, 2]


def test_a_text_is_read_once_and_each_list_is_the_callers_own():
    read = []

    @remembered
    def letters(text):
        """Return the letters of a text."""
        read.append(text)
        return list(text)

    first = letters("ab")
    first.append("c")
    assert letters("ab") == ["a", "b"]
    assert letters("") == letters("") == []
    assert read == ["ab", ""]
    assert letters.__doc__ == "Return the letters of a text."
