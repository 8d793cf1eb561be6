# SPDX-License-Identifier: Apache-2.0
"""Writes what numpy and scipy say about the tensors that DeviationNumpyTest measures.

    python3 src/test/python/measures.py > src/test/resources/io/github/inittrace/measure/measures.json

The tensors themselves are not stored: both sides draw them from the same SplitMix64 stream.
"""

import json
import sys

import numpy as np
from reference import half_widths, measures, tensor

tensors = [
    tensor("hidden1.weight", [784, 512], 1, 0.068, 0.02, 0.0),
    tensor("hidden1.bias", [512], 11, 0.0, 0.004, 0.001),
    tensor("hidden2.weight", [2000, 1000], 21, 0.0447, 0.3, 0.01),
    tensor("output.bias", [3], 31, 0.0, 0.0, 0.25),
    tensor("odd.weight", [1025, 1], 41, 1.0, 0.001, 100.0),
]


def edge_cases():
    """Initial and current values of single tensors, by what is odd about them."""
    _, _, w0, _, w = tensor("w", [100_000], 51, 0.1, 0.02, 0.001)
    place = np.arange(w.size)
    yield "untrained", w0, w0
    yield "constant start", np.full(w.size, 0.1), w
    yield "constant end", w0, np.full(w.size, 0.1)
    yield "constant deviation", w0, w0 + 0.25
    yield "exact zeros", w0, np.where(place % 10 < 3, w0, w)
    yield "at the thresholds", np.ones(8), 1 + np.array([0, 0.5, -0.5, 0.25, 1, -1, 1.5, 2])
    yield "zero start", np.zeros(1000), w[:1000]
    yield "zero end", w0[:1000], np.zeros(1000)
    yield "one value", w0[:1], w[:1]
    yield "two values", w0[:2], w[:2]
    yield "nan", w0, np.where(place == 5, np.nan, w)
    yield "infinite", w0, np.where(place == 5, -np.inf, w)


joined = [np.concatenate([t[part] for t in tensors]) for part in (2, 3, 4)]
widths = np.concatenate([half_widths(t[2]) for t in tensors])
edges = np.linspace(-1.0, 2.0, 8)
near = np.sort(np.concatenate([edges, np.nextafter(edges, -9), np.nextafter(edges, 9)]))
json.dump(
    {
        "numpy": np.__version__,
        "tensors": [measures(*t) for t in tensors],
        "total": measures("total", [], *joined, widths),
        "edgeCases": [measures(n, [w.size], w0, None, w) for n, w0, w in edge_cases()],
        "edges": {
            "low": -1.0,
            "high": 2.0,
            "edges": edges.tolist(),
            "values": near.tolist(),
            "counts": np.histogram(near, bins=7, range=(-1.0, 2.0))[0].tolist(),
        },
    },
    sys.stdout,
    indent=1,
)
print()
