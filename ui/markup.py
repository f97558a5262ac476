"""Small pieces of HTML that several parts of the page share; every string is escaped here."""

from __future__ import annotations

from html import escape


def attribute(value: object) -> str:
    """Return `value` escaped for a double-quoted attribute."""
    return escape(str(value), quote=True)


def button(label: str, act: str, *, style: str = "quiet", title: str = "", **data: object) -> str:
    """Return a button that reports the act `act` with `data` to the page.

    `title` is the accessible name where the label alone says too little.
    """
    values = "".join(f' data-{key}="{attribute(value)}"' for key, value in data.items())
    named = f' aria-label="{attribute(title)}"' if title else ""
    return (
        f'<button type="button" class="{style}" data-act="{attribute(act)}"{values}{named}>'
        f"{escape(label)}</button>"
    )


def count(number: int, noun: str, plural: str = "") -> str:
    """Return "1 article" or "1,204 articles"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


ACT_JS = """
element.addEventListener('click', (event) => {
  const pressed = event.target.closest('[data-act]');
  if (pressed && element.contains(pressed)) trigger('act', { ...pressed.dataset });
});
element.addEventListener('reported', (event) => trigger('act', event.detail));
"""
"""Makes a component report its buttons' data, and what our script hands it, as the event `act`."""
