# SPDX-License-Identifier: Apache-2.0
"""Writes ONNX files that InitTrace did not write, and what numpy and scipy say about them.

    KERAS_BACKEND=torch python3 src/test/python/foreign_models.py \\
        src/test/resources/io/github/inittrace/it/foreign

Every folder there holds one network twice: start.onnx, and trained.onnx a few steps of SGD later.
expected.json beside them has the figures of each pair, by foreign_figures.py. The files were made
with torch 2.13.0, onnx 1.23.1, onnxscript 0.7.2, keras 3.15.1, numpy 2.4.6 and scipy 1.17.1; the
same versions make the same bytes. torch-* and matmul hold the same weights, as Gemm with matrices
[out, in] and as MatMul and Add with [in, out].
"""

import json
import pathlib
import sys

import ml_dtypes
import numpy as np
import onnx
import torch
from foreign_figures import figures
from onnx import TensorProto, external_data_helper, helper, numpy_helper

SIZES = [12, 16, 8, 4]
STEPS = 40
NEWEST = onnx.defs.onnx_opset_version()


def blobs():
    """Examples of four classes around four points."""
    random = np.random.default_rng(7)
    labels = random.integers(0, SIZES[-1], 200)
    centres = random.normal(size=(SIZES[-1], SIZES[0]))
    points = centres[labels] + random.normal(scale=0.7, size=(200, SIZES[0]))
    return torch.from_numpy(points.astype(np.float32)), torch.from_numpy(labels)


def network():
    torch.manual_seed(3)
    parts = []
    for inputs, outputs in zip(SIZES, SIZES[1:]):
        parts += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    return torch.nn.Sequential(*parts[:-1])


def train(model):
    x, y = blobs()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(STEPS):
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(model(x), y).backward()
        optimiser.step()


def twice(folder, write):
    """write(model, file) of the untrained and of the trained network."""
    folder.mkdir(parents=True, exist_ok=True)
    model = network()
    write(model, folder / "start.onnx")
    train(model)
    write(model, folder / "trained.onnx")


# What PyTorch and Keras export.


def script_exporter(opset):
    def write(model, file):
        torch.onnx.export(
            model.eval(),
            torch.zeros(1, SIZES[0]),
            str(file),
            dynamo=False,
            opset_version=opset,
            input_names=["x"],
            output_names=["logits"],
            dynamic_axes={"x": {0: "batch"}},
        )
        model.train()

    return write


def dynamo_exporter(model, file):
    example = (torch.zeros(2, SIZES[0]),)
    torch.onnx.export(model, example, str(file), dynamo=True, verbose=False)
    exported = onnx.load(file, load_external_data=False)
    for node in exported.graph.node:
        del node.metadata_props[:]  # stack traces through this machine's folders
    onnx.save(exported, file)


def keras_exporter(model, file):
    import keras  # its import takes seconds

    layers = [keras.layers.Input((SIZES[0],))]
    layers += [keras.layers.Dense(n, activation="relu") for n in SIZES[1:-1]]
    layers += [keras.layers.Dense(SIZES[-1], activation="softmax")]
    same = keras.Sequential(layers)
    arrays = [p.detach().numpy() for p in model.parameters()]
    same.set_weights([a.T if a.ndim == 2 else a for a in arrays])
    same(np.zeros((1, SIZES[0]), np.float32))  # it refuses to export what never ran
    same.export(str(file), format="onnx", verbose=False)


# The same network node by node.


def tensors(model):
    """(name, array) of every layer's weight [in, out] and bias."""
    linears = [part for part in model if isinstance(part, torch.nn.Linear)]
    for layer, linear in enumerate(linears, 1):
        yield f"dense{layer}.weight", linear.weight.detach().numpy().T.copy()
        yield f"dense{layer}.bias", linear.bias.detach().numpy().copy()


def raw(name, array):
    return numpy_helper.from_array(array, name)


def typed(element):
    """The values as protobuf numbers: float_data, int32_data, double_data."""

    def tensor(name, array):
        return helper.make_tensor(name, element, array.shape, array.ravel().tolist())

    return tensor


def constant_node(tensor):
    return helper.make_node("Constant", [], [tensor.name], name=f"c.{tensor.name}", value=tensor)


