"""Time of a whole extractive answer over many passages, and beside it of plain RAG's first token.

Usage: python tests/benchmarks/answer.py [--passages 100000] [--questions 60] [--library DIR]
       [--model PATH.gguf|ID] [--rag-questions 5] [--rag-passages 10] [--cores 2] [--json FILE]

An answer is everything from the question as typed to the cited answer: retrieve twenty passages,
read the best of them, attribute, decide, all with the usual settings. No question is asked twice. The library is made up (see
`made_library.py`) and its attributions are there, as they are once the background tagging is done.
Where the system allows it, the process is bound to `--cores` processors.

With `--model` a local language model answers some of the questions in the same run, by LlamaIndex's
own query engine and prompts over passages of the same library; measured is the time to its first
token. LlamaIndex would by itself show a model two chunks of 1,024 tokens; ten passages are about
that. Exit code 1 where the median is above 200 ms, the 95th percentile above 500 ms, or plain RAG's
median less than 30 times that of the answers.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from assistant import Assistant
from assistant.language_models.choosing import choose
from assistant.language_models.model import LanguageModel, Message
from assistant.settings import load_settings
from index.news_index import NewsIndex
from tests.benchmarks.generated_articles import questions
from tests.benchmarks.made_library import attribute, fill

_AIM_P50 = 200.0
_AIM_P95 = 500.0
_AIM_RATIO = 30.0
_CONTEXT = 4_096
_REPLY = 16


def build(folder: Path, passages: int) -> None:
    """Make the library in `folder` where there is none; add the attributions where they lack."""
    with NewsIndex.open(folder) as index:
        if index.count() == 0:
            fill(index, passages)
        attribute(index)


def measure_answers(assistant: Assistant, asked: Sequence[str]) -> dict[str, float]:
    """Return percentiles of the time of an answer, in milliseconds.

    `cpu` is the process's own processor time, for machines that others use.
    """
    times, work, answered = [], [], 0
    for question in asked:
        began, cpu = time.perf_counter(), time.process_time()
        answer = assistant.ask(question)
        times.append(1000 * (time.perf_counter() - began))
        work.append(1000 * (time.process_time() - cpu))
        answered += not answer.abstained
    return {
        "questions": len(asked),
        "answered": answered,
        **percentiles(times),
        **{f"cpu_{name}": value for name, value in percentiles(work).items()},
    }


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """Return the median and the 95th percentile."""
    return {f"p{share}": round(float(np.percentile(values, share)), 1) for share in (50, 95)}


def measure_plain_rag(
    assistant: Assistant, model: LanguageModel, asked: Sequence[str], passages: int
) -> dict[str, float]:
    """Return percentiles of the time to plain RAG's first token, in milliseconds.

    The first question loads the model and is not counted.
    """
    engine = query_engine(assistant, model, passages)
    times = [first_token(engine, question) for question in asked]
    return {"questions": len(asked) - 1, "passages": passages, **percentiles(times[1:])}


def first_token(engine: Any, question: str) -> float:
    """Return the milliseconds until the engine's first token; the short rest is let end."""
    began = time.perf_counter()
    pieces = engine.query(question).response_gen
    for piece in pieces:
        if piece.strip():
            break
    passed = 1000 * (time.perf_counter() - began)
    for _ in pieces:  # the next question is not to wait for it
        pass
    return passed


def query_engine(assistant: Assistant, model: LanguageModel, passages: int) -> Any:
    """Return LlamaIndex's query engine, prompts and all, over a retriever and a language model."""
    from llama_index.core.base.llms.types import CompletionResponse, LLMMetadata
    from llama_index.core.llms import CustomLLM
    from llama_index.core.query_engine import RetrieverQueryEngine

    class Streaming(CustomLLM):
        """A language model as LlamaIndex calls one."""

        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(
                context_window=_CONTEXT,
                num_output=_REPLY,
                is_chat_model=False,
                model_name=model.name,
            )

        def complete(self, prompt: str, formatted: bool = False, **options: Any) -> Any:
            return CompletionResponse(text="".join(self._pieces(prompt)))

        def stream_complete(self, prompt: str, formatted: bool = False, **options: Any) -> Any:
            text = ""
            for piece in self._pieces(prompt):
                text += piece
                yield CompletionResponse(text=text, delta=piece)

        def _pieces(self, prompt: str) -> Any:
            return model.stream([Message("user", prompt)], longest=_REPLY)

    return RetrieverQueryEngine.from_args(
        assistant.as_retriever(k=passages), llm=Streaming(), streaming=True
    )


def bind(cores: int) -> None:
    """Bind this process to so many of its processors, where the system allows it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def run(options: argparse.Namespace, folder: Path, model: LanguageModel | None) -> dict[str, Any]:
    """Build, measure and return the figures."""
    build(folder, options.passages)
    asked = list(questions(options.questions + options.rag_questions + 2))
    with Assistant.open(folder, writer="extractive", llm_url="", llm_model="") as assistant:
        assistant.ask(asked.pop())  # loads what answering needs
        result: dict[str, Any] = {
            "passages": assistant.figures().passages,
            "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None,
            "answer_ms": measure_answers(assistant, asked[: options.questions]),
        }
        if model is not None:
            rest = asked[options.questions :]
            plain = measure_plain_rag(assistant, model, rest, options.rag_passages)
            result["plain_rag_first_token_ms"] = {"model": model.name, **plain}
            result["ratio"] = round(plain["p50"] / result["answer_ms"]["p50"], 1)
    return result


def main() -> int:
    """Measure, print and compare with the aims."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--library", type=Path, help="kept for the next run")
    parser.add_argument("--model", default="", help="a GGUF file or the id of a pulled model")
    parser.add_argument("--rag-questions", type=int, default=5)
    parser.add_argument("--rag-passages", type=int, default=10)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    bind(options.cores)
    model = None
    if options.model:
        settings = load_settings(llm_model=options.model, llm_url="", threads=options.cores)
        chosen = choose(settings)
        model = chosen.model
        if model is None:
            parser.error(chosen.says)
    with tempfile.TemporaryDirectory() as temporary:
        result = run(options, options.library or Path(temporary), model)
    text = json.dumps(result, indent=2)
    sys.stdout.write(text + "\n")
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")
    quick = result["answer_ms"]["p50"] <= _AIM_P50 and result["answer_ms"]["p95"] <= _AIM_P95
    return 0 if quick and result.get("ratio", _AIM_RATIO) >= _AIM_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
