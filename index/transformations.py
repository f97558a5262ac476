"""The way from articles to embedded passages, as LlamaIndex transformations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from llama_index.core.schema import (
    BaseNode,
    Document,
    NodeRelationship,
    RelatedNodeInfo,
    TextNode,
    TransformComponent,
)
from pydantic import PrivateAttr

from index.headings import with_heading
from index.passages import passages


class SentencePassages(TransformComponent):  # type: ignore[misc]
    """Cut documents into nodes of whole sentences whose offsets are true also where text repeats.

    A node's id is its document's id and ordinal; `metadata["sentences"]` has the sentence spans.
    """

    def __call__(self, nodes: Sequence[BaseNode], **_kwargs: Any) -> list[BaseNode]:
        """Return the passages of every document, in order."""
        return [node for document in nodes for node in self._cut(document)]

    def _cut(self, document: BaseNode) -> list[BaseNode]:
        """Return the passages of one document."""
        text = document.get_content()
        source = RelatedNodeInfo(node_id=document.node_id)
        return [
            TextNode(
                id_=f"{document.node_id}.p{ordinal}",
                text=text[span.start : span.end],
                start_char_idx=span.start,
                end_char_idx=span.end,
                metadata={**document.metadata, "sentences": span.sentences},
                relationships={NodeRelationship.SOURCE: source},
            )
            for ordinal, span in enumerate(passages(text))
        ]


class PassageEmbedding(TransformComponent):  # type: ignore[misc]
    """Embed every node's heading and text, all nodes in one call; embeddings are NumPy rows."""

    _embed: Callable[[list[str]], Any] = PrivateAttr()

    def __init__(self, embed: Callable[[list[str]], Any]) -> None:
        """Take the function that returns one vector for each text."""
        super().__init__()
        self._embed = embed

    def __call__(self, nodes: Sequence[BaseNode], **_kwargs: Any) -> Sequence[BaseNode]:
        """Give every node its embedding."""
        vectors = self._embed([embedded_text(node) for node in nodes])
        for node, vector in zip(nodes, vectors, strict=True):
            node.embedding = vector
        return nodes


def embedded_text(node: BaseNode) -> str:
    """Return what is embedded of a node."""
    return with_heading(node.metadata["heading"], node.get_content())


def document(node_id: str, text: str, line: str) -> Document:
    """Return a version of an article as the pipeline takes it; `line` is its heading."""
    return Document(id_=node_id, text=text, metadata={"heading": line})
