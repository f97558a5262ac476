"""HTML elements from values, with every text escaped."""

from __future__ import annotations

import html


class Markup(str):
    """Text that is HTML already; any other text is escaped where it enters an element."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """Return an element with its children.

    An attribute's trailing underscore is dropped and others become hyphens (`class_`,
    `data_tags`); `True` means present without value, `None` and `False` absent.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        written = key.rstrip("_").replace("_", "-")
        parts.append(written if value is True else f'{written}="{html.escape(str(value))}"')
    return Markup(f"<{' '.join(parts)}>{joined(*children)}</{name}>")


def joined(*children: object) -> Markup:
    """Return children one after the other: markup as it is, text escaped, `None` left out."""
    return Markup("".join(_written(child) for child in children))


def _written(child: object) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return str(child)
    if isinstance(child, (list, tuple)):
        return joined(*child)
    return html.escape(str(child))
