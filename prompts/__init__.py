"""Prompt templates: one file each, with its contract above it."""

from prompts.loading import Prompt, load

__all__ = ["Prompt", "load"]
