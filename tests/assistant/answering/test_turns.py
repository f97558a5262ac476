"""Taking turns: few at a time, in the order of the tickets."""

import threading
import time

import pytest

from assistant.answering.turns import Turns


def test_no_more_than_allowed_work_at_a_time():
    turns, inside, most = Turns(2), [], []

    def work():
        with turns.taken(turns.ticket()):
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert len(most) == 12
    assert max(most) <= 2


def test_who_came_first_goes_first_and_keeps_the_place():
    turns, order = Turns(1), []
    first, second, third = (turns.ticket() for _ in range(3))

    def work(ticket):
        with turns.taken(ticket):
            order.append(ticket)

    with turns.taken(first):
        threads = []
        for ticket in (third, second, first):
            threads.append(threading.Thread(target=work, args=(ticket,)))
            threads[-1].start()
            while len(turns._waiting) < len(threads):
                time.sleep(0.001)
    for thread in threads:
        thread.join(timeout=10)
    assert order == [first, second, third]


def test_a_failure_gives_the_turn_back():
    turns = Turns(1)
    with pytest.raises(ValueError, match="no"), turns.taken(turns.ticket()):
        raise ValueError("no")
    with turns.taken(turns.ticket()):
        pass
