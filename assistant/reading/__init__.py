"""Reading: exact answers with calibrated probabilities, and who said what."""
