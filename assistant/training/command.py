"""The command `news-assistant-train`: train, finish and evaluate the two models."""

import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "gate": ("assistant.training.gate", "fit when to answer and when to abstain"),
    "reader": ("assistant.training.reader", "train one stage of the reader"),
    "tagger": ("assistant.training.tagger", "train the attribution tagger"),
    "finish-reader": ("assistant.training.finish_reader", "quantise and calibrate the reader"),
    "finish-tagger": ("assistant.training.finish_tagger", "quantise and calibrate the tagger"),
    "curve": ("assistant.training.curve", "print figures of snapshots of the reader"),
    "evaluate": ("assistant.training.evaluate", "print the figures of the shipped models"),
}


def usage() -> str:
    """Return what the command can do, a line a command."""
    lines = [f"  {name:14} {told}" for name, (_, told) in COMMANDS.items()]
    return "\n".join(["usage: news-assistant-train COMMAND [--help] …", "", *lines, ""])


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0 on success, 1 on a clear error, 2 on wrong usage."""
    given = list(sys.argv[1:] if argv is None else argv)
    if not given or given[0] in {"-h", "--help"}:
        sys.stdout.write(usage())
        return 0 if given else 2
    if given[0] not in COMMANDS:
        sys.stderr.write(f"unknown command {given[0]!r}\n{usage()}")
        return 2
    try:
        import_module(COMMANDS[given[0]][0]).main(given[1:])
    except FileNotFoundError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
