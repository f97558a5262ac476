"""How many corrupted sentences the checking catches, and how many faithful ones it flags.

    python tests/benchmarks/checking.py eval_sets --report docs/checking.md

The sentences are made by rules from the gold quotes of the question sets (`checking_bank.py`) and
split by article; thresholds are chosen on the development half (`--choose`) and the report gives
both halves. A sentence counts as caught or flagged when its verdict is not "supported".
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from assistant.checking import check
from assistant.checking.wording import Thresholds

sys.path.insert(0, str(Path(__file__).parent))
from checking_bank import Item, bank, half


def flagged(item: Item, thresholds: Thresholds | None = None) -> bool:
    return check(item.sentence, item.evidence, thresholds=thresholds).verdict != "supported"


def rates(items: Sequence[Item], thresholds: Thresholds | None = None) -> tuple[float, float]:
    """Return the shares of corrupted sentences caught and of faithful sentences flagged."""
    by: dict[bool, list[bool]] = defaultdict(list)
    for item in items:
        by[item.faithful].append(flagged(item, thresholds))
    return tuple(sum(by[key]) / max(1, len(by[key])) for key in (False, True))


def report(items: Sequence[Item]) -> str:
    counts: dict[tuple[bool, str, str], Counter[str]] = defaultdict(Counter)
    for item in items:
        verdict = check(item.sentence, item.evidence).verdict
        for kind in (item.kind, "all"):
            counts[item.faithful, kind, half(item.article)].update({verdict: 1, "n": 1})
    lines = [
        "| sentence | kind | n (development) | flagged | n (other half) | flagged | of these unsupported |",
        "|-|-|-|-|-|-|-|",
    ]
    kinds = sorted(
        {(faithful, kind) for faithful, kind, _ in counts},
        key=lambda k: (k[0], k[1] == "all", k[1]),
    )
    for faithful, kind in kinds:
        first, second = (counts[faithful, kind, name] for name in ("development", "other"))
        name = "faithful" if faithful else "corrupted"
        bold = "**" if kind == "all" else ""
        lines.append(
            f"| {name} | {bold}{kind}{bold} | {first['n']} | {_share(first)} | {second['n']} | "
            f"{_share(second)} | {second['unsupported']} |"
        )
    return "\n".join(lines) + "\n"


def _share(counts: Counter[str]) -> str:
    if not counts["n"]:
        return "–"
    return f"{100 * (counts['n'] - counts['supported']) / counts['n']:.1f} %"


def choose(items: Sequence[Item]) -> str:
    """Return the rates of a grid of thresholds on the development half."""
    own = [item for item in items if half(item.article) == "development"]
    lines = []
    for supported in (0.6, 0.7, 0.75, 0.8, 0.85, 0.9):
        caught, wrong = rates(own, Thresholds(supported, min(0.55, supported)))
        lines.append(
            f"supported {supported:.2f}: caught {caught:.3f}, faithful flagged {wrong:.3f}"
        )
    return "\n".join(lines) + "\n"


def mistakes(items: Sequence[Item], of_half: str) -> str:
    lines = []
    for item in items:
        if half(item.article) != of_half or flagged(item) != item.faithful:
            continue
        verdict = check(item.sentence, item.evidence)
        lines.append(
            f"{'FLAGGED' if item.faithful else 'MISSED'} [{item.kind}] {item.sentence}\n"
            f"    evidence: {item.evidence[0].quote} ({item.evidence[0].speaker})\n"
            f"    {verdict.verdict}: {verdict.reason}"
        )
    return "\n".join(lines) + "\n"


HEAD = """# How the checking of prose was measured

`python tests/benchmarks/checking.py eval_sets --report docs/checking.md`

Sentences made by rules from the gold quotes of the evaluation sets, split by article. A sentence
is flagged when its verdict is `partly` or `unsupported`. Thresholds and rules were chosen on the
development half alone.

"""


LIMITS = """
Of the kinds of corruption only the half-true merge stays under 90 %: a merge whose subject is a
pronoun or a single word of the other fact is not seen. The faithful kinds are made by rules, near to
the evidence's wording, and active/passive is rare among them: how a free paraphrase with synonyms
fares is not measured here, and such sentences will more often be called `partly`.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("eval_sets"))
    parser.add_argument("--report", type=Path)
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--mistakes", choices=["development", "other"])
    given = parser.parse_args()
    items = bank(given.folder)
    table = report(items)
    sys.stdout.write(table)
    if given.choose:
        sys.stdout.write(choose(items))
    if given.mistakes:
        sys.stdout.write(mistakes(items, given.mistakes))
    if given.report:
        given.report.write_text(HEAD + table + LIMITS, encoding="utf-8")


if __name__ == "__main__":
    main()
