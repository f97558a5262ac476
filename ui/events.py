"""How this page's Gradio events run: without overlays, and not as an open interface."""

from __future__ import annotations

from typing import Any

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Options of every event: the page shows progress itself."""

VIEW: dict[str, Any] = {"apply_default_css": False, "padding": False}
"""Options of every component that shows HTML of ours: its style is ours alone."""

LATEST: dict[str, Any] = {**QUIET, "trigger_mode": "always_last"}
"""Options of events that follow typing: only the newest matters."""

IN_TURN: dict[str, Any] = {"concurrency_id": "conversations", "concurrency_limit": 1}
"""Options of events that list conversations: a late answer must not undo a newer one."""
