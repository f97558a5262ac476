"""Follow-up questions made into questions that stand alone, from linguistic evidence only."""

from assistant.followups.rewriting import stand_alone
from assistant.followups.turns import PastTurn, Standalone, latest, past_turns

__all__ = ["PastTurn", "Standalone", "latest", "past_turns", "stand_alone"]
