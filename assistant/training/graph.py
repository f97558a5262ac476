"""The encoder as an ONNX graph of fused operators, written node by node.

Tracing the torch module gives a graph whose attention ONNX Runtime cannot fuse; BERT is small
enough to say directly. Operators of the domain com.microsoft are ONNX Runtime's contrib operators.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

CONTRIB = "com.microsoft"
Array = npt.NDArray[Any]


class GraphBuilder:
    """Collects nodes and constants, and gives every node's first output a name."""

    def __init__(self) -> None:
        """Start with an empty graph."""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array | torch.Tensor) -> str:
        """Add a constant; torch tensors become float32 arrays."""
        array = value.detach().numpy() if isinstance(value, torch.Tensor) else value
        self.constants.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def add(
        self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any
    ) -> str:
        """Add a node named after its output."""
        node = helper.make_node(
            kind, list(inputs), [output], name=output, domain=domain, **attributes
        )
        self.nodes.append(node)
        return output

    def linear(self, layer: nn.Linear, given: str, output: str) -> str:
        """Add `given @ weight + bias`."""
        product = self.product(layer, given, f"{output}/product")
        return self.add("Add", [product, self.constant(f"{output}/bias", layer.bias)], output)

    def product(self, layer: nn.Linear, given: str, output: str) -> str:
        """Add `given @ weight`, leaving the bias to a fused operator."""
        weight = self.constant(f"{output}/weight", layer.weight.t().contiguous())
        return self.add("MatMul", [given, weight], output)

    def split(self, given: str, outputs: Sequence[str]) -> None:
        """Split the last axis into equal parts."""
        name = f"{given}/split"
        self.nodes.append(helper.make_node("Split", [given], list(outputs), name=name, axis=-1))

    def model(
        self, inputs: Sequence[str], outputs: Mapping[str, tuple[str, ...]]
    ) -> onnx.ModelProto:
        """Close the graph: int64 inputs (batch, tokens), float outputs with the given axes."""
        given = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
            for name in inputs
        ]
        made = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, list(axes))
            for name, axes in outputs.items()
        ]
        graph = helper.make_graph(self.nodes, "news_assistant", given, made, self.constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def add_encoder(graph: GraphBuilder, encoder: Any) -> str:
    """Add a BERT encoder over the inputs ids and types; return its hidden states' name.

    There is no mask: windows are run one by one, so nothing is padded, ONNX Runtime may use its
    flash attention, and no window changes the quantisation scales of another.
    """
    hidden = _embed(graph, encoder.embeddings)
    for number, layer in enumerate(encoder.encoder.layer):
        hidden = _layer(graph, layer, hidden, f"layer{number}", encoder.config)
    return hidden


def _embed(graph: GraphBuilder, embeddings: Any) -> str:
    words = graph.constant("embed/words", embeddings.word_embeddings.weight)
    kinds = graph.constant("embed/kinds", embeddings.token_type_embeddings.weight)
    places = graph.constant("embed/places", embeddings.position_embeddings.weight)
    scalar = {n: graph.constant(f"embed/{n}", np.array(v)) for n, v in (("zero", 0), ("one", 1))}
    graph.add("Shape", ["ids"], "embed/shape")
    graph.add("Gather", ["embed/shape", scalar["one"]], "embed/tokens")
    graph.add("Range", [scalar["zero"], "embed/tokens", scalar["one"]], "embed/range")
    word = graph.add("Gather", [words, "ids"], "embed/word")
    kind = graph.add("Gather", [kinds, "types"], "embed/kind")
    place = graph.add("Gather", [places, "embed/range"], "embed/place")
    summed = graph.add("Add", [graph.add("Add", [word, kind], "embed/pair"), place], "embed/sum")
    norm = embeddings.LayerNorm
    gamma, beta = _norm(graph, norm, "embed/norm")
    return graph.add(
        "LayerNormalization", [summed, gamma, beta], "embed/out", axis=-1, epsilon=norm.eps
    )


def _layer(graph: GraphBuilder, layer: Any, hidden: str, name: str, config: Any) -> str:
    attention = layer.attention
    parts = (attention.self.query, attention.self.key, attention.self.value)
    weight = graph.constant(
        f"{name}/qkv/weight", torch.cat([part.weight.t() for part in parts], 1).contiguous()
    )
    bias = graph.constant(f"{name}/qkv/bias", torch.cat([part.bias for part in parts]))
    projected = graph.add(
        "Add", [graph.add("MatMul", [hidden, weight], f"{name}/qkv/product"), bias], f"{name}/qkv"
    )
    sides = [f"{name}/{side}" for side in ("query", "key", "value")]
    graph.split(projected, sides)
    attended = graph.add(
        "MultiHeadAttention",
        sides,
        f"{name}/attention",
        CONTRIB,
        num_heads=config.num_attention_heads,
    )
    hidden = _residual(graph, attention.output, attended, hidden, f"{name}/attended")
    wide = graph.product(layer.intermediate.dense, hidden, f"{name}/wide")
    wide_bias = graph.constant(f"{name}/wide/bias", layer.intermediate.dense.bias)
    active = graph.add("BiasGelu", [wide, wide_bias], f"{name}/gelu", CONTRIB)
    return _residual(graph, layer.output, active, hidden, f"{name}/out")


def _residual(graph: GraphBuilder, block: Any, given: str, skip: str, output: str) -> str:
    """Add dense, residual and normalisation; on CPUs faster than SkipLayerNormalization."""
    dense = graph.linear(block.dense, given, f"{output}/dense")
    summed = graph.add("Add", [dense, skip], f"{output}/sum")
    gamma, beta = _norm(graph, block.LayerNorm, output)
    epsilon = block.LayerNorm.eps
    return graph.add("LayerNormalization", [summed, gamma, beta], output, axis=-1, epsilon=epsilon)


def _norm(graph: GraphBuilder, norm: nn.LayerNorm, name: str) -> tuple[str, str]:
    return (
        graph.constant(f"{name}/gamma", norm.weight),
        graph.constant(f"{name}/beta", norm.bias),
    )


def reader_graph(network: Any) -> onnx.ModelProto:
    """Return the reader: start and end (batch, tokens), answerable (batch, 1)."""
    graph = GraphBuilder()
    hidden = add_encoder(graph, network.encoder)
    spans = graph.linear(network.span, hidden, "head/span")
    for number, name in enumerate(("start", "end")):
        place = graph.constant(f"head/{name}/place", np.array(number))
        graph.add("Gather", [spans, place], name, axis=2)
    first = graph.add(
        "Gather", [hidden, graph.constant("head/first/place", np.array(0))], "head/first", axis=1
    )
    graph.linear(network.answerable, first, "answerable")
    axes = {
        "start": ("batch", "tokens"),
        "end": ("batch", "tokens"),
        "answerable": ("batch", "one"),
    }
    return graph.model(("ids", "types"), axes)


def tagger_graph(network: Any) -> onnx.ModelProto:
    """Return the tagger: tags (batch, tokens, 9) and links (batch, tokens, tokens, 2)."""
    graph = GraphBuilder()
    hidden = add_encoder(graph, network.encoder)
    graph.linear(network.tags, hidden, "tags")
    shape = graph.constant("link/shape", np.array([0, 0, 2, network.link_width]))
    scale = graph.constant("link/scale", np.array(network.link_width**-0.5, dtype=np.float32))
    sides = {}
    for name, layer, order in (
        ("cue", network.cue, [0, 2, 1, 3]),
        ("member", network.member, [0, 2, 3, 1]),
    ):
        flat = graph.linear(layer, hidden, f"link/{name}")
        deep = graph.add("Reshape", [flat, shape], f"link/{name}/deep")
        sides[name] = graph.add("Transpose", [deep], f"link/{name}/turned", perm=order)
    score = graph.add("MatMul", [sides["cue"], sides["member"]], "link/score")
    score = graph.add("Mul", [score, scale], "link/scaled")
    score = graph.add("Transpose", [score], "link/turned", perm=[0, 2, 3, 1])
    farthest = (network.distance.num_embeddings - 1) // 2
    row, column, bound, low, high = (
        graph.constant(f"link/{name}", np.array(value))
        for name, value in (
            ("row", [0]),
            ("column", [1]),
            ("middle", farthest),
            ("low", -farthest),
            ("high", farthest),
        )
    )
    here = graph.add("Unsqueeze", ["embed/range", row], "link/here")
    there = graph.add("Unsqueeze", ["embed/range", column], "link/there")
    apart = graph.add("Sub", [here, there], "link/apart")
    apart = graph.add("Clip", [apart, low, high], "link/clipped")
    apart = graph.add("Add", [apart, bound], "link/bucket")
    table = graph.constant("link/table", network.distance.weight)
    graph.add("Add", [score, graph.add("Gather", [table, apart], "link/bias")], "links")
    axes = {"tags": ("batch", "tokens", "roles"), "links": ("batch", "tokens", "others", "links")}
    # No token types at run time: articles are one segment.
    _fix_types(graph)
    return graph.model(("ids",), axes)


def _fix_types(graph: GraphBuilder) -> None:
    """Replace the token-type look-up by the vector of segment 0."""
    kinds = next(c for c in graph.constants if c.name == "embed/kinds")
    vector = numpy_helper.to_array(kinds)[0]
    graph.constants.remove(kinds)
    graph.constants.append(numpy_helper.from_array(vector, "embed/kind"))
    graph.nodes = [node for node in graph.nodes if node.output[0] != "embed/kind"]
