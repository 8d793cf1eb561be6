# SPDX-License-Identifier: Apache-2.0
"""Writes what numpy and scipy say about the tensors that ConditionalNumpyTest measures.

    python3 src/test/python/conditional.py \
        > src/test/resources/io/github/inittrace/measure/conditional.json

The tensors themselves are not stored: both sides draw them from the same SplitMix64 stream.
"""

import json
import sys

import numpy as np
from reference import conditional, tensor, uniform


def cases():
    place = np.arange(15000)
    _, _, w0, _, w = tensor("w", [150, 100], 51, 0.0765, 0.05, 0.01)
    yield "uniform", w0, 1.25 * w
    yield "masked", np.where(place % 3 == 0, 0, w0), 1.25 * w, place % 3 == 0
    yield "signless", np.where(place % 5 == 0, 0, w0), 1.25 * w
    yield "dead", w0, np.where(place % 10 < 3, w0, w)
    yield "frozen", w0, np.where(place % 10 < 8, w0, w)
    yield "shifted", w0, w0 + 0.25
    yield "outlier", w0, np.where(place == 777, 3.0, w)
    _, _, w0, _, w = tensor("w", [3001], 61, 1.0, 0.25, 0.0)
    yield "bell", w0 * w0 * w0, w
    yield "few", w0[:150], w[:150]
    yield "just", w0[:200], w[:200]
    yield "twice", w0[:401], w[:401]
    yield "199 and 201", np.where(np.arange(400) < 199, -0.9, 0.9), w[:400]
    yield "200 and 200", np.where(np.arange(400) < 200, -0.9, 0.9), w[:400]
    yield "pair", w0[:2], w[:2]
    yield "one", w0[:1], w[:1]
    yield "none", w0[:0], w[:0]
    edges = np.linspace(-1, 1, 42)
    near = np.concatenate([edges, np.nextafter(edges, 0), np.nextafter(edges, 2 * edges)])
    yield "edges", np.tile(near, 20), np.tile(near, 20) + uniform(71, 20 * near.size)
    yield "zero", np.zeros(500), w[:500]
    yield "gone", w0, np.zeros(3001)
    yield "nan", w0, np.where(np.arange(3001) == 5, np.nan, w)
    yield "infinite", np.where(np.arange(3001) == 5, -np.inf, w0), w


json.dump(
    {name: conditional(*arrays) for name, *arrays in cases()}, sys.stdout, separators=(",", ":")
)
print()
