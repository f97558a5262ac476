"""Whether a language model's prose over the evaluation sets is ever shown without support.

Usage: python tests/benchmarks/prose.py MODEL [--sets eval_sets/*] [--limit N] [--threads N] [--json FILE]

MODEL is the id of a pulled model, a GGUF file, or NAME@URL of an OpenAI-compatible endpoint. All
sentences are kept (`unsupported=show`), so that those which checking refused are counted too. A
sentence shown as supported is looked at again by rules that share no code with the checking: its
numbers and quotations must stand in the citations it names, its words (but for five) in these, their
speakers, titles and outlets, and none of the question's `must_not_include` patterns may match.
Exit code 1 where one is found, or where the extractive answer took a second or more (95 %).
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant import Assistant
from assistant.answer import Answer
from assistant.evaluation.libraries import opened
from assistant.evaluation.mechanical_checks import unsupported_facts
from assistant.evaluation.question_sets import QuestionSet, load
from assistant.events import Finished, Prose, ShortAnswer
from assistant.language.words import content_stems
from assistant.language_models.writing import writer_for
from assistant.settings import load_settings

SETS = Path(__file__).resolve().parents[2] / "eval_sets"
_OWN_WORDS = 5
_MOST_SECONDS = 1.0


@dataclass
class Row:
    """What became of one question."""

    set: str
    id: str
    question: str
    abstained: bool = False
    short_answer_s: float = 0.0
    first_sentence_s: float | None = None
    all_s: float = 0.0
    notice: str = ""
    sentences: list[dict] = field(default_factory=list)


def faults(sentence: str, answer: Answer, must_not: tuple[str, ...]) -> list[str]:
    """Return what a sentence says without support, by rules of its own."""
    numbers = {int(number) for number in re.findall(r"\[(\d{1,3})\]", sentence)}
    cited = tuple(citation for citation in answer.citations if citation.number in numbers)
    words = re.sub(r"\[\d{1,3}\]", "", sentence)
    alone = replace(answer, text=words, short=None, citations=cited, abstained=False)
    found = [fact for fact in unsupported_facts(alone) if not fact.startswith("speaker")]
    held = {
        stem
        for citation in cited
        for stem in content_stems(
            f"{citation.quote} {citation.speaker} {citation.title} {citation.outlet} "
            + (f"{citation.published:%d %B %Y}" if citation.published else "")
        )
    }
    own = sorted(set(content_stems(words)) - held)
    if len(own) > _OWN_WORDS:
        found.append(f"words {', '.join(own)}")
    found += [f"pattern {rule}" for rule in must_not if re.search(rule, words, re.IGNORECASE)]
    return found


def ask(assistant: Assistant, name: str, question) -> Row:
    row = Row(name, question.id, question.question)
    began = time.perf_counter()
    answer = None
    for event in assistant.stream(question.question, history=question.history):
        passed = time.perf_counter() - began
        if isinstance(event, ShortAnswer):
            row.short_answer_s, row.abstained, answer = passed, event.answer.abstained, event.answer
        elif isinstance(event, Prose):
            row.first_sentence_s = row.first_sentence_s or passed
            wrong = []
            if event.verdict == "supported":
                wrong = faults(event.text, answer, question.must_not_include)
            row.sentences.append(asdict(event) | {"faults": wrong})
        elif isinstance(event, Finished):
            row.all_s, row.notice = passed, event.answer.notice
    return row


def configure(assistant: Assistant, model: str, threads: int) -> None:
    """Give an assistant the language model, every sentence shown with its verdict."""
    name, _, url = model.partition("@")
    settings = load_settings(
        library=assistant.settings.library,
        writer="model",
        llm_model=name,
        llm_url=url,
        unsupported="show",
        llm_timeout=600.0,
        threads=threads,
    )
    assistant.settings = settings
    assistant.__dict__["_writer"] = writer_for(settings, reader=assistant._answerer.reader)


def spread(question_set: QuestionSet, limit: int) -> list:
    """Return `limit` questions spread evenly over the set; all where it is 0."""
    rows = list(question_set.questions)
    return rows if not limit else rows[:: max(1, len(rows) // limit)][:limit]


def run(folder: Path, model: str, limit: int, threads: int) -> Iterator[Row]:
    question_set = load(folder)
    with opened(question_set) as built:
        built.assistant.ask(question_set.questions[0].question)  # loads what answering needs
        configure(built.assistant, model, threads)
        for question in spread(question_set, limit):
            yield ask(built.assistant, folder.name, question)


def summary(rows: list[Row]) -> dict:
    sentences = [sentence for row in rows for sentence in row.sentences]
    answered = [row for row in rows if not row.abstained]
    short = sorted(row.short_answer_s for row in rows)
    firsts = sorted(row.first_sentence_s for row in rows if row.first_sentence_s)
    return {
        "questions": len(rows),
        "answered": len(answered),
        "with a sentence": len([row for row in rows if row.sentences]),
        "sentences": {
            verdict: len([item for item in sentences if item["verdict"] == verdict])
            for verdict in ("supported", "partly", "unsupported")
        },
        "supported with faults": len([item for item in sentences if item["faults"]]),
        "short answer s": {"p50": at(short, 0.5), "p95": at(short, 0.95)},
        "first sentence s": {"p50": at(firsts, 0.5), "p95": at(firsts, 0.95)},
    }


def at(values: list[float], share: float) -> float | None:
    return round(values[min(len(values) - 1, int(share * len(values)))], 3) if values else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("--sets", nargs="*", type=Path, default=sorted(SETS.iterdir()))
    parser.add_argument("--limit", type=int, default=0, help="questions of each set; 0: all")
    parser.add_argument("--threads", type=int, default=0, help="of a local model; 0: all cores")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    rows: list[Row] = []
    for folder in given.sets:
        if not (folder / "questions.jsonl").is_file():
            continue
        for row in run(folder, given.model, given.limit, given.threads):
            rows.append(row)
            if given.json:
                report = {"model": given.model, **summary(rows), "rows": [asdict(r) for r in rows]}
                given.json.write_text(json.dumps(report, ensure_ascii=False, indent=1))
    result = summary(rows)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    slow = (result["short answer s"]["p95"] or 0.0) >= _MOST_SECONDS
    return int(bool(result["supported with faults"]) or slow)


if __name__ == "__main__":
    sys.exit(main())
