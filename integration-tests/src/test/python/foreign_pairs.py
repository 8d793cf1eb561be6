# SPDX-License-Identifier: Apache-2.0
"""Writes pairs of ONNX files in which one network goes by other names or other numbers.

    python3 src/test/python/foreign_pairs.py src/test/resources/io/github/inittrace/it/foreign

start.onnx of each folder is a network as PyTorch exports it. trained.onnx is, in renumbered, the
same network some steps of SGD later behind a division, so that the exporter counts its matrices
from another number; and in the others that very network as ONNX Runtime quantises it. pairs.json
says how far each tensor of the first file is from the one that belongs to it in the second, and
all together, by numpy: renumbered from PyTorch's own parameters, the others from the integers,
scales and zero points by the names that ONNX Runtime gives them. The files were made with torch
2.13.0, onnx 1.23.1, onnxruntime 1.30.0 and numpy 2.4.6.
"""

import copy
import json
import pathlib
import sys

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    quantize_dynamic,
    quantize_static,
)

WIDTH = 8


class Chain(torch.nn.Module):
    """Layers of one width, so that shapes do not tell them apart."""

    def __init__(self, depth):
        super().__init__()
        self.fc = torch.nn.ModuleList(torch.nn.Linear(WIDTH, WIDTH) for _ in range(depth))
        self.divisor = None

    def forward(self, x):
        x = x if self.divisor is None else x / self.divisor
        for layer in self.fc:
            x = torch.relu(layer(x))
        return x


class Examples(CalibrationDataReader):
    def __init__(self):
        random = np.random.default_rng(5)
        self.left = [random.normal(size=(4, 12)).astype(np.float32) for _ in range(8)]

    def get_next(self):
        return {"x": self.left.pop()} if self.left else None


def export(model, shape, file):
    torch.onnx.export(
        model.eval(), torch.zeros(shape), str(file), dynamo=False, input_names=["x"]
    )


def relative(pairs):
    """|b - a| / |a| for each name, and for all as one."""
    pairs = {n: [x.astype(np.float64).ravel() for x in pair] for n, pair in pairs.items()}
    figures = {n: np.linalg.norm(b - a) / np.linalg.norm(a) for n, (a, b) in pairs.items()}
    whole = [np.concatenate(side) for side in zip(*pairs.values())]
    total = np.linalg.norm(whole[1] - whole[0]) / np.linalg.norm(whole[0])
    return {"tensors": figures, "total": total}


def renumbered(folder):
    torch.manual_seed(11)
    start = Chain(4)
    export(start, (1, 3, WIDTH), folder / "start.onnx")
    trained = copy.deepcopy(start)
    optimiser = torch.optim.SGD(trained.parameters(), lr=0.1)
    for _ in range(20):
        optimiser.zero_grad()
        trained(torch.randn(16, WIDTH)).square().sum(1).mean().backward()
        optimiser.step()
    trained.divisor = 255.0
    export(trained, (1, 3, WIDTH), folder / "trained.onnx")
    pairs, matrices = {}, []
    for node in onnx.load(folder / "start.onnx").graph.node:
        matrices += [node.input[1]] if node.op_type == "MatMul" else []
    for i, (a, b) in enumerate(zip(start.fc, trained.fc)):
        pairs[f"fc.{i}.bias"] = [p.bias.detach().numpy() for p in (a, b)]
        pairs[matrices[i]] = [p.weight.detach().numpy().T for p in (a, b)]
    return relative(pairs)


def network(folder):
    torch.manual_seed(12)
    parts = [torch.nn.Linear(12, 16), torch.nn.ReLU(), torch.nn.Linear(16, 4)]
    export(torch.nn.Sequential(*parts), (4, 12), folder / "start.onnx")
    return folder / "start.onnx"


