# SPDX-License-Identifier: Apache-2.0
"""Sums over weights, exact ones, and how near a record must come to them."""

import math

import numpy as np
from report_folder import LAST_DIGITS

SHAPE_DIGITS = 1e-9  # third and fourth powers of differences lose more


def norm(x):
    return math.sqrt(math.fsum(x * x))


def mean(x):
    return math.fsum(x) / len(x)


def moments(x):
    m, c = mean(x), x - mean(x)
    variance = math.fsum(c * c) / len(x)
    if np.all(x == x[0]):
        return {"mean": m, "variance": 0.0, "skewness": None, "kurtosis": None}
    return {
        "mean": m,
        "variance": variance,
        "skewness": mean(c**3) / variance**1.5,
        "kurtosis": mean(c**4) / variance**2,
    }


def compare(recorded, found, size, what, tally):
    """Means and intercepts are as exact as the sum of sizes that they come from."""
    for name, value in found.items():
        if isinstance(value, dict):
            continue
        digits = SHAPE_DIGITS if name in ("skewness", "kurtosis") else LAST_DIGITS
        scale = max(abs(value), size if name in ("mean", "intercept") else 0) if value else size
        if name in ("skewness", "kurtosis"):
            scale = max(1, abs(value or 0))
        tally.near("record", recorded[name], value, digits * scale, f"{what}: {name}")
