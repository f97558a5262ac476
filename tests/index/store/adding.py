"""An ingestion that another process can start, and kill."""

from pathlib import Path


def add(folder: str, path: str) -> None:
    """Open a library and add a file to it."""
    from index.news_index import NewsIndex

    with NewsIndex.open(Path(folder)) as index:
        index.add(path)
