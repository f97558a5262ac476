"""What the tagger's network says of a whole article, windows laid over each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from assistant.reading.session import Floats, Scored, Session
from assistant.reading.windows import SpecialTokens, TextTokens, tokenize, windows

ROLES = ("source", "cue", "content")
WINDOW_TOKENS = 192
SHARED_TOKENS = 64


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """Tokens of an article with role probabilities.

    `tags` is (tokens, roles, 3): P(outside), P(begin), P(inside). `home[token]` is the window
    that shows most around a token; links of a cue are read there.
    """

    text: TextTokens
    tags: Floats
    home: Sequence[int]
    windows: Sequence[Scored]

    def links(self, cue: int) -> Floats:
        """Return (tokens, 2): P(token is in the cue's source), P(… content), 0 out of sight."""
        scored = self.windows[self.home[cue]]
        first, size = scored.window.first_text, len(scored.window.offsets)
        made = np.zeros((len(self.text.ids), 2), dtype=np.float32)
        row = scored.outputs["links"][cue - first + 1, 1 : size + 1]
        made[first : first + size] = 1.0 / (1.0 + np.exp(-row))
        return made


def tag_tokens(session: Session, tokenizer: Tokenizer, text: str) -> TaggedArticle:
    """Run the network over an article and keep each token's best seen scores."""
    special = SpecialTokens.of(tokenizer)
    tokens = tokenize(tokenizer, text)
    cut = windows(
        (special.start,), tokens, special.separator, length=WINDOW_TOKENS, stride=SHARED_TOKENS
    )
    scored = session.run(cut)
    size = len(tokens.ids)
    tags = np.zeros((size, len(ROLES), 3), dtype=np.float32)
    home = [0] * size
    margin = np.full(size, -1)
    for number, window in enumerate(scored):
        first, count = window.window.first_text, len(window.window.offsets)
        place = np.arange(count)
        left = np.full(count, size) if first == 0 else place
        right = np.full(count, size) if first + count == size else count - 1 - place
        seen = np.minimum(left, right)
        scores = window.outputs["tags"][1 : count + 1].reshape(count, len(ROLES), 3)
        better = np.flatnonzero(seen > margin[first : first + count])
        tags[first + better] = scores[better]
        margin[first + better] = seen[better]
        for offset in better:
            home[first + int(offset)] = number
    return TaggedArticle(tokens, softmax(tags), home, scored)


def softmax(scores: Floats) -> Floats:
    """Return probabilities over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True)) if scores.size else scores
    made: Floats = powers / powers.sum(-1, keepdims=True) if scores.size else scores
    return made
