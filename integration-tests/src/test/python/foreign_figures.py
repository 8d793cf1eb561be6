# SPDX-License-Identifier: Apache-2.0
"""What numpy and scipy say about the weights of two ONNX files: `foreign_figures.py A.onnx B.onnx`.

Reads with the onnx package whatever holds numbers: initializers, sparse ones, Constant nodes, and
the same in subgraphs. Integers that DequantizeLinear takes are what it makes of them. Values are
widened to float64, which is exact; moments have divisor n. The total is over all floating-point
tensors, in the order listed.
"""

import json
import math
import sys

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper
from scipy import stats

FLOATS = {"FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"}


def dense(sparse):
    values = numpy_helper.to_array(sparse.values)
    indices = numpy_helper.to_array(sparse.indices)
    result = np.zeros(tuple(sparse.dims), values.dtype)
    if indices.ndim == 2:
        result[tuple(indices.T)] = values
    else:
        result.ravel()[indices] = values
    return result


def dequantised(graph):
    """(name: array) of what DequantizeLinear, per tensor, makes of initializers, and what it takes."""
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    numbers, parameters = {}, set()
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in arrays:
            integers, scale, zero = (arrays[name] for name in node.input)
            numbers[node.input[0]] = (integers.astype(np.float32) - zero) * scale
            parameters.update(node.input[1:])
    return numbers, parameters


def weights(graph, place=""):
    """(name, kind, element type, array) of all constants; place names the subgraph."""
    numbers, parameters = dequantised(graph)
    for tensor in graph.initializer:
        if tensor.name in numbers:
            kind = place or "initializer"
            yield tensor.name, kind, TensorProto.FLOAT, numbers[tensor.name]
            continue
        if tensor.name in parameters:
            continue
        yield tensor.name, place or "initializer", tensor.data_type, numpy_helper.to_array(tensor)
    for sparse in graph.sparse_initializer:
        yield sparse.values.name, place or "sparse", sparse.values.data_type, dense(sparse)
    for node in graph.node:
        for attribute in node.attribute:
            if node.op_type == "Constant" and attribute.name == "value":
                array = numpy_helper.to_array(attribute.t)
                yield node.output[0], place or "constant", attribute.t.data_type, array
            if attribute.type == onnx.AttributeProto.GRAPH:
                yield from weights(attribute.g, f"{attribute.name} of {node.op_type} {node.name}")


def norm(x):
    return math.sqrt(math.fsum(x * x))


def moments(x):
    mean = math.fsum(x) / x.size
    c = x - mean
    variance = math.fsum(c * c) / x.size
    flat = np.all(x == x[0])
    return {
        "mean": mean,
        "variance": 0.0 if flat else variance,
        "skewness": None if flat else math.fsum(c**3) / x.size / variance**1.5,
        "kurtosis": None if flat else math.fsum(c**4) / x.size / variance**2,
    }


def measures(w0, w, shape):
    if w.size == 0:
        return {"count": 0}
    d = w - w0
    largest = int(np.argmax(np.abs(d)))
    n, n0 = norm(w), norm(w0)
    return {
        "count": w.size,
        "norm": n,
        "initialNorm": n0,
        "distance": norm(d),
        "relativeDistance": norm(d) / n0 if n0 else None,
        "rms": norm(d) / math.sqrt(w.size),
        "meanAbs": math.fsum(np.abs(d)) / w.size,
        "maxAbs": float(np.abs(d[largest])),
        "maxAbsAt": [int(i) for i in np.unravel_index(largest, shape)],
        "cosine": math.fsum(w * w0) / n / n0 if n and n0 else None,
        "signFlips": int(np.sum(w * w0 < 0)),
        "unchanged": float(np.mean(w == w0)),
        "initialWeights": moments(w0),
        "weights": moments(w),
        "deviations": moments(d),
        "wasserstein": float(stats.wasserstein_distance(w0, w)),
        "ks": float(stats.ks_2samp(w0, w).statistic),
    }


def figures(start, trained):
    a, b = (list(weights(onnx.load(file).graph)) for file in (start, trained))
    assert [t[:3] for t in a] == [t[:3] for t in b]
    listed, joined = [], []
    for (name, kind, element, w0), (_, _, _, w) in zip(a, b):
        described = {
            "name": name,
            "kind": kind,
            "type": TensorProto.DataType.Name(element),
            "shape": list(w.shape),
        }
        real = w.dtype != object and not np.iscomplexobj(w)
        if real:
            flat = [x.astype(np.float64).ravel() for x in (w0, w)]
            described |= measures(*flat, w.shape)
            if described["type"] in FLOATS:
                joined.append(flat)
        listed.append(described)
    whole = [np.concatenate(side) for side in zip(*joined)]
    return {"tensors": listed, "total": measures(*whole, whole[0].shape)}


if __name__ == "__main__":
    print(json.dumps(figures(*sys.argv[1:]), indent=1))
