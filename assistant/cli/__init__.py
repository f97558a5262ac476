"""The command line: `news-assistant`."""

from assistant.cli.main import main

__all__ = ["main"]
