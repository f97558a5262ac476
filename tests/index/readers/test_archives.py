from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from index.article import Draft
from index.readers import read
from index.report import Entry

TEXT = "Bridge reopens\n\nIt reopened on Monday."


def zipped(contents):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_members_of_an_archive_are_read(files):
    inner = zipped({"c.txt": TEXT})
    folder = files(
        {
            "news.zip": zipped(
                {
                    "b/2024-11-30-b.md": "# B\n\nIt reopened.",
                    "a.txt": TEXT,
                    "README.md": "About this",
                    "__MACOSX/._a.txt": b"\0",
                    "inner.zip": inner,
                    "logo.png": b"\x89PNG",
                }
            )
        }
    )
    found = list(read([folder / "news.zip"]))
    drafts = {one.name[len(str(folder)) + 1 :]: one for one in found if isinstance(one, Draft)}
    assert list(drafts) == [
        "news.zip!a.txt",
        "news.zip!b/2024-11-30-b.md",
        "news.zip!inner.zip!c.txt",
    ]
    assert drafts["news.zip!b/2024-11-30-b.md"].published.day == 30
    assert drafts["news.zip!a.txt"].source == f"{folder.resolve()}/news.zip!a.txt"
    (picture,) = [one for one in found if isinstance(one, Entry)]
    assert picture.reason == "The file is of a kind that cannot be read as an article (.png)."


def test_names_that_leave_the_archive_lead_nowhere(files, tmp_path):
    folder = files({"in/news.zip": zipped({"../../out.txt": TEXT, "/etc/passwd.txt": TEXT})})
    found = list(read([folder / "in/news.zip"]))
    assert [one.title for one in found] == ["Bridge reopens"] * 2
    assert [path.name for path in tmp_path.rglob("*.txt")] == []


def test_a_bomb_is_refused_unopened(reason):
    told = reason("a.zip", zipped({"a.txt": b"a" * 30_000_000}))
    assert told == "The file unpacks to over 200 times its size, as only bombs do."


def test_a_word_file_may_be_a_bomb_too(reason):
    told = reason("a.docx", zipped({"word/document.xml": b" " * 30_000_000}))
    assert told == "The file unpacks to over 200 times its size, as only bombs do."


def test_too_many_members_too_much_text_too_deep(reason, monkeypatch):
    monkeypatch.setattr("index.readers.archive._MEMBERS", 2)
    assert "more than 2 files" in reason("a.zip", zipped({str(n): "x" for n in range(3)}))
    monkeypatch.setattr("index.readers.archive._TOTAL", 10)
    assert "would unpack to more than" in reason("b.zip", zipped({"a.txt": "x" * 20}))


def test_archives_in_archives_end_somewhere(files):
    archive = zipped({"a.txt": TEXT})
    for _ in range(3):
        archive = zipped({"inner.zip": archive})
    (told,) = read([files({"a.zip": archive}) / "a.zip"])
    assert told.reason == "The file lies more than 2 archives deep."


def test_damaged_and_empty_archives(reason):
    whole = zipped({"a.txt": TEXT})
    assert reason("a.zip", whole[:-30]) == "The file is a damaged zip archive."
    assert reason("b.zip", zipped({})) == "The file is an archive without files that can be read."
    assert reason("c.zip", b"no archive") == "The file is named ZIP, but is none."


def test_a_damaged_member_does_not_end_the_archive(files):
    whole = bytearray(zipped({"a.txt": TEXT * 20, "b.txt": TEXT}))
    whole[45] ^= 0xFF
    bad, good = read([files({"a.zip": bytes(whole)}) / "a.zip"])
    assert bad.reason == "The file is damaged in its archive."
    assert good.title == "Bridge reopens"
