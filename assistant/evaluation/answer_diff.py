"""What changed in the words of an answer."""

from __future__ import annotations

import difflib
import re

from assistant.evaluation.markup import Markup, joined, tag

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


def word_diff(before: str, after: str) -> Markup:
    """Return the new answer with removed words in `<del>` and added ones in `<ins>`."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    parts: list[Markup] = []
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for operation, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        removed, added = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if operation == "equal":
            parts.append(joined(added))
            continue
        parts += [tag("del", removed)] if removed else []
        parts += [tag("ins", added)] if added else []
    return joined(*parts)
