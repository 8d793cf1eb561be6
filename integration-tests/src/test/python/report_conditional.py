# SPDX-License-Identifier: Apache-2.0
"""Whether the record of where weights went by where they started follows from the networks."""

import numpy as np
from report_folder import LAST_DIGITS
from report_sums import compare, mean, moments


def check(folder, record, tally):
    if record["epoch"] not in folder.networks:
        return
    name, recorded = record["tensor"], record["distribution"]
    w0, w = folder.start[name].ravel(), folder.networks[record["epoch"]][name].ravel()
    what = f"epoch {record['epoch']}, {name} by its start"
    if recorded["excluded"]:  # what a mark zeroed
        tally.near("record", recorded["excluded"], int((w0 == 0).sum()), 0, f"{what}: excluded")
        w0, w = w0[w0 != 0], w[w0 != 0]
    tally.near("record", recorded["count"], len(w0), 0, f"{what}: count")
    a, reach = np.abs(w0).max(), max(np.abs(w0).max(), np.abs(w).max())
    joint = recorded["joint"]
    for key, value in (("initialReach", a), ("weightReach", reach)):
        tally.near("record", joint[key], value, 0, f"{what}: {key}")
    shape = (len(joint["counts"]), len(joint["counts"][0]))
    counts = np.histogram2d(w0, w, shape, ((-a, a), (-reach, reach)))[0]
    tally.check("record", counts.astype(int).tolist() == joint["counts"], f"{what}: joint counts")
    for place, here in zip(recorded["bins"], groups(w0, recorded["bins"])):
        group(place, w0[here], {"weights": w[here], "deviations": (w - w0)[here]}, what, tally)
        mode(place["mode"], (w - w0)[here], what, tally)
    signed = w0 != 0
    size, out = np.abs(w0[signed]), (np.sign(w0) * (w - w0))[signed]
    for place, here in zip(recorded["outward"], groups(size, recorded["outward"])):
        group(place, size[here], {"movement": out[here]}, what, tally)


def groups(x, places):
    lows = np.array([place["low"] for place in places])
    member = np.searchsorted(lows, x, side="right") - 1
    return [member == i for i in range(len(places))]


def group(place, start, parts, what, tally):
    what = f"{what}, from {place['low']}"
    tally.near("record", place["count"], len(start), 0, f"{what}: count")
    tally.near("record", place["initialMean"], mean(start), LAST_DIGITS, f"{what}: mean of w0")
    for name, x in parts.items():
        spread = place[name]
        compare(spread, {k: moments(x)[k] for k in ("mean", "variance")}, 1, what, tally)
        compare(spread, {"skewness": moments(x)["skewness"]}, 1, what, tally)
        tally.near("record", spread["sd"], float(x.std()), LAST_DIGITS, f"{what}: sd")
        quantiles = {"median": 50, **{f"percentile{p}": p for p in (2, 25, 75, 98)}}
        for key, p in quantiles.items():
            found = float(np.percentile(x, p))
            tally.near("record", spread[key], found, LAST_DIGITS, f"{what}: {key} of {name}")


def mode(recorded, d, what, tally):
    """No density on the grid may be higher than the one at the recorded mode."""
    q10, q25, q75, q90 = np.percentile(d, [10, 25, 75, 90])
    bandwidth = 1.06 * min(d.std(), (q75 - q25) / 1.349) * len(d) ** -0.2
    if recorded is None or bandwidth == 0:
        tally.check("record", recorded is None and bandwidth == 0, f"{what}: no mode")
        return
    grid = np.linspace(q10, q90, 401)
    density = np.exp(-(((grid[:, None] - d) / bandwidth) ** 2) / 2).sum(axis=1)
    at = int(np.abs(grid - recorded).argmin())
    holds = abs(grid[at] - recorded) < 1e-9 * (q90 - q10) and density[at] > density.max() * (
        1 - 1e-9
    )
    tally.check("record", holds, f"{what}: the mode is not {recorded}")
