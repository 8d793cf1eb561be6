# SPDX-License-Identifier: Apache-2.0
"""Writes what scipy says about the distributions that DistributionScipyTest compares.

    python3 src/test/python/distributions.py > \
        src/test/resources/io/github/inittrace/measure/distributions.json

The values are not stored: both sides draw them from the same SplitMix64 stream, see measures.py,
normal ones by the Box-Muller transform. Of Lilliefors' test, which scipy lacks, the chance is the
share of simulated samples with a distance as large.
"""

import json
import sys

import numpy as np
from scipy import stats

LILLIEFORS_SAMPLES = 20_000


def uniform(seed, n):
    """n doubles in [-1, 1), the i-th from state seed + (i + 1) * gamma."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return (z >> np.uint64(11)).astype(np.float64) * 2.0**-52 - 1.0


def normal(seed, n):
    u, v = (uniform(seed, n) + 1) / 2, (uniform(seed + 1, n) + 1) / 2
    return np.sqrt(-2 * np.log(1 - u)) * np.cos(2 * np.pi * v)


def fitted_distance(x):
    return float(stats.kstest(x, "norm", args=(np.mean(x), np.std(x))).statistic)


def uniform_case(n, seed, scale, factor, step):
    """Values that started uniform: factor * u + step * v^3."""
    start = scale * uniform(seed, n)
    bound = np.max(np.abs(start)) * (n + 1) / n
    x = factor * start + step * uniform(seed + 1, n) ** 3
    bins = 50 if n >= 2000 else max(5, n // 40)
    counts = np.histogram(np.clip(x, -bound, bound), bins=bins, range=(-bound, bound))[0]
    chi = stats.chisquare(counts)
    return {
        "n": n, "seed": seed, "initialScale": scale, "factor": factor, "step": step,
        "bound": float(bound),
        "bins": bins,
        "chiSquare": float(chi.statistic),
        "p": float(chi.pvalue),
        "effect": float(np.sqrt(max(chi.statistic / n - (bins - 1) / n, 0))),
        "outside": float(np.mean(np.abs(x) > bound)),
        "bell": float((stats.kurtosis(x) + 1.2) / 1.2),
    }  # fmt: skip


def normal_case(n, seed, scale, factor, step):
    """Values that started normal: factor * z + step * v^3."""
    start = scale * normal(seed, n)
    mean, deviation = np.mean(start), np.std(start)
    x = factor * start + step * uniform(seed + 2, n) ** 3
    initial = stats.kstest(x, "norm", args=(mean, deviation))
    return {
        "n": n, "seed": seed, "initialScale": scale, "factor": factor, "step": step,
        "initialDistance": float(initial.statistic),
        "initialP": float(initial.pvalue),
        "fittedDistance": fitted_distance(x),
        "meanShift": float((np.mean(x) - mean) / deviation),
        "varianceRatio": float(np.var(x) / deviation**2),
        "bell": float((stats.kurtosis(x) + 1.2) / 1.2),
    }  # fmt: skip


def lilliefors_case(n, rng):
    distances = np.empty(LILLIEFORS_SAMPLES)
    steps = np.arange(n + 1) / n
    for start in range(0, LILLIEFORS_SAMPLES, 500):
        x = np.sort(rng.standard_normal((500, n)), axis=1)
        z = (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)
        cdf = stats.norm.cdf(z)
        distances[start : start + 500] = np.maximum(
            (steps[1:] - cdf).max(axis=1), (cdf - steps[:-1]).max(axis=1)
        )
    shares = [0.1, 0.05, 0.01]
    return {
        "n": n,
        "shares": shares,
        "distances": [float(np.quantile(distances, 1 - share)) for share in shares],
    }


rng = np.random.default_rng(1)
json.dump(
    {
        "uniform": [
            uniform_case(200, 1, 0.07, 1, 0),
            uniform_case(640, 11, 0.1, 0.9, 0.05),
            uniform_case(1999, 21, 0.2, 1, 0.1),
            uniform_case(50_176, 31, 0.084, 1, 0.003),
            uniform_case(401_408, 41, 0.068, 1.1, 0.02),
        ],
        "normal": [
            normal_case(200, 1, 0.07, 1, 0),
            normal_case(640, 11, 0.1, 0.9, 0.05),
            normal_case(5000, 21, 0.2, 1, 0.1),
            normal_case(50_176, 31, 0.05, 1, 0.003),
            normal_case(401_408, 41, 0.04, 1.3, 0.02),
        ],
        "kolmogorov": [
            {"n": n, "distance": x / np.sqrt(n), "p": float(stats.kstwo.sf(x / np.sqrt(n), n))}
            for n in (200, 2000, 50_000)
            for x in (0.6, 1.0, 1.36, 1.63, 2.2)
        ],
        "lilliefors": [lilliefors_case(n, rng) for n in (200, 1000, 5000)],
    },
    sys.stdout,
    indent=1,
)
print()
