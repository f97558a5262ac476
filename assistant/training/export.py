"""Write a trained network as ONNX, and quantise it to int8."""

import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

_HEADS = ("head/", "start", "end", "answerable", "tags", "link")
_WORDS = "embed/words"


def write_graph(model: onnx.ModelProto, path: Path) -> None:
    """Check a graph and write it."""
    onnx.checker.check_model(model)
    onnx.save_model(model, str(path))


def quantise(path: Path, small: Path, *, reduce_range: bool = False) -> None:
    """Quantise the encoder to int8; the heads stay fp32.

    Weights have one scale a channel, word embeddings one a word. Eight-bit products can
    saturate 16-bit sums on CPUs with AVX2 but without VNNI; `reduce_range` avoids that with
    seven bits.
    """
    model = onnx.load(str(path))
    heads = [node.name for node in model.graph.node if node.name.startswith(_HEADS)]
    quantise_words(model)
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        onnx.save_model(model, str(prepared))
        quantize_dynamic(
            prepared,
            small,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=heads,
            per_channel=True,
            reduce_range=reduce_range,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
        )


def quantise_words(model: onnx.ModelProto) -> None:
    """Replace the word embeddings by int8 rows, each with a scale of its own."""
    graph = model.graph
    table = next(tensor for tensor in graph.initializer if tensor.name == _WORDS)
    words = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(words).max(1, keepdims=True), 1e-9) / 127.0
    rows = np.rint(words / scale).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(rows, _WORDS))
    graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{_WORDS}/scale"))
    place = next(i for i, node in enumerate(graph.node) if _WORDS in node.input)
    output = graph.node[place].output[0]
    made = (
        helper.make_node("Gather", [_WORDS, "ids"], [f"{output}/int8"], name=f"{output}/int8"),
        helper.make_node(
            "Cast", [f"{output}/int8"], [f"{output}/float"], name=f"{output}/float", to=1
        ),
        helper.make_node(
            "Gather", [f"{_WORDS}/scale", "ids"], [f"{output}/scale"], name=f"{output}/scale"
        ),
        helper.make_node(
            "Mul", [f"{output}/float", f"{output}/scale"], [output], name=f"{output}/scaled"
        ),
    )
    del graph.node[place]
    for number, node in enumerate(made):
        graph.node.insert(place + number, node)
