"""The papers say what is so."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_command_line_reference_is_the_command_lines_own_help(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import cli_reference

    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == cli_reference.reference(), "run: python scripts/cli_reference.py"


def test_every_link_of_the_papers_leads_somewhere():
    for paper in ("README.md", "ARCHITECTURE.md"):
        text = (ROOT / paper).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)", text):
            assert (ROOT / target).exists(), f"{paper} links to {target}"


def test_every_dependency_is_pinned():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(name for extra in extras for name in extra)]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {re.split(r"[=\s]", line)[0].lower().replace("_", "-") for line in lines}
    for name in wanted:
        bare = re.split(r"[\[=<>!~;\s]", name)[0].lower().replace("_", "-")
        assert bare in pinned, f"{bare} is not in constraints.txt"
