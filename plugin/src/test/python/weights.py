# SPDX-License-Identifier: Apache-2.0
"""Prints what numpy and scipy say about two weight files, for ScipyTest.

    python3 weights.py FOLDER

The folder holds tensors.json, a list of names and shapes, and initial.f64 and trained.f64: the
values of all these tensors in row-major order, one after the other, as little-endian float64.
"""

import json
import sys
from pathlib import Path

import numpy as np
from reference import conditional, half_widths, measures

folder = Path(sys.argv[1])
shapes = json.loads((folder / "tensors.json").read_text())
sizes = [int(np.prod(shape)) for shape in shapes.values()]
start, end = (
    np.split(np.fromfile(folder / name, "<f8"), np.cumsum(sizes)[:-1])
    for name in ("initial.f64", "trained.f64")
)
tensors = list(zip(shapes.items(), start, end))
widths = np.concatenate([half_widths(w0) for w0 in start])
result = {
    "tensors": [measures(name, shape, w0, None, w) for (name, shape), w0, w in tensors],
    "total": measures("total", [], np.concatenate(start), None, np.concatenate(end), widths),
    "conditionals": [
        {"tensor": name, "shape": shape, "distribution": conditional(w0, w)}
        for (name, shape), w0, w in tensors
        if len(shape) > 1
    ],
}
print(json.dumps(result))
