"""Whether two names mean the same speaker."""

from __future__ import annotations

from assistant.evaluation.squad_metrics import normalize


def same_speaker(got: str, wanted: str) -> bool:
    """Return whether one normalised name stands in the other on word boundaries.

    Names are compared without case, punctuation and articles: "the White Helmets" and "White
    Helmets volunteers" agree, "Helm" and "White Helmets" do not, and an empty name agrees with
    nothing.
    """
    first, second = normalize(got), normalize(wanted)
    if not first or not second:
        return False
    return f" {first} " in f" {second} " or f" {second} " in f" {first} "
