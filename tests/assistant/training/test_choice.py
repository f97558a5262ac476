"""Learning to choose among passages: the answering one must stand out among those beside it."""

from types import SimpleNamespace

import torch

from assistant.training.features import ReaderFeature, ReaderGroup, reader_batch
from assistant.training.network import ReaderNetwork, choice_loss, reader_loss


def feature(start: int = 0) -> ReaderFeature:
    ids = (1, 5, 2, 7, 8, 9, 2)
    return ReaderFeature(ids, (0, 0, 0, 1, 1, 1, 1), 3, start, start)


def scores(batch, peak: float, beside: float):
    """Scores in which the gold token of the first row has `peak`, one of the second `beside`."""
    made = torch.zeros(len(batch.ids), batch.ids.shape[1])
    made[0, 4], made[1, 4] = peak, beside
    return made


def test_only_questions_of_several_passages_are_choices():
    batch = reader_batch([ReaderGroup((feature(4),)), ReaderGroup((feature(4), feature()))])
    assert batch.choices == (slice(1, 3),)
    assert batch.ids.shape[0] == 3


def test_a_louder_passage_beside_the_answer_costs():
    batch = reader_batch([ReaderGroup((feature(4), feature()))])

    def cost(peak, beside):
        spans = scores(batch, peak, beside)
        return float(choice_loss(spans, spans, torch.tensor([peak, beside]), batch))

    assert cost(9.0, 0.0) < 0.1 < cost(3.0, 3.0) < cost(0.0, 9.0)


def test_the_choice_is_part_of_the_loss():
    class Fixed(torch.nn.Module):
        def forward(self, input_ids, attention_mask, token_type_ids):
            del attention_mask, token_type_ids
            return SimpleNamespace(last_hidden_state=torch.zeros(*input_ids.shape, 4))

    network = ReaderNetwork(Fixed(), width=4)
    alone = reader_batch([ReaderGroup((feature(4),)), ReaderGroup((feature(),))])
    together = reader_batch([ReaderGroup((feature(4), feature()))])
    assert reader_loss(network, together).item() > reader_loss(network, alone).item()
