#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The distances of the distributions in NAME.a.f64 and NAME.b.f64, as DistanceScipyTest writes them."""
import json
import pathlib
import sys

import numpy
from scipy.stats import ks_2samp, wasserstein_distance

found = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.a.f64")):
    a = numpy.fromfile(path, "<f8")
    b = numpy.fromfile(str(path).replace(".a.f64", ".b.f64"), "<f8")
    found[path.name[: -len(".a.f64")]] = {
        "wasserstein": wasserstein_distance(a, b),
        "ks": ks_2samp(a, b, method="asymp").statistic,
    }
json.dump(found, sys.stdout)