def dequantised(file, scale_of_input):
    """By the plain name, what the integers of a file stand for, [in, out] or [out, in]."""
    arrays = {t.name: numpy_helper.to_array(t) for t in onnx.load(file).graph.initializer}
    found = {}
    for name, integers in arrays.items():
        plain = name.removesuffix("_quantized")
        if plain == name:
            continue
        if plain.endswith("bias") and f"{name}_scale" not in arrays:
            layer = plain.removesuffix("bias")
            scale = arrays[scale_of_input[layer]] * arrays[f"{layer}weight_scale"]
            zero = np.int32(0)
        else:
            prefix = name if f"{name}_scale" in arrays else plain
            scale, zero = arrays[f"{prefix}_scale"], arrays[f"{prefix}_zero_point"]
        if integers.ndim == 2 and scale.ndim == 1 and scale.size == integers.shape[0]:
            scale, zero = scale[:, None], zero[:, None]
        found[plain] = ((integers.astype(np.float64) - zero) * scale).astype(np.float32)
    return arrays | found


def against(start, file, scale_of_input=None):
    pairs, after = {}, dequantised(file, scale_of_input or {})
    for tensor in onnx.load(start).graph.initializer:
        array = numpy_helper.to_array(tensor)
        other = after[tensor.name]
        pairs[tensor.name] = [array, other if other.shape == array.shape else other.T]
    return relative(pairs)


def dynamic(per_channel):
    def write(folder):
        start = network(folder)
        quantize_dynamic(start, folder / "trained.onnx", per_channel=per_channel)
        return against(start, folder / "trained.onnx")

    return write


def static(quant_format, per_channel):
    def write(folder):
        start = network(folder)
        file = folder / "trained.onnx"
        quantize_static(
            start, file, Examples(), quant_format=quant_format, per_channel=per_channel
        )
        scales = {}
        for node in onnx.load(file).graph.node:
            if node.op_type == "QGemm":
                scales[node.input[6].removesuffix("bias_quantized")] = node.input[1]
        return against(start, file, scales)

    return write


def blocks(folder):
    """DequantizeLinear with a scale for each four rows of a column."""
    start = network(folder)
    model = onnx.load(start)
    arrays = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    nodes, made, pairs = [], [], {}
    for name, array in arrays.items():
        pairs[name] = [array, array]
        if array.ndim == 1:
            made.append(numpy_helper.from_array(array, name))
            continue
        cut = array.reshape(-1, 4, array.shape[1])
        scale = (np.abs(cut).max(1) / 100).astype(np.float32)
        zero = np.arange(scale.size, dtype=np.int8).reshape(scale.shape) % 7
        whole = [np.repeat(x, 4, 0) for x in (scale, zero)]
        integers = (np.round(array / whole[0]) + whole[1]).astype(np.int8)
        pairs[name][1] = ((integers.astype(np.int32) - whole[1]) * whole[0]).astype(np.float32)
        inputs = []
        for part, values in (("q", integers), ("s", scale), ("z", zero)):
            made.append(numpy_helper.from_array(values, f"{name}.{part}"))
            inputs.append(made[-1].name)
        nodes.append(helper.make_node("DequantizeLinear", inputs, [name], axis=0, block_size=4))
    nodes += model.graph.node
    graph = helper.make_graph(nodes, "g", model.graph.input, model.graph.output, made)
    opset = [helper.make_opsetid("", 21)]
    made = helper.make_model(graph, opset_imports=opset, ir_version=10, producer_name="by hand")
    onnx.save(made, folder / "trained.onnx")
    return relative(pairs)


PAIRS = {
    "renumbered": renumbered,
    "dynamic": dynamic(per_channel=False),
    "dynamic-per-channel": dynamic(per_channel=True),
    "static-qdq": static(QuantFormat.QDQ, per_channel=True),
    "static-operators": static(QuantFormat.QOperator, per_channel=False),
    "blocks": blocks,
}


def main(folder):
    expected = {}
    for name, write in PAIRS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        expected[name] = write(folder / name)
    with open(folder / "pairs.json", "w") as out:
        json.dump(expected, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
