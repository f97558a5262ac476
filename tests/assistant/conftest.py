"""One small library of three articles for the tests of the assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

ARTICLES = Path(__file__).parent / "articles"


@pytest.fixture(scope="session")
def ferry_library(tmp_path_factory):
    """Return the folder of a library that holds the three articles, tagged."""
    from assistant import Assistant

    folder = tmp_path_factory.mktemp("ferry") / "library"
    with Assistant.open(folder) as assistant:
        report = assistant.add([ARTICLES])
        assert len(report.added) == 3, report
        assistant.wait_for_tagging()
    return folder


@pytest.fixture(scope="module")
def assistant(ferry_library):
    """Return an open assistant over the three articles."""
    from assistant import Assistant

    with Assistant.open(ferry_library) as opened:
        yield opened
