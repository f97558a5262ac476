"""From a stand-alone question and its passages to an answer with citations."""
