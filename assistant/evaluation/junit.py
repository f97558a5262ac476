"""Results as JUnit XML, which continuous integration systems read.

Source: the de facto schema of https://github.com/testmoapp/junitxml.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.evaluation.results import QuestionResult

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(file: Path, results: Sequence[QuestionResult]) -> None:
    """Write one test suite a question set and one test case a question.

    A failed question is a failure and a known failure is skipped.
    """
    root = ElementTree.Element("testsuites", name="news-assistant eval")
    for name in dict.fromkeys(row.set_name for row in results):
        rows = [row for row in results if row.set_name == name]
        suite = ElementTree.SubElement(root, "testsuite", name=_xml(name), tests=str(len(rows)))
        for row in rows:
            suite.append(_case(row))
        for kind in ("failure", "skipped"):
            count = str(len(suite.findall(f"testcase/{kind}")))
            suite.set("failures" if kind == "failure" else kind, count)
        suite.set("errors", "0")
        suite.set("time", f"{sum(sum(row.latency_ms) for row in rows) / 1000:.3f}")
    ElementTree.indent(root)
    file.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)


def _case(row: QuestionResult) -> ElementTree.Element:
    seconds = sum(row.latency_ms) / 1000
    case = ElementTree.Element(
        "testcase", classname=_xml(row.set_name), name=_xml(row.id), time=f"{seconds:.3f}"
    )
    if row.outcome == "known failure":
        ElementTree.SubElement(case, "skipped", message=_xml(row.known_failure))
    elif row.outcome == "failed":
        message = _xml("; ".join(row.reasons))
        failure = ElementTree.SubElement(case, "failure", message=message, type="answer")
        failure.text = _xml(
            f"question: {row.question}\nexpected: {' | '.join(row.expected) or '-'}\n"
            f"got: {row.text}\ngold: {' | '.join(item.quote for item in row.gold) or '-'}"
        )
    return case


def _xml(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
