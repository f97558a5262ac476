"""Checking of prose: every sentence bound to the evidence it cites, by rules that can be read."""

from assistant.checking.checker import check
from assistant.checking.verdict import EvidenceSpan, Verdict

__all__ = ["EvidenceSpan", "Verdict", "check"]
