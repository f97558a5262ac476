"""One figure: a number with its qualifier, unit, the thing counted and its state."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at `text[start:end]`, qualifier and unit included.

    `low` and `high` bound the number as written (equal unless it is a range); `step` is the size
    of its last significant digit; `qualifier` is one of `exact`, `at least`, `over`, `nearly`,
    `about`, `at most`, `between`; `unit` is a currency code, "%", a unit of measure or empty;
    `counted` the noun phrase that is counted ("HTS fighters"), `state` what became of it
    ("killed"), each empty where the text does not say.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    step: float
    qualifier: str = "exact"
    unit: str = ""
    counted: str = ""
    state: str = ""
    number_start: int = 0
    number_end: int = 0

    @property
    def is_year(self) -> bool:
        """Whether the figure reads as a year rather than a count."""
        return (
            not self.unit
            and self.qualifier == "exact"
            and self.low == self.high
            and 1000 <= self.low <= 2199
            and self.text.isdigit()
            and len(self.text) == 4  # a year has four digits
        )
