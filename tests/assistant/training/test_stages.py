"""What the stages of both networks share."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from assistant.training import reader, tagger
from assistant.training.shipping import finish_parser, mean_of, write_settings
from assistant.training.stage import learn, seeded


@dataclass(frozen=True)
class Row:
    ids: tuple[int, ...]


def options(folder, **changed):
    known = {"batch": 2, "rate": 0.1, "seed": 3, "init": None, "resume": False, "out": folder}
    return argparse.Namespace(**known | changed)


def loss_of(network, rows):
    return network(torch.tensor([[float(row.ids[0])] for row in rows])).square().mean()


def test_both_stages_take_the_same_options():
    shared = ["--data", "d", "--out", "o", "--init", "w.pt", "--rate", "1e-4", "--resume"]
    read = vars(reader.arguments([*shared, "--plan", "mixed", "--final", "0.1"]))
    tagged = vars(tagger.arguments(shared))
    assert (read["batch"], tagged["batch"]) == (16, 8)
    assert read.keys() - tagged.keys() == {"plan", "final"}
    assert tagged.keys() - read.keys() == {"epochs", "length"}
    for name in read.keys() & tagged.keys() - {"batch"}:
        assert read[name] == tagged[name]


def test_a_stage_goes_on_from_earlier_weights_and_writes_its_own(tmp_path):
    rows = [Row((number,)) for number in range(1, 9)]
    first, second = torch.nn.Linear(1, 1), torch.nn.Linear(1, 1)
    learn(first, rows, loss_of, options(tmp_path / "one"))
    earlier = tmp_path / "one" / "weights.pt"
    learn(second, rows, loss_of, options(tmp_path / "two", init=earlier, rate=0.0))
    one = torch.load(earlier, weights_only=True)
    two = torch.load(tmp_path / "two" / "weights.pt", weights_only=True)
    assert all(torch.equal(one[name], two[name]) for name in one)


def test_a_seed_gives_the_same_chance(tmp_path):
    drawn = [(seeded(options(tmp_path)).random(), torch.rand(1).item()) for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_settings_are_written_beside_their_model(tmp_path):
    given = finish_parser("finish-reader", "…", data="questions").parse_args(
        ["--weights", "w.pt", "--data", "d", "--out", str(tmp_path)]
    )
    write_settings(given.out / "reader.onnx", {"temperature": 1.5})
    assert json.loads((tmp_path / "reader.json").read_text("utf-8")) == {"temperature": 1.5}
    assert given.weights == [Path("w.pt")]


def test_the_mean_of_stages_is_weighted(tmp_path):
    files = []
    for number, value in enumerate((1.0, 4.0)):
        path = tmp_path / f"{number}.pt"
        torch.save({"layer": torch.full((2,), value), "count": torch.tensor(3)}, path)
        files.append(path)
    assert mean_of(files)["layer"].tolist() == [2.5, 2.5]
    assert mean_of(files, [2, 1])["layer"].tolist() == [2.0, 2.0]
    assert mean_of(files)["count"] == 3
    with pytest.raises(ValueError, match="share"):
        mean_of(files, [1])
