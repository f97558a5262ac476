"""`python -m assistant` is the `news-assistant` command."""

from assistant.cli import main

main()
