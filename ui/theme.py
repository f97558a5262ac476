"""How Gradio is dressed: system fonts, the paper's colours, our own style and scripts."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.documents import static_address

_FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif")
_MONO = ("ui-monospace", "Liberation Mono", "monospace")
_PAPER = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--muted)",
    "background_fill_primary": "var(--paper)",
    "background_fill_secondary": "var(--shade)",
    "border_color_primary": "var(--rule)",
    "border_color_accent": "var(--accent)",
    "block_background_fill": "transparent",
    "block_border_width": "0px",
    "block_shadow": "none",
    "block_label_text_color": "var(--muted)",
    "block_label_background_fill": "transparent",
    "block_title_text_color": "var(--ink)",
    "block_info_text_color": "var(--muted)",
    "input_background_fill": "var(--sheet)",
    "input_border_color": "var(--edge)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--muted)",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-strong)",
    "button_primary_text_color": "var(--on-accent)",
    "button_primary_border_color": "transparent",
    "button_secondary_background_fill": "var(--sheet)",
    "button_secondary_background_fill_hover": "var(--shade)",
    "button_secondary_text_color": "var(--ink)",
    "button_secondary_border_color": "var(--edge)",
    "color_accent_soft": "var(--shade)",
    "link_text_color": "var(--accent)",
    "panel_background_fill": "transparent",
}


def theme() -> Any:
    """Return the Gradio theme; the colours themselves are CSS variables of `base.css`."""
    values: dict[str, str] = {}
    names = gr.themes.Base().__dict__
    for name, value in _PAPER.items():
        values[name] = value
        if f"{name}_dark" in names:
            values[f"{name}_dark"] = value
    base = gr.themes.Base(font=list(_FONT), font_mono=list(_MONO), radius_size="sm")
    return base.set(**values)


def head() -> str:
    """Return what goes into the page's head: the theme before the first paint, style, script."""
    return (
        f'<link rel="icon" href="{static_address("icon.svg")}">'
        f'<script src="{static_address("theme.js")}"></script>'
        f'<link rel="stylesheet" href="{static_address("base.css")}">'
        f'<link rel="stylesheet" href="{static_address("article.css")}">'
        f'<link rel="stylesheet" href="{static_address("page.css")}">'
        f'<script src="{static_address("article.js")}" defer></script>'
        f'<script src="{static_address("page.js")}" defer></script>'
    )