def chain(depth):
    """MatMul and Add per layer, Relu between."""
    nodes, at = [], "x"
    for layer in range(1, depth + 1):
        product, total = f"product{layer}", f"total{layer}"
        nodes.append(helper.make_node("MatMul", [at, f"dense{layer}.weight"], [product]))
        nodes.append(helper.make_node("Add", [product, f"dense{layer}.bias"], [total]))
        at = total
        if layer < depth:
            at = f"active{layer}"
            nodes.append(helper.make_node("Relu", [total], [at]))
    return nodes + [helper.make_node("Softmax", [at], ["y"], axis=-1)]


def model_of(
    nodes, initializers, element=TensorProto.FLOAT, opset=17, ir=8, outputs=SIZES[-1], **more
):
    graph = helper.make_graph(
        nodes,
        "perceptron",
        [helper.make_tensor_value_info("x", element, ["batch", SIZES[0]])],
        [helper.make_tensor_value_info("y", element, ["batch", outputs])],
        initializers,
        **more,
    )
    opsets = [helper.make_opsetid("", opset)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=ir, producer_name="by hand")


def by_hand(tensor=raw, cast=None, element=TensorProto.FLOAT, **options):
    def write(model, file):
        arrays = [(n, a if cast is None else a.astype(cast)) for n, a in tensors(model)]
        made = [tensor(name, array) for name, array in arrays]
        onnx.save(model_of(chain(len(SIZES) - 1), made, element, **options), file)

    return write


def in_constants(model, file):
    made = [constant_node(raw(name, array)) for name, array in tensors(model)]
    onnx.save(model_of(made + chain(len(SIZES) - 1), []), file)


def external(one_file):
    def write(model, file):
        made = [raw(name, array) for name, array in tensors(model)]
        whole = model_of(chain(len(SIZES) - 1), made)
        if one_file:
            place = file.with_suffix(".onnx.data")
            place.unlink(missing_ok=True)  # onnx would append to it
            onnx.save_model(
                whole, file, save_as_external_data=True, location=place.name, size_threshold=0
            )
            return
        for tensor in whole.graph.initializer:
            place = f"{file.stem}.{tensor.name}.bin"
            file.with_name(place).unlink(missing_ok=True)
            external_data_helper.set_external_data(tensor, place)
        onnx.save_model(whole, file)

    return write


