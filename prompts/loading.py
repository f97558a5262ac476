"""Read a prompt template and its contract."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent
_SECTIONS = ("purpose", "in", "out", "valid", "invalid")
_MESSAGE = re.compile(r"^\[(system|user)\]\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template of chat messages.

    `contract` says what the prompt is for, what goes `in` (a mapping from every placeholder to
    what it holds), what must come `out`, and shows a `valid` and an `invalid` reply. `messages`
    are (role, template) pairs in order.
    """

    name: str
    contract: Mapping[str, object]
    messages: tuple[tuple[str, str], ...]

    def fill(self, **values: str) -> list[tuple[str, str]]:
        """Return the messages with `$placeholders` filled; values are taken as they are.

        Raises:
            KeyError: a placeholder has no value.
            TypeError: a value has no placeholder.

        """
        asked = self.contract["in"]
        if isinstance(asked, dict) and (extra := values.keys() - asked.keys()):
            raise TypeError(f"The prompt {self.name} has no placeholder {sorted(extra)}.")
        return [(role, Template(text).substitute(values)) for role, text in self.messages]

    def placeholders(self) -> set[str]:
        """Return the names of the placeholders in the messages."""
        return {name for _, text in self.messages for name in Template(text).get_identifiers()}


@lru_cache(maxsize=16)
def load(name: str) -> Prompt:
    """Return the prompt of the file `prompts/<name>.md`.

    The file holds, between two lines `---`, the contract as YAML, then its messages, each under
    `[system]` or `[user]`.

    Raises:
        ValueError: the file has no contract, a part of it is missing, or its placeholders are not
            those that the contract lists.

    """
    import yaml

    text = (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
    _, header, body = [*text.split("---\n", 2), "", ""][:3]
    contract = yaml.safe_load(header) or {}
    missing = [section for section in _SECTIONS if not contract.get(section)]
    if missing:
        raise ValueError(f"prompts/{name}.md: its contract lacks {', '.join(missing)}.")
    parts = _MESSAGE.split(body)[1:]
    messages = tuple(
        (role, words.strip()) for role, words in zip(parts[::2], parts[1::2], strict=True)
    )
    prompt = Prompt(name, contract, messages)
    if prompt.placeholders() != set(contract["in"]):
        raise ValueError(
            f"prompts/{name}.md: its placeholders are {sorted(prompt.placeholders())}, "
            f"its contract lists {sorted(contract['in'])}."
        )
    return prompt
