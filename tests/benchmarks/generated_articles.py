"""Articles and questions made up by rule, for benchmarks: the same number and seed, the same texts."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from index.article import Draft

PEOPLE = ("Ana Voss", "Idris Kell", "Mara Lindqvist", "Tomas Rahe", "Yusuf Amadi", "Lena Ortiz")
_BODIES = (
    "the harbour authority", "a rescue service", "the regional court", "two hospitals",
    "the ministry of transport", "a farmers' union", "the electricity company", "aid workers",
)  # fmt: skip
_VERBS = ("reported", "confirmed", "denied", "announced", "disputed", "estimated", "recorded")
_THINGS = (
    "people injured", "homes without power", "trucks held at the border", "tonnes of wheat lost",
    "patients waiting", "families displaced", "boats missing", "pupils sent home",
    "workers on strike", "wells contaminated",
)  # fmt: skip
_PLACES = ("Arlen", "Port Vesna", "Kaldt", "Orsk Valley", "Temsa", "Ruhl", "Lower Dain", "Sefton")
_CAUSES = (
    "after heavy rain flooded the lower districts",
    "because the bridge over the river had been closed since the weekend",
    "although officials had promised repairs before the end of the year",
    "while talks between the two sides went on behind closed doors",
    "according to a document seen by this newspaper",
    "as temperatures fell below zero for the third night in a row",
)
_DETAILS = (
    "The cause is not yet known, and an inquiry has been opened by the prosecutor",
    "Residents spoke of a loud noise shortly before midnight and of smoke over the docks",
    "“We have been asking for help for weeks,” {person} said by telephone",
    "Schools and markets stayed closed, and buses ran only on the main roads",
    "It was the {number}th such case this year, {person} told reporters in {place}",
    "No one from the company could be reached for comment on {day}",
)
_QUESTIONS = (
    "How many {thing} did {body} report in {place} on {day}?",
    "Who said that there were {number} {thing} in {place}?",
    "What did {person} say about {thing} in {place}?",
    "Why did {body} count {thing} in {place} on {day}?",
    "When were {number} {thing} recorded in {place}?",
    "Which body denied that there were {number} {thing} in {place}?",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_START = datetime(2024, 1, 1, 6, tzinfo=UTC)


def articles(count: int, seed: int = 1) -> Iterator[Draft]:
    """Yield `count` articles of about 420 words from twelve outlets over a year."""
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        place = chance.choice(_PLACES)
        yield Draft(
            name=f"article-{number}",
            source=f"https://news.example/{seed}/{number}",
            url=f"https://news.example/{seed}/{number}",
            external_id=f"a{seed}-{number}",
            title=f"{place}: {chance.randint(2, 999)} {chance.choice(_THINGS)}",
            outlet=f"Outlet {number % 12}",
            published=_START + timedelta(hours=(number * 37) % 8760),
            language="en",
            text="\n\n".join(_paragraph(chance, place) for _ in range(chance.randint(4, 8))),
        )


def questions(count: int, seed: int = 1) -> Iterator[str]:
    """Yield `count` questions about such articles, hardly one like another."""
    for number in range(count):
        chance = random.Random(f"question:{seed}:{number}")
        yield _QUESTIONS[number % len(_QUESTIONS)].format(
            person=chance.choice(PEOPLE),
            body=chance.choice(_BODIES),
            thing=chance.choice(_THINGS),
            place=chance.choice(_PLACES),
            day=chance.choice(_DAYS),
            number=chance.randint(3, 4000),
        )


def _paragraph(chance: random.Random, place: str) -> str:
    """Return three or four sentences."""
    return " ".join(_sentence(chance, place) for _ in range(chance.randint(3, 4)))


def _sentence(chance: random.Random, place: str) -> str:
    """Return one sentence."""
    person = chance.choice(PEOPLE)
    if chance.random() < 0.4:
        detail = chance.choice(_DETAILS).format(
            person=person, place=place, number=chance.randint(4, 19), day=chance.choice(_DAYS)
        )
        return f"{detail}."
    body, thing = chance.choice(_BODIES), chance.choice(_THINGS)
    return (
        f"In {place}, {body} {chance.choice(_VERBS)} {chance.randint(3, 4000):,} {thing} on "
        f"{chance.choice(_DAYS)}, {person} said, {chance.choice(_CAUSES)}."
    )
