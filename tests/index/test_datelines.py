from __future__ import annotations

import pytest

from index.datelines import parse_dateline


@pytest.mark.parametrize(
    ("line", "place", "outlet", "day"),
    [
        ("PORT POE, 3 September 2024 (Poe Post/PW) - The former", "PORT POE", "Poe Post/PW", 3),
        ("POE, Poeland, Nov. 27, 2024 (PW) -- The", "POE, Poeland", "PW", 27),
        ("REYHANLI, Turkey - The", "REYHANLI, Turkey", "", None),
        ("KOLBY, March 3 (Poe Wire) — The", "KOLBY", "Poe Wire", None),
        ("Poe on Sea (Poe Wire) – The", "Poe on Sea", "Poe Wire", None),
        ("Lorvane, 3 September 2024 – The", "Lorvane", "", 3),
        ("ST. JOHN’S — The", "ST. JOHN’S", "", None),
        ("VESSEN/HARLOW FALLS, Nov. 4 (PW) – The", "VESSEN/HARLOW FALLS", "PW", None),
    ],
)
def test_datelines(line, place, outlet, day):
    found = parse_dateline(line)
    assert (found.place, found.outlet) == (place, outlet)
    assert (found.published.day if found.published else None) == day


@pytest.mark.parametrize(
    "line",
    [
        "The war – which began in 2011 – went on",
        "Mr Poe — who fled — said",
        "HTS - the group - said",
        "On 3 March 2025 - two days later",
        "PORT POE: He said - no",
        "17:41 – That’s it",
        "",
    ],
)
def test_what_only_looks_like_one(line):
    assert parse_dateline(line) is None
