from __future__ import annotations

import subprocess
import sys

import pytest

from index.article import Draft
from index.readers import read
from index.report import Entry

TEXT = "Bridge reopens\n\nIt reopened on Monday."


def names(folder, found):
    return [one.name[len(str(folder)) + 1 :] for one in found if isinstance(one, Draft)]


@pytest.fixture
def folder(files):
    folder = files(
        {
            "b.txt": TEXT,
            "a/c.md": TEXT,
            "a/README.md": TEXT,
            ".hidden/d.txt": TEXT,
            ".e.txt": TEXT,
            "questions.jsonl": '{"id": "q", "question": "Who?"}',
            "LICENSE": TEXT,
        }
    )
    (folder / "a" / "loop").symlink_to(folder)
    return folder


def test_a_folder_is_read_in_order_without_what_is_no_article(folder):
    found = list(read([folder]))
    assert names(folder, found) == ["a/c.md", "b.txt"]
    assert len(found) == 2


def test_what_is_named_is_read(folder):
    assert names(folder, read([folder / "a" / "README.md"])) == ["a/README.md"]


def test_a_file_named_twice_is_read_once(folder):
    found = read([str(folder / "b.txt"), folder, folder / "a" / ".." / "b.txt"])
    assert names(folder, found) == ["b.txt", "a/c.md"]


def test_patterns(folder):
    assert names(folder, read([f"{folder}/**/*.md"])) == ["a/c.md"]
    (told,) = read([f"{folder}/*.pdf"])
    assert told == Entry(f"{folder}/*.pdf", reason="The pattern matches no files.")


def test_one_path_need_not_be_in_a_list(folder):
    assert len(list(read(str(folder / "b.txt")))) == 1


def test_reading_is_lazy(folder):
    assert next(read([folder, folder / "missing"])).name.endswith("c.md")


@pytest.mark.parametrize("name", ["missing.txt", "mis\0sing.txt", "m" * 5000])
def test_a_missing_path_is_one_sentence(folder, name):
    told, good = read([f"{folder}/x/{name}", folder / "b.txt"])
    assert isinstance(told, Entry)
    assert told.reason.endswith(".")
    assert isinstance(good, Draft)


def test_an_empty_folder_is_one_sentence(tmp_path):
    (told,) = read([tmp_path])
    assert told.reason == "The folder holds no files that can be read."


def test_a_file_without_rights_is_one_sentence(folder, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("index.readers.inputs._opened", refuse)
    (told,) = read([folder / "b.txt"])
    assert told.reason == "The file cannot be opened: Permission denied."


def test_kinds_are_told_by_their_beginning_where_the_name_does_not(drafts):
    found = drafts(
        {
            "page": "<!DOCTYPE html><html><body><p>It reopened.</p></body></html>",
            "article": '{"title": "Bridge", "text": "It reopened."}',
            "plain": "Bridge\n\nIt reopened.",
            "feed": "<rss><channel><item><description>It reopened.</description></item>"
            "</channel></rss>",
        }
    )
    assert [one.text for one in found] == ["It reopened."] * 4


def test_pictures_are_refused_by_name(reason):
    told = reason("a.png", b"\x89PNG\r\n\x1a\n\0\0\0")
    assert told == "The file is of a kind that cannot be read as an article (.png)."


def test_importing_readers_is_cheap():
    code = (
        "import sys, index.readers, index.passages\n"
        "heavy = {'trafilatura', 'lxml', 'pypdf', 'docx', 'feedparser', 'httpx', 'py3langid',"
        " 'tokenizers', 'sentencex', 'yaml', 'markdown_it', 'dateutil', 'torch'}\n"
        "sys.exit(','.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
