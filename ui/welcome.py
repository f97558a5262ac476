"""What a first visit sees: one sentence, and three questions that the articles answer."""

from __future__ import annotations

import time
from html import escape
from threading import Lock
from typing import TYPE_CHECKING

from ui.markup import attribute, count

if TYPE_CHECKING:
    from assistant import Assistant

_EXAMPLES = 3
_KEPT_SECONDS = 60.0
_SENTENCE = (
    "Ask the articles who said what, when and how many: every answer shows the exact words it "
    "rests on, and says so when the articles do not know."
)
PLAIN = f'<div class="welcome"><h2>The reading room</h2><p class="lead">{_SENTENCE}</p></div>'
"""What stands there until the library has been looked at."""


class Welcome:
    """The first words of the page, made from the library and kept for a minute."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = Lock()
        self._made_at = float("-inf")
        self._questions: list[str] = []

    def html(self) -> str:
        """Return the sentence, the examples, and how much there is to ask."""
        articles = self._assistant.count()
        if not articles:
            body = (
                "<p>The library is empty. Add some articles first: files, a web page or a feed.</p>"
                '<p><button type="button" class="plain" data-open-tab="Library">Add articles'
                "</button></p>"
            )
        else:
            body = _examples(self._suggestions()) + (
                f'<p class="holds">The library holds {count(articles, "article")}. '
                '<button type="button" class="quiet" data-open-tab="Library">Add your own</button>'
                "</p>"
            )
        return f"{PLAIN.removesuffix('</div>')}{body}</div>"

    def _suggestions(self) -> list[str]:
        with self._lock:
            if time.monotonic() - self._made_at > _KEPT_SECONDS:
                self._questions = self._assistant.suggestions(_EXAMPLES)
                self._made_at = time.monotonic()
            return self._questions


def _examples(questions: list[str]) -> str:
    if not questions:
        return ""
    rows = "".join(
        f'<li><button type="button" class="example" data-ask="{attribute(question)}" dir="auto">'
        f"{escape(question)}</button></li>"
        for question in questions
    )
    return f'<ul class="examples" aria-label="Examples">{rows}</ul>'
