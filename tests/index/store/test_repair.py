"""Damage to derived files and killed processes are repaired at the next start."""

import multiprocessing
import random
import shutil
import time

import pytest

from index.errors import LibraryError
from index.news_index import NewsIndex
from tests.index.store.adding import add
from tests.index.store.stories import ALL, ATTACKS, HIGHWAY, ids_found, write

PRELOADED = [
    "chromadb",
    "datasketch",
    "index.ingest",
    "index.numpy_layers",
    "index.transformations",
    "llama_index.core.ingestion",
    "tantivy",
    "tests.index.store.adding",
]


@pytest.fixture
def library(tmp_path):
    folder = tmp_path / "library"
    with NewsIndex.open(folder) as index:
        index.add(write(tmp_path, *ALL))
    return folder


def check(folder):
    with NewsIndex.open(folder) as index:
        assert index.doctor() == []
        assert index.count() == len(ALL)
        assert ids_found(index.retrieve("Who reported 23 civilian deaths?"))[0] == "attacks"


@pytest.mark.parametrize("part", ["vectors", "words"])
def test_a_deleted_index_is_made_again(library, part):
    shutil.rmtree(library / part)
    check(library)


def test_both_deleted(library):
    shutil.rmtree(library / "vectors")
    shutil.rmtree(library / "words")
    check(library)


@pytest.mark.parametrize("name", ["vectors/chroma.sqlite3", "words/meta.json"])
def test_an_overwritten_index_is_made_again(library, name):
    (library / name).write_bytes(b"damaged" * 1000)
    check(library)


def test_a_killed_start_tries_the_vectors_apart_first(library):
    with NewsIndex.open(library) as index:
        index.library.note("unfinished", "opening")
    (library / "vectors" / "chroma.sqlite3").write_bytes(b"damaged" * 1000)
    check(library)


def test_what_a_killed_process_staged_is_dropped(library, tmp_path, monkeypatch):
    index = NewsIndex.open(library)
    changed = HIGHWAY | {"text": "The M5 highway is open again, drivers told 40 reporters."}
    added = ATTACKS | {"id": "new", "url": "", "text": "A new story about 7 harbour pilots."}

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("index.changes.switch", killed)
    with pytest.raises(KeyboardInterrupt):
        index.add(write(tmp_path, changed, added))
    monkeypatch.undo()
    assert index.article("highway").version == 1
    assert "new" not in ids_found(index.retrieve("harbour pilots"))
    assert "The M5 highway is open" not in index.retrieve("M5 highway")[0].passage.text
    assert index.doctor() != []
    index.close()
    check(library)
    with NewsIndex.open(library) as index:
        monkeypatch.setattr("index.changes.switch", killed)
        with pytest.raises(KeyboardInterrupt):
            index.add(write(tmp_path, changed, added))
        monkeypatch.undo()
        report = index.add(write(tmp_path, changed, added))
        assert [entry.article_id for entry in report.updated] == ["highway"]
        assert [entry.article_id for entry in report.added] == ["new"]
        assert index.doctor() == []


def test_doctor_names_what_is_wrong(library):
    with NewsIndex.open(library) as index:
        one = index.passages("attacks")[0].id
        index._indexing.vectors.delete([one])
        index._indexing.words.delete([one])
        index._indexing.words.commit()
        found = {(problem.part, problem.message) for problem in index.doctor()}
        assert found == {("vectors", "1 passages are missing"), ("words", "1 passages are missing")}
        index.rebuild()
        assert index.doctor() == []


def test_rebuild_reports_progress(library):
    with NewsIndex.open(library) as index:
        steps = []
        index.rebuild(steps.append)
        assert steps[-1].done == steps[-1].total > 0
        assert index.doctor() == []
    check(library)


def test_backup_and_restore(library, tmp_path):
    with NewsIndex.open(library) as index:
        index.remove("general")
        before = index.article("attacks")
        index.backup(tmp_path / "saved" / "backup.sqlite")
        with pytest.raises(LibraryError, match="exists already"):
            index.backup(tmp_path / "saved" / "backup.sqlite")
    assert b"Pourhashemi" not in (tmp_path / "saved" / "backup.sqlite").read_bytes()
    NewsIndex.restore(tmp_path / "saved" / "backup.sqlite", tmp_path / "again")
    with NewsIndex.open(tmp_path / "again") as index:
        assert index.article("attacks") == before
        assert index.count() == len(ALL) - 1
        assert [copy.id for copy in index.copies("attacks")] == ["attacks-copy"]
        assert ids_found(index.retrieve("Who reported 23 civilian deaths?"))[0] == "attacks"
        assert index.doctor() == []
    with pytest.raises(LibraryError, match="holds a library already"):
        NewsIndex.restore(tmp_path / "saved" / "backup.sqlite", library)


def test_what_is_no_backup_is_refused(tmp_path):
    with pytest.raises(LibraryError, match="no backup file"):
        NewsIndex.restore(tmp_path / "nothing", tmp_path / "again")
    (tmp_path / "text").write_text("not a database at all " * 100)
    with pytest.raises(LibraryError):
        NewsIndex.restore(tmp_path / "text", tmp_path / "again")
    assert not list((tmp_path / "again").glob("*"))


def test_another_embedding_model_asks_for_a_rebuild(library):
    with NewsIndex.open(library, embedding_model="another/model") as index:
        with pytest.raises(LibraryError, match="rebuild"):
            index.retrieve("anything")
        assert [problem.part for problem in index.doctor()] == ["vectors"]
    check(library)


def test_a_database_that_is_none_is_named(tmp_path):
    (tmp_path / "library.sqlite").write_bytes(b"no database" * 500)
    with pytest.raises(LibraryError, match="cannot be opened"):
        NewsIndex.open(tmp_path)
    with pytest.raises(LibraryError, match="cannot be used"):
        NewsIndex.open(tmp_path, database_url="nonsense://x")


def start(context, folder, path):
    """Start an ingestion in a process of its own, its modules imported beforehand."""
    process = context.Process(target=add, args=(str(folder), str(path)))
    process.start()
    return process


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_thirty_moments(tmp_path):
    """Kill -9 an ingestion at random moments; each start repairs, the last add completes."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    articles = [
        HIGHWAY
        | {"id": f"story{number}", "title": f"Story {number}", "url": f"https://x.example/{number}"}
        | {"text": f"{HIGHWAY['text']} District {number} counted {number * 7} dead."}
        for number in range(8)
    ]
    folder = tmp_path / "library"
    path = write(tmp_path, *articles)
    start(context, folder, path).join()
    moments = random.Random(7)
    whole = 0.0
    for attempt in range(31):
        changed = [each | {"text": f"{each['text']} Attempt {attempt}."} for each in articles]
        write(tmp_path, *changed)
        began = time.monotonic()
        worker = start(context, folder, path)
        if attempt:
            worker.join(moments.uniform(0, whole))
            worker.kill()
        worker.join()
        whole = whole or time.monotonic() - began
    with NewsIndex.open(folder) as index:
        assert index.doctor() == []
        report = index.add(path)
        assert len(report.added + report.updated + report.unchanged) == len(articles)
        assert index.count() == len(articles)
        assert index.doctor() == []
        for each in changed:
            assert index.article(each["id"]).text == each["text"]
