"""Load what a first request loads, so that tests with short timeouts measure the model only."""

import pytest

from assistant.language_models.endpoint import Endpoint
from assistant.language_models.model import Message
from tests.assistant.language_models.scripted import endpoint, says


@pytest.fixture(autouse=True, scope="session")
def loaded():
    import py3langid

    py3langid.classify("Load the model of languages.")
    with endpoint(says("Ready.")) as served:
        list(Endpoint(served.url, "any").stream([Message("user", "Ready?")], longest=5))
