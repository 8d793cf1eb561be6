# SPDX-License-Identifier: Apache-2.0
"""Whether the record follows from the networks: every measure of weights, in numpy once more."""

import math

import numpy as np
import report_conditional
from report_folder import LAST_DIGITS
from report_sums import compare, mean, moments, norm

FLOAT32_DIGITS = 1e-5  # of scores, which the networks compute in float32


def check(folder, tally):
    for epoch in folder.epochs:
        if epoch["index"] in folder.networks:
            deviations(folder, epoch, tally)
            marks(folder, epoch, tally)
    for record in folder.conditionals:
        report_conditional.check(folder, record, tally)
    for matrix in folder.analysis["spectra"]:
        spectra(folder, matrix, tally)
    for mistake in folder.classification["worst"]:
        scores(folder, mistake, tally)


def deviations(folder, epoch, tally):
    now = folder.networks[epoch["index"]]
    before = folder.networks.get(epoch["index"] - 1)
    widths = {name: np.full(w.size, np.abs(w).max()) for name, w in folder.start.items()}
    for recorded in epoch["tensors"] + [epoch["total"]]:
        name = recorded["name"]
        names = list(folder.start) if name == "total" else [name]
        w0, w = flat(folder.start, names), flat(now, names)
        what = f"epoch {epoch['index']}, {name}"
        found = measures(w0, w, np.concatenate([widths[n] for n in names]))
        if before is not None:
            found["updateSize"] = norm(w - flat(before, names))
        compare(recorded, found, np.abs(w).mean(), what, tally)
        if name == "total":
            tally.near("record", recorded["movement"].pop("initialHalfWidth"), None, 0, what)
            found["movement"].pop("initialHalfWidth")
        compare(recorded["movement"], found["movement"], np.abs(w).mean(), what, tally)
        for part, x in (("weights", w), ("deviations", w - w0)):
            compare(recorded[part], moments(x), np.abs(x).mean(), f"{what}, {part}", tally)
        histogram(recorded["histogram"], w - w0, what, tally)


def flat(network, names):
    return np.concatenate([network[name].ravel() for name in names])


def measures(w0, w, widths):
    d = w - w0
    n, start = len(d), mean(np.abs(w0))
    moves, away = norm(w0) > 0, norm(d) > 0
    c0, c = w0 - mean(w0), w - mean(w)
    line = math.fsum(c0 * c) / math.fsum(c0 * c0) if norm(c0) > 0 else None
    far, a = np.abs(d)[widths > 0], widths[widths > 0]
    beyond = {t: float((far > t * a).mean()) if len(a) else None for t in (0.1, 0.5, 1)}
    return {
        "count": n,
        "norm": norm(w),
        "initialNorm": norm(w0),
        "distance": norm(d),
        "relativeDistance": norm(d) / norm(w0) if moves else None,
        "rms": norm(d) / math.sqrt(n),
        "meanAbs": mean(np.abs(d)),
        "maxAbs": float(np.abs(d).max()),
        "cosine": math.fsum(w * w0) / norm(w) / norm(w0) if moves and norm(w) else None,
        "movement": {
            "initialHalfWidth": float(np.abs(w0).max()),
            "initialMeanAbs": start,
            "meanAbsRatio": mean(np.abs(d)) / start if moves else None,
            "correlation": math.fsum(c0 * c) / norm(c0) / norm(c) if line is not None else None,
            "slope": line,
            "intercept": mean(w) - line * mean(w0) if line is not None else None,
            "moved": float((d != 0).mean()) if away else 0.0,
            "beyondTenth": beyond[0.1],
            "beyondHalf": beyond[0.5],
            "beyondRange": beyond[1],
            "weightRms": norm(w) / math.sqrt(n),
            "weightedNorm": norm(w) / n,
            "weightedDistance": norm(d) / n,
        },
    }


def histogram(recorded, d, what, tally):
    reach = 5 * norm(d) / math.sqrt(len(d))
    if recorded is None:
        tally.check("record", reach == 0, f"{what}: there is no histogram")
        return
    low, high = recorded["low"], recorded["high"]
    tally.near("record", low, -reach, LAST_DIGITS * reach, f"{what}: low")
    tally.near("record", high, reach, LAST_DIGITS * reach, f"{what}: high")
    counts = np.histogram(d, len(recorded["counts"]), (low, high))[0]
    holds = counts.tolist() == recorded["counts"]
    tally.check("record", holds, f"{what}: counts of the histogram")
    outside = [int((d < low).sum()), int((d > high).sum())]
    tally.check("record", outside == [recorded["below"], recorded["above"]], f"{what}: outside")


def marks(folder, epoch, tally):
    for mark in epoch["marks"] or []:
        name = mark["name"]
        w0, w = folder.start[name].ravel(), folder.networks[epoch["index"]][name].ravel()
        zeroed, others = w[w0 == 0], w[w0 != 0]
        sizes, pairs = np.abs(others)[:, None], np.abs(zeroed)[None, :]
        seen = ((sizes > pairs).sum() + (sizes == pairs).sum() / 2) / (len(zeroed) * len(others))
        what = f"epoch {epoch['index']}, mark in {name}"
        tally.near("record", mark["zeroed"], len(zeroed), 0, what)
        tally.near("record", mark["visibility"], seen, LAST_DIGITS, f"{what}: visibility")
        spread = zeroed.std() / others.std()
        tally.near("record", mark["spreadRatio"], spread, LAST_DIGITS, f"{what}: spread ratio")


def spectra(folder, matrix, tally):
    name = matrix["tensor"]
    w0, w = folder.start[name], folder.end[name]
    for part, values in (("initial", w0), ("trained", w), ("change", w - w0)):
        found = np.linalg.svd(values, compute_uv=False)
        recorded = matrix[part]
        for i, (one, other) in enumerate(zip(recorded["values"], found, strict=True)):
            tally.near("record", one, other, 1e-13 * found[0] * len(found), f"{name}: value {i}")
        p = found[found > 0] / found.sum()
        ranks = {
            "effectiveRank": math.exp(-(p * np.log(p)).sum()),
            "stableRank": (found**2).sum() / found[0] ** 2,
        }
        for key, value in ranks.items():
            tally.near("record", recorded[key], value, 1e-9 * value, f"{name} {part}: {key}")


def scores(folder, mistake, tally):
    """What the trained network says about an example that it takes for another class."""
    x = np.array(mistake["features"]) / 255
    layers = list(folder.end.values())
    for i in range(0, len(layers), 2):
        x = x @ layers[i] + layers[i + 1]
        x = np.maximum(x, 0) if i + 2 < len(layers) else x
    p = np.exp(x - x.max())
    p /= p.sum()
    for key in ("truth", "predicted"):
        found, recorded = float(p[mistake[key]]), mistake[f"{key}Score"]
        what = f"example {mistake['index']}: score of {key}"
        tally.near("record", recorded, found, FLOAT32_DIGITS * max(found, 1e-3), what)
    tally.check("record", int(p.argmax()) == mistake["predicted"], "the class predicted")
