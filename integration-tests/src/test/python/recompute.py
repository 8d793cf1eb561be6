"""Recomputes the last line of epochs.jsonl from initial.onnx and trained.onnx, with numpy alone.

Runs in a run folder and prints one JSON object: the measures of every tensor, and of all of them.
Sums are exact (math.fsum), so whatever differs is the record's. Of the record only the ranges of
its histograms are read.
"""

import json
import math

import numpy as np
import onnx
from onnx import numpy_helper


def weights(file):
    tensors = onnx.load(file).graph.initializer
    return {t.name: numpy_helper.to_array(t).astype(np.float64).ravel() for t in tensors}


def norm(x):
    return math.sqrt(math.fsum(x * x))


def moments(x):
    n = len(x)
    mean = math.fsum(x) / n
    c = x - mean
    variance = math.fsum(c * c) / n
    return {
        "mean": mean,
        "variance": variance,
        "skewness": math.fsum(c**3) / n / variance**1.5,
        "kurtosis": math.fsum(c**4) / n / variance**2,
        "meanMagnitude": math.fsum(np.abs(x)) / n,
    }


def measures(w0, w, recorded):
    d = w - w0
    magnitudes = np.abs(d)
    low, high = recorded["low"], recorded["high"]
    counts, _ = np.histogram(d, len(recorded["counts"]), (low, high))
    return {
        "count": len(w),
        "norm": norm(w),
        "initialNorm": norm(w0),
        "distance": norm(d),
        "relativeDistance": norm(d) / norm(w0) if norm(w0) > 0 else None,
        "rms": norm(d) / math.sqrt(len(d)),
        "meanAbs": math.fsum(magnitudes) / len(d),
        "maxAbs": float(magnitudes.max()),
        "cosine": math.fsum(w * w0) / norm(w) / norm(w0) if norm(w0) > 0 else None,
        "weights": moments(w),
        "deviations": moments(d),
        "below": int((d < low).sum()),
        "counts": [int(c) for c in counts],
        "above": int((d > high).sum()),
    }


with open("epochs.jsonl") as lines:
    last = json.loads(lines.readlines()[-1])
start, end = weights("initial.onnx"), weights("trained.onnx")
result = {
    t["name"]: measures(start[t["name"]], end[t["name"]], t["histogram"]) for t in last["tensors"]
}
result["total"] = measures(
    np.concatenate(list(start.values())),
    np.concatenate(list(end.values())),
    last["total"]["histogram"],
)
print(json.dumps(result))
