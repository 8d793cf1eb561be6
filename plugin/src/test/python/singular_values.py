# SPDX-License-Identifier: Apache-2.0
"""Writes what numpy says about the matrices that SingularValuesTest decomposes.

    python3 src/test/python/singular_values.py > src/test/resources/io/github/inittrace/analysis/singular-values.json

The matrices themselves are not stored: both sides draw them from the same SplitMix64 stream.
"""

import json
import sys

import numpy as np


def uniform(seed, n):
    """n doubles in [-1, 1), the i-th from state seed + (i + 1) * gamma."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0


def spectrum(seed, rows, columns):
    values = np.linalg.svd(uniform(seed, rows * columns).reshape(rows, columns), compute_uv=False)
    p = values / values.sum()
    return {
        "seed": seed,
        "rows": rows,
        "columns": columns,
        "values": values.tolist(),
        "effectiveRank": float(np.exp(-np.sum(p * np.log(p)))),
        "stableRank": float(np.sum(values**2) / values[0] ** 2),
    }


shapes = [(1, 20, 7), (2, 7, 20), (3, 5, 1), (4, 1, 5), (5, 64, 10), (6, 784, 512)]
json.dump([spectrum(*shape) for shape in shapes], sys.stdout, indent=1)
print()
