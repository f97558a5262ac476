"""The attribution network: roles of tokens, and which source and content a cue has."""

import torch
from torch import nn

from assistant.training.tagger_features import IGNORED, TaggerBatch

ROLE_COUNT, TAG_COUNT, LINK_COUNT = 3, 3, 2
FARTHEST = 64


class TaggerNetwork(nn.Module):  # type: ignore[misc]
    """Begin/inside/outside scores a role and token, and link scores between tokens.

    `links[b, i, j, r]` scores that token j belongs to the source (r = 0) or content (r = 1) of
    the attribution whose cue begins at token i; a learned bias by distance is part of it.
    """

    def __init__(self, encoder: nn.Module, width: int = 384, link_width: int = 96) -> None:
        """Put the heads on an encoder whose hidden states have `width` numbers."""
        super().__init__()
        self.encoder = encoder
        self.link_width = link_width
        self.tags = nn.Linear(width, ROLE_COUNT * TAG_COUNT)
        self.cue = nn.Linear(width, LINK_COUNT * link_width)
        self.member = nn.Linear(width, LINK_COUNT * link_width)
        self.distance = nn.Embedding(2 * FARTHEST + 1, LINK_COUNT)
        nn.init.zeros_(self.distance.weight)
        nn.init.constant_(self.distance.weight[:, 0].data, -2.0)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return tags (batch, tokens, roles, 3) and links (batch, tokens, tokens, 2)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        rows, tokens = ids.shape[0], ids.shape[1]
        tags = self.tags(hidden).reshape(rows, tokens, ROLE_COUNT, TAG_COUNT)
        shape = (rows, tokens, LINK_COUNT, self.link_width)
        cue = self.cue(hidden).reshape(shape).transpose(1, 2)
        member = self.member(hidden).reshape(shape).permute(0, 2, 3, 1)
        links = torch.matmul(cue, member) / self.link_width**0.5
        place = torch.arange(tokens, device=ids.device)
        apart = (place[None, :] - place[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        return tags, links.permute(0, 2, 3, 1) + self.distance(apart)


def tagger_loss(network: TaggerNetwork, batch: TaggerBatch) -> torch.Tensor:
    """Return the tag cross entropy plus the link binary cross entropy, a scalar."""
    tags, links = network(batch.ids, batch.mask)
    loss = nn.functional.cross_entropy(tags.permute(0, 3, 2, 1), batch.tags, ignore_index=IGNORED)
    if len(batch.cues):
        chosen = links[batch.cues[:, 0], batch.cues[:, 1]].transpose(1, 2)
        shown = batch.mask[batch.cues[:, 0]].float()[:, None, :].expand_as(chosen)
        linked = nn.functional.binary_cross_entropy_with_logits(
            chosen, batch.linked, weight=shown, reduction="sum"
        )
        loss = loss + linked / shown.sum()
    return loss
