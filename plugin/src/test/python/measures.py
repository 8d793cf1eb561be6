# SPDX-License-Identifier: Apache-2.0
"""Writes what numpy and scipy say about the tensors that DeviationNumpyTest measures.

    python3 src/test/python/measures.py > src/test/resources/io/github/inittrace/measure/measures.json

The tensors themselves are not stored: both sides draw them from the same SplitMix64 stream.
"""

import json
import sys

import numpy as np
from scipy import stats


def uniform(seed, n):
    """n doubles in [-1, 1), the i-th from state seed + (i + 1) * gamma."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0


def tensor(name, shape, seed, scale, step, shift):
    n = int(np.prod(shape))
    initial = (scale * uniform(seed, n)).astype(np.float32).astype(np.float64)
    u = uniform(seed + 1, n)
    previous = (initial + step * (u * u * u)).astype(np.float32).astype(np.float64)
    v = uniform(seed + 2, n)
    current = (previous + (shift + step * (v * v * v))).astype(np.float32).astype(np.float64)
    return name, shape, initial, previous, current


def moments(x):
    flat = np.all(x == x[0])
    return {
        "mean": float(np.mean(x)),
        "variance": float(np.var(x)),
        "skewness": None if flat else float(stats.skew(x)),
        "kurtosis": None if flat else float(stats.kurtosis(x, fisher=False)),
    }


def measures(name, shape, initial, previous, current):
    d = current - initial
    norm, initial_norm = np.linalg.norm(current), np.linalg.norm(initial)
    rms = float(np.sqrt(np.mean(d * d)))
    counts, _ = np.histogram(d, bins=101, range=(-5 * rms, 5 * rms))
    return {
        "name": name,
        "shape": shape,
        "count": d.size,
        "norm": float(norm),
        "initialNorm": float(initial_norm),
        "distance": float(np.linalg.norm(d)),
        "relativeDistance": float(np.linalg.norm(d) / initial_norm) if initial_norm else None,
        "rms": rms,
        "meanAbs": float(np.mean(np.abs(d))),
        "maxAbs": float(np.max(np.abs(d))),
        "cosine": float(current @ initial / (norm * initial_norm)) if initial_norm else None,
        "updateSize": float(np.linalg.norm(current - previous)),
        "weights": moments(current),
        "deviations": moments(d),
        "below": int(np.sum(d < -5 * rms)),
        "counts": counts.tolist(),
        "above": int(np.sum(d > 5 * rms)),
    }


tensors = [
    tensor("hidden1.weight", [784, 512], 1, 0.068, 0.02, 0.0),
    tensor("hidden1.bias", [512], 11, 0.0, 0.004, 0.001),
    tensor("hidden2.weight", [2000, 1000], 21, 0.0447, 0.3, 0.01),
    tensor("output.bias", [3], 31, 0.0, 0.0, 0.25),
    tensor("odd.weight", [1025, 1], 41, 1.0, 0.001, 100.0),
]
joined = [np.concatenate([t[part] for t in tensors]) for part in (2, 3, 4)]
edges = np.linspace(-1.0, 2.0, 8)
near = np.sort(np.concatenate([edges, np.nextafter(edges, -9), np.nextafter(edges, 9)]))
json.dump(
    {
        "numpy": np.__version__,
        "tensors": [measures(*t) for t in tensors],
        "total": measures("total", [], *joined),
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
