from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest

from assistant.evaluation import gold, proposals, question_sets
from assistant.evaluation.errors import EvaluationError, QuestionSetError

TEXTS = {
    "a.md": (
        "Storm",
        "Port Authority head Mara Venn said at least 23 sailors were rescued. “We saw the mast go "
        "under twice,” said Iris Holm. Nobody was blamed.",
    ),
    "b.md": (
        "Strike",
        "The Dockers Union said 1,200 dockers would return to Port Ansel. He said it was cold.",
    ),
}


@dataclass
class Attribution:
    content: list
    speaker: str
    probability: float = 0.9


class Tagger:
    """Knows who said what in the two texts."""

    said = (
        ("Mara Venn", "at least 23 sailors were rescued", 0.9),
        ("Iris Holm", "“We saw the mast go under twice,”", 0.9),
        ("The Dockers Union", "1,200 dockers would return to Port Ansel", 0.9),
        ("he", "it was cold", 0.9),
        ("Nobody Sure", "Nobody was blamed", 0.2),
    )

    def tag(self, text):
        return [
            Attribution([(text.index(words), text.index(words) + len(words))], speaker, probability)
            for speaker, words, probability in self.said
            if words in text
        ]


@pytest.fixture
def folder(make_set, tmp_path):
    made = make_set(tmp_path / "new", [{"id": "x", "question": "x"}], TEXTS)
    (made / "questions.jsonl").unlink()
    return made


def test_proposals_come_with_their_gold_quote(folder):
    found = proposals.propose(folder, tagger=Tagger())
    asked = {row.question.question: row.question for row in found}
    counting = asked["How many sailors were rescued, according to Mara Venn?"]
    assert {"at least 23", "23"} <= set(counting.answers)
    assert counting.speaker == "Mara Venn"
    assert asked["Who said “We saw the mast go under twice”?"].answers == ("Iris Holm",)
    union = asked["Who said that 1,200 dockers would return to Port Ansel?"]
    assert union.answers == ("The Dockers Union", "Dockers Union")
    wrong = asked["Did Mara Venn report 32 sailors rescued?"]
    assert wrong.must_include == (r"\b23\b",)
    assert "false-premise" in wrong.tags
    articles = {a.name.rpartition("/")[2]: a.text for a in gold.read_articles(folder / "articles")}
    for row in found:
        for citation in row.question.citations:
            assert articles[row.article][row.start : row.end] == citation.quote
    assert not any("Nobody Sure" in text or " he " in text for text in asked)


def test_a_fifth_is_unanswerable_and_ids_are_unique(folder):
    found = proposals.propose(folder, limit=10, tagger=Tagger())
    silent = [row for row in found if not row.question.answerable]
    assert silent
    assert all(not row.question.citations for row in silent)
    ids = [row.question.id for row in found]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids)


def test_the_same_articles_give_the_same_proposals(folder):
    first = proposals.propose(folder, tagger=Tagger())
    assert first == proposals.propose(folder, tagger=Tagger())
    assert proposals.propose(folder, limit=2, tagger=Tagger()) == first[:2]


def test_accepted_proposals_become_a_valid_set(folder):
    found = proposals.propose(folder, tagger=Tagger())
    proposals.write_set(folder, found[:2])
    loaded = question_sets.load(folder)
    gold.check(loaded, gold.read_articles(loaded.articles))
    assert [row.id for row in loaded.questions] == [row.question.id for row in found[:2]]
    assert "2 questions" in (folder / "README.md").read_text()
    rest = proposals.propose(folder, tagger=Tagger())
    assert not {row.question.question for row in rest} & {q.question for q in loaded.questions}
    proposals.write_set(folder, rest)
    assert len(question_sets.load(folder).questions) == 2 + len(rest)


def test_an_edited_proposal_is_checked(folder):
    from dataclasses import replace

    (first, *_) = proposals.propose(folder, tagger=Tagger())
    edited = replace(first, question=replace(first.question, must_include=("(",)))
    with pytest.raises(QuestionSetError, match="no regular expression"):
        proposals.write_set(folder, [edited])
    assert not (folder / "questions.jsonl").exists()


def test_a_set_is_started_from_a_folder_of_articles(folder, tmp_path):
    started = tmp_path / "started"
    found = proposals.start_set(started, folder / "articles", tagger=Tagger())
    file = proposals.write_proposals(started, found)
    assert sorted(item.name for item in (started / "articles").iterdir()) == ["a.md", "b.md"]
    assert json.loads(file.read_text().splitlines()[0])["question"] == found[0].question.question
    with pytest.raises(EvaluationError, match="exists already"):
        proposals.start_set(started, folder / "articles", tagger=Tagger())
    with pytest.raises(EvaluationError, match="no such folder"):
        proposals.start_set(tmp_path / "x", tmp_path / "missing", tagger=Tagger())
    with pytest.raises(EvaluationError, match="no articles"):
        proposals.start_set(tmp_path / "empty", tagger=Tagger())


def test_a_plain_folder_of_articles_will_do(folder):
    found = proposals.propose(folder / "articles", tagger=Tagger())
    assert found
    assert {row.article for row in found if row.article} == {"a.md", "b.md"}
