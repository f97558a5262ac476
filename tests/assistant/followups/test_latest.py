"""The history that a follow-up can lean on is bounded by tokens."""

from assistant.followups import PastTurn, latest, stand_alone
from index.tokens import count_tokens


def _turns(count: int, words: int) -> list[PastTurn]:
    return [PastTurn(f"Question {number}?", "word " * words) for number in range(count)]


def test_the_last_turns_within_the_budget_are_kept_in_their_order() -> None:
    turns = _turns(30, 100)
    kept = latest(turns, 1_000)
    assert kept == turns[-len(kept) :]
    held = sum(count_tokens([f"{turn.question} {turn.answer_text}" for turn in kept]))
    assert held <= 1_000 < held + 110


def test_many_short_turns_stay_and_one_long_turn_is_not_lost() -> None:
    assert len(latest(_turns(40, 5), 1_000)) == 40
    assert len(latest(_turns(3, 5_000), 1_000)) == 1
    assert latest([], 1_000) == []


def test_a_pronoun_reaches_back_past_many_short_turns_and_not_past_a_long_one() -> None:
    first = ("Who leads the rescue?", "Captain Ines Kadlec")
    short = [("When did it begin?", "On Monday"), ("Where?", "Off the cape")] * 5
    long = [("What did the report say?", "nothing of note was found " * 800)]
    assert "Ines Kadlec" in stand_alone("What did she say about the weather?", [first, *short]).text
    lost = stand_alone("What did she say about the weather?", [first, *long]).text
    assert "Ines Kadlec" not in lost
