# SPDX-License-Identifier: Apache-2.0
"""Prints what numpy finds in the series of matrices of a run, for MatricesTest.

    python3 matrices.py RUN
"""

import json
import sys
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1]) / "matrices"
epochs = np.load(folder / "epochs.npy")
result = {"epochs": epochs.tolist(), "type": str(epochs.dtype)}
for path in sorted(folder.glob("*.*.npy")):
    series = np.load(path)
    mapped = np.load(path, mmap_mode="r")
    assert np.array_equal(series, mapped) and series.flags.c_contiguous
    wide = series.astype(np.float64)
    result[path.name.removesuffix(".npy")] = {
        "type": str(series.dtype),
        "shape": list(series.shape),
        "distances": [float(np.linalg.norm(w - wide[0])) for w in wide],
    }
print(json.dumps(result))
