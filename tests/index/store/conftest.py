"""Libraries to test on: a fresh one, and one with all stories that no test changes."""

import pytest

from index.news_index import NewsIndex
from tests.index.store.stories import ALL, write


@pytest.fixture
def index(tmp_path):
    with NewsIndex.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(scope="session")
def stocked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stocked")
    with NewsIndex.open(folder / "library") as opened:
        report = opened.add(write(folder, *ALL))
        assert not report.failed
        yield opened
