"""Write a trained network as ONNX, and quantise it to int8."""

from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic


def write_graph(model: onnx.ModelProto, path: Path) -> None:
    """Check a graph and write it."""
    onnx.checker.check_model(model)
    onnx.save_model(model, str(path))


def quantise(path: Path, small: Path, *, reduce_range: bool = False) -> None:
    """Quantise the encoder's weights to int8, one scale a channel; the heads stay fp32.

    Eight-bit products can saturate 16-bit sums on CPUs with AVX2 but without VNNI. With a scale
    a channel they hardly do: measured on such a CPU, eight bits lose less than the seven that
    `reduce_range` leaves.
    """
    model = onnx.load(str(path))
    heads = [node.name for node in model.graph.node if node.name.startswith(_HEADS)]
    quantize_dynamic(
        path,
        small,
        op_types_to_quantize=["MatMul", "Attention", "Gather"],
        nodes_to_exclude=heads,
        per_channel=True,
        reduce_range=reduce_range,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
    )


_HEADS = ("head/", "start", "end", "answerable", "tags", "link")