def subgraphs(model, file):
    """The last layer twice in the branches of an If, and a Loop with a matrix of its own."""
    parts = dict(tensors(model))
    last = f"dense{len(SIZES) - 1}"
    branches = {}
    for branch, factor in (("then", 1), ("else", -1)):
        names = [f"{branch}.{last}.weight", f"{branch}.{last}.bias"]
        arrays = [factor * parts[f"{last}.weight"], factor * parts[f"{last}.bias"]]
        branches[f"{branch}_branch"] = helper.make_graph(
            [helper.make_node("Gemm", ["looped", *names], [f"{branch}.y"])],
            branch,
            [],
            [helper.make_tensor_value_info(f"{branch}.y", TensorProto.FLOAT, None)],
            [raw(name, array) for name, array in zip(names, arrays)],
        )
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["go"], ["go.on"]),
            helper.make_node("MatMul", ["h", "loop.weight"], ["h.next"]),
        ],
        "body",
        [
            helper.make_tensor_value_info("i", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("h", TensorProto.FLOAT, None),
        ],
        [
            helper.make_tensor_value_info("go.on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("h.next", TensorProto.FLOAT, None),
        ],
        [raw("loop.weight", parts["dense2.weight"][:8, :8].copy())],
    )
    nodes = chain(len(SIZES) - 1)[:6]
    nodes += [
        helper.make_node("Loop", ["trips", "yes", "active2"], ["looped"], "repeat", body=body),
        helper.make_node("If", ["yes"], ["y"], "choose", **branches),
    ]
    made = [raw(name, array) for name, array in parts.items() if not name.startswith(last)]
    made += [raw("trips", np.array(2, np.int64)), raw("yes", np.array(True))]
    onnx.save(model_of(nodes, made), file)


def sparse(model, file):
    """The first matrix keeps its larger half of values only, as a sparse initializer."""
    parts = dict(tensors(model))
    first = parts.pop("dense1.weight")
    flat = np.flatnonzero(np.abs(first) > np.median(np.abs(first)))
    kept = helper.make_sparse_tensor(
        raw("dense1.weight", first.ravel()[flat]),
        raw("dense1.weight_indices", flat.astype(np.int64)),
        first.shape,
    )
    made = [raw(name, array) for name, array in parts.items()]
    nodes = chain(len(SIZES) - 1)
    onnx.save(model_of(nodes, made, sparse_initializer=[kept]), file)


def quantised(model, file):
    """int8 weights with a scale and a zero point per matrix; biases stay float32."""
    nodes, made = [], []
    for name, array in tensors(model):
        if array.ndim == 1:
            made.append(raw(name, array))
            continue
        scale = np.float32(np.max(np.abs(array)) / 127)
        made.append(raw(f"{name}.int8", np.round(array / scale).astype(np.int8)))
        made.append(raw(f"{name}.scale", np.array(scale)))
        made.append(raw(f"{name}.zero", np.array(0, np.int8)))
        inputs = [f"{name}.int8", f"{name}.scale", f"{name}.zero"]
        nodes.append(helper.make_node("DequantizeLinear", inputs, [name]))
    onnx.save(model_of(nodes + chain(len(SIZES) - 1), made), file)


def element_types(model, file):
    """One initializer of every element type, raw and typed, none of which the graph uses."""
    values = next(iter(tensors(model)))[1] * 100  # up to about 30
    integers = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool"]
    floats = ["float16", "bfloat16", "float32", "float64", "float8_e4m3fn", "float8_e5m2"]
    narrow = ["int4", "uint4", "float4_e2m1fn"]
    made = []
    for kind in floats + narrow + integers + ["complex64", "complex128"]:
        dtype = np.dtype(getattr(ml_dtypes, kind, kind))
        source = np.abs(values) if kind.startswith("u") else values
        source = np.clip(source, 0 if kind == "uint4" else -6, 6) if kind in narrow else source
        array = source > 0 if kind == "bool" else source.astype(dtype)
        tensor = raw(f"{kind}.raw", array)
        made.append(tensor)
        if kind not in ("complex64", "complex128"):
            made.append(typed(tensor.data_type)(f"{kind}.typed", array))
    made.append(helper.make_tensor("text", TensorProto.STRING, [2], [b"one", file.stem.encode()]))
    made.append(raw("empty", np.zeros((0, 3), np.float32)))
    made.append(raw("scalar", np.array(values[0, 0])))
    made.append(raw("cube", values.reshape(2, 6, 16)))
    nodes = [helper.make_node("Identity", ["x"], ["y"])]
    onnx.save(model_of(nodes, made, ir=10, opset=23, outputs=SIZES[0]), file)


PAIRS = {
    "torch-script-7": script_exporter(7),
    "torch-script-9": script_exporter(9),
    "torch-script-13": script_exporter(13),
    "torch-script-17": script_exporter(17),
    "torch-dynamo": dynamo_exporter,
    "keras": keras_exporter,
    "matmul": by_hand(),
    "float-typed": by_hand(typed(TensorProto.FLOAT)),
    "float16": by_hand(cast=np.float16, element=TensorProto.FLOAT16),
    "float16-typed": by_hand(
        typed(TensorProto.FLOAT16), cast=np.float16, element=TensorProto.FLOAT16
    ),
    "bfloat16": by_hand(cast=ml_dtypes.bfloat16, element=TensorProto.BFLOAT16),
    "bfloat16-typed": by_hand(
        typed(TensorProto.BFLOAT16), cast=ml_dtypes.bfloat16, element=TensorProto.BFLOAT16
    ),
    "float64": by_hand(cast=np.float64, element=TensorProto.DOUBLE),
    "float64-typed": by_hand(
        typed(TensorProto.DOUBLE), cast=np.float64, element=TensorProto.DOUBLE
    ),
    "external-one": external(one_file=True),
    "external-each": external(one_file=False),
    "constants": in_constants,
    "subgraphs": subgraphs,
    "sparse": sparse,
    "quantised": quantised,
    "element-types": element_types,
    "newest-opset": by_hand(opset=NEWEST, ir=onnx.IR_VERSION),
    "future-opset": by_hand(opset=99),
    "future-ir": by_hand(ir=99),
}


def main(folder):
    expected = {}
    for name, write in PAIRS.items():
        twice(folder / name, write)
        pair = (folder / name / f"{end}.onnx" for end in ("start", "trained"))
        expected[name] = figures(*pair)
    with open(folder / "expected.json", "w") as out:
        json.dump(expected, out, indent=1)
        out.write("\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
