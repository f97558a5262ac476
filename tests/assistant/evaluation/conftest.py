"""A small question set, and an assistant that answers as told."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from assistant.answer import Answer, Citation, Nearest
from assistant.evaluation.results import Evidence, QuestionResult
from assistant.evaluation.scores import MEANS

ARTICLES = {
    "bridge.md": (
        "Bridge toll rises",
        "The Coast Guard said at least 23 people were rescued from the fallen bridge.\n\n"
        "“We heard a crack,” said Mara Venn, a driver. The bridge opened in 1987.",
    ),
    "harbour.md": (
        "Harbour strike ends",
        "Dockers in Port Ansel ended their strike on Monday, the union said.\n\n"
        "The union said 1,200 dockers would return. A clerk spoke of a cold winter.",
    ),
}
QUESTIONS = [
    {
        "id": "rescued",
        "question": "How many people were rescued?",
        "answers": ["at least 23", "23"],
        "citations": [
            {
                "article": "bridge.md",
                "quote": "The Coast Guard said at least 23 people were rescued from the fallen "
                "bridge.",
            }
        ],
        "speaker": "The Coast Guard",
        "must_include": [r"\b23\b"],
        "tags": ["quantity", "attribution"],
        "protected": True,
    },
    {
        "id": "strike",
        "question": "When did the strike end?",
        "answers": ["Monday", "on Monday"],
        "citations": [
            {
                "article": "Harbour strike ends",
                "quote": "Dockers in Port Ansel ended their strike on Monday",
            }
        ],
        "tags": ["date"],
    },
    {
        "id": "mayor",
        "question": "Who is the mayor of Port Ansel?",
        "answerable": False,
        "tags": ["unanswerable"],
    },
]


@pytest.fixture(scope="session")
def eval_cache(tmp_path_factory):
    return tmp_path_factory.mktemp("eval-cache")


@pytest.fixture(autouse=True)
def own_eval_cache(own_folders, monkeypatch, eval_cache):
    """Keep built libraries of the whole run in one temporary folder."""
    monkeypatch.setenv("NEWS_ASSISTANT_EVAL_CACHE", str(eval_cache))


def write_set(folder, questions=None, articles=None):
    (folder / "articles").mkdir(parents=True)
    for name, (title, text) in (articles or ARTICLES).items():
        (folder / "articles" / name).write_text(
            f"---\ntitle: {title}\noutlet: Shore Post\npublished: 2025-01-02T08:00:00+00:00\n"
            f"---\n\n{text}\n",
            encoding="utf-8",
        )
    rows = QUESTIONS if questions is None else questions
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def small_set(tmp_path):
    return write_set(tmp_path / "harbour_news")


@dataclass
class ScriptedAssistant:
    """Answers from a script: question -> (short answer, quote, speaker); else it abstains."""

    texts: dict[str, str]
    script: dict[str, tuple[str, str, str]]
    asked: list = field(default_factory=list)

    def articles(self, limit=None):
        return [SimpleNamespace(id=key) for key in self.texts]

    def article(self, article_id):
        return SimpleNamespace(id=article_id, text=self.texts[article_id])

    def copies(self, article_id):
        return []

    def retrieve(self, question, k=20):
        hits = []
        for key, text in list(self.texts.items())[:k]:
            passage = SimpleNamespace(article_id=key, start=0, end=len(text))
            hits.append(SimpleNamespace(passage=passage))
        return hits

    def ask(self, question, history=()):
        self.asked.append((question, history))
        if question not in self.script:
            nearest = Nearest("bridge", "Bridge toll rises", "Shore Post", None, "", "near", 0, 4)
            return Answer("No article says so.", None, True, nearest=nearest, question=question)
        short, quote, speaker = self.script[question]
        key = next(key for key, text in self.texts.items() if quote in text)
        start = self.texts[key].index(quote)
        citation = Citation(
            1, key, key, "Shore Post", None, "", quote, start, start + len(quote), speaker
        )
        text = f"{speaker or 'The article'} said: {short} [1]."
        return Answer(text, short, False, (citation,), question=question)


SCRIPT = {
    "How many people were rescued?": (
        "at least 23",
        "The Coast Guard said at least 23 people were rescued",
        "Coast Guard",
    ),
    "When did the strike end?": ("Monday", "ended their strike on Monday", ""),
}


@pytest.fixture
def scripted():
    return ScriptedAssistant(
        {name[:-3]: text for name, (_, text) in ARTICLES.items()}, dict(SCRIPT)
    )


def result(name="one", *, passed=True, values=None, **changes):
    """Return a question's result; `values` are scores by metric."""
    fields = {
        "set_name": "set",
        "id": name,
        "question": f"What about {name}?",
        "tags": ("date",),
        "answerable": True,
        "expected": ("Monday",),
        "speaker": "",
        "abstained": False,
        "short": "Monday",
        "text": "On Monday [1].",
        "asked": f"What about {name}?",
        "values": {**dict.fromkeys(MEANS), **(values or {})},
        "right": passed,
        "reasons": () if passed else ("wrong answer",),
        "citations": (Evidence("Harbour strike ends", "on Monday", "the union"),),
        "gold": (Evidence("harbour.md", "ended on Monday"),),
        "latency_ms": (10.0,),
    }
    return QuestionResult(**{**fields, **changes})


@pytest.fixture
def make_result():
    return result


@pytest.fixture(scope="session")
def make_set():
    return write_set
