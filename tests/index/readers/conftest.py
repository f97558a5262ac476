from __future__ import annotations

import pytest

from index.article import Draft
from index.readers import read
from index.report import Entry


@pytest.fixture
def files(tmp_path):
    """Write files into a temporary folder and return it; text is written as UTF-8."""

    def write(contents):
        for name, content in contents.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path

    return write


@pytest.fixture
def drafts(files):
    """Return what reading files of these contents gives, all of it articles."""

    def read_drafts(contents):
        folder = files(contents)
        found = list(read([folder / name for name in contents]))
        assert [entry.reason for entry in found if isinstance(entry, Entry)] == []
        return found

    return read_drafts


@pytest.fixture
def draft(drafts):
    """Return the one article in a file of this name and content."""

    def read_draft(name, content):
        (found,) = drafts({name: content})
        return found

    return read_draft


@pytest.fixture
def reason(files):
    """Return why a file of this name and content is not read, and check that others still are."""

    def read_reason(name, content):
        good = "The bridge reopens\n\nIt reopened on Monday, the mayor said.\n"
        folder = files({name: content, "zz-good.txt": good})
        bad, after = list(read([folder / name, folder / "zz-good.txt"]))
        assert isinstance(after, Draft)
        assert isinstance(bad, Entry), bad
        assert bad.name == str(folder / name)
        assert bad.reason.endswith(".")
        assert "\n" not in bad.reason
        return bad.reason

    return read_reason


def pdf_bytes(pages, title=""):
    """Return a PDF of pages of lines, set 14 points apart, 30 before a line after an empty one."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for lines in pages:
        drawn = ["BT /F1 11 Tf 72 760 Td"]
        for line in lines:
            escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            drawn.append(f"({escaped}) Tj 0 -14 Td" if line else "0 -16 Td")
        stream = "\n".join([*drawn, "ET"])
        kids.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            f"{len(objects) + 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) /CreationDate (D:20260101000000Z) >>")
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")


@pytest.fixture
def make_pdf():
    return pdf_bytes
