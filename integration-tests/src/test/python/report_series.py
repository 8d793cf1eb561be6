# SPDX-License-Identifier: Apache-2.0
"""What every chart of a report must show, from the record and the networks."""

import math
import re

import numpy as np
from report_facts import drawings, laws
from report_folder import ratio, text, wrong
from report_tables import rebinned


def charts(folder, page, tally):
    """By the name and title of a chart its kind and what is to be drawn."""
    found = {}
    found.update(by_epoch(folder))
    found.update(deviations(folder, page, tally))
    found.update(conditional(folder, page, tally))
    for i, (name, (edges, start, end, law)) in enumerate(laws(folder, page, tally).items()):
        heights = [start, end] + ([] if law is None else [law])
        found[f"laws-{i}", name] = ("histogram", edges, heights, [])
    found.update(other_weights(folder))
    found["confusion", f"Confusion matrix of {folder.classification['set']}"] = ("matrix",)
    return found


def lines_of(folder, getters):
    """Lines over epochs, of those that have a value."""
    xs = [e["index"] for e in folder.epochs]
    lines = {name: (xs, [get(e) for e in folder.epochs]) for name, get in getters.items()}
    return {name: line for name, line in lines.items() if any(y is not None for y in line[1])}


def of_tensors(folder, names, get):
    return {n: lambda e, n=n: get(folder.measures(e, n)) for n in names}


def by_epoch(folder):
    moving = [name for name in folder.start if folder.start[name].any()]
    resting = [name for name in folder.start if name not in moving]
    sets = [(i, data["name"]) for i, data in enumerate(folder.last["validation"])]
    of_sets = lambda key, f=lambda v: v: {  # noqa: E731
        name: lambda e, i=i: f(e["validation"][i][key]) for i, name in sets
    }
    total = lambda get: {"all parameters": lambda e: get(e["total"])}  # noqa: E731

    loss = {
        "training, end of epoch": lambda e: e["epochEndLoss"],
        "training, running mean": lambda e: e["runningLoss"],
        **of_sets("loss"),
    }
    relative = lambda t: t["relativeDistance"]  # noqa: E731
    distance = {**of_tensors(folder, moving, relative), **total(relative)}
    both = [(lines_of(folder, lines), {}) for lines in (loss, distance)]
    yield ("course", "Loss, and distance from the initial weights"), ("stack", *both)

    errors = {"training, end of epoch": lambda e: wrong(e["epochEndAccuracy"])}
    parts = {
        "training": lambda e: e["seconds"] if e["index"] else None,
        "evaluation": lambda e: e["evaluationSeconds"],
        "measuring": lambda e: e["measureSeconds"],
    }
    update, away = lambda t: t["updateSize"], lambda t: t["distance"]  # noqa: E731
    single = {
        ("accuracy", "Error rate"): {**errors, **of_sets("accuracy", wrong)},
        ("norms", "Norm"): {**of_tensors(folder, moving, ratio), **total(ratio)},
        ("updates", "Update size"): of_tensors(folder, folder.start, update),
        ("absolute", "Distance of each tensor"): of_tensors(folder, moving, away),
        ("distance", "Distance of what starts at zero"): of_tensors(folder, resting, away),
        ("times", "Time"): parts,
    }
    if any(layer["dead"] for e in folder.epochs for layer in e["deadUnits"]):
        single["dead", "Dead units"] = {
            layer["layer"]: lambda e, i=i, of=layer["units"]: 100 * e["deadUnits"][i]["dead"] / of
            for i, layer in enumerate(folder.last["deadUnits"])
        }
    for i, _ in enumerate(folder.last["marks"] or []):
        single[f"mark-{i}", "How visible the mark is"] = {
            "visibility": lambda e, i=i: e["marks"][i]["visibility"],
            "spread ratio": lambda e, i=i: e["marks"][i]["spreadRatio"],
        }
    for key, getters in single.items():
        if lines_of(folder, getters):
            yield key, ("lines", lines_of(folder, getters), {})


def deviations(folder, page, tally):
    for i, t in enumerate(t for t in folder.last["tensors"] if t["histogram"]):
        h = t["histogram"]
        edges = np.linspace(h["low"], h["high"], len(h["counts"]) + 1)
        places = [-t["rms"], t["rms"]]
        yield (f"deviations-{i}", t["name"]), ("histogram", edges, [h["counts"]], places)
    figures = list(drawings(page, "spreading"))
    at = [e["index"] for e in folder.epochs]
    for i, name in enumerate(folder.matrices()):
        edges, columns = rebinned(folder, name)
        caption = text(figures[i][0].find("figcaption"))
        exact(folder, name, edges, columns, caption, tally)
        counts = np.array([column[1:-1] for column in columns])
        for known, epoch in zip(counts, folder.epochs):
            own = folder.measures(epoch, name)["histogram"]
            if own and own["counts"]:
                # What lies beyond the bins that were recorded has no known place, and is not drawn.
                known[(edges[:-1] >= own["high"]) | (edges[1:] <= own["low"])] = 0
        shades = logarithmic(counts)
        x = [at[0] - 0.5, *((a + b) / 2 for a, b in zip(at, at[1:])), at[-1] + 0.5]
        rms = [folder.measures(e, name)["rms"] for e in folder.epochs]
        lines = {"rms": (at, rms), "−rms": (at, [-r for r in rms])}
        everything = lambda first, end: None  # noqa: E731
        title = f"{name}, w − w₀ by epoch"
        yield (f"spreading-{i}", title), ("heat", x, edges, shades, lines, everything)


def logarithmic(counts):
    """From the palest at 1 to the strongest at the next 1, 2 or 5 times a power of ten."""
    most = max(2, counts.max())
    ends = (digit * 10**power for power in range(12) for digit in (1, 2, 5))
    strongest = next(end for end in ends if end >= most)
    shades = np.log(np.maximum(counts, 1)) / math.log(strongest)
    return np.where(counts > 0, np.maximum(shades, 1e-9), 0)


def exact(folder, name, edges, columns, caption, tally):
    """Counts that had to be taken over other bins are as certain as the caption says."""
    records = f"{len(folder.epochs)} of {len(folder.epochs)} records. "
    tally.check("sentence", caption.startswith(records), f"{name}: {caption}, not {records}")
    certain = int(re.search(r"off by up to ([\d,]+)\.", caption)[1].replace(",", ""))
    for e, column in zip(folder.epochs, columns):
        what = f"{name} at epoch {e['index']}"
        d = folder.networks.get(e["index"], {}).get(name)
        tally.check("sum", sum(column) == folder.start[name].size, f"{what}: sum {sum(column)}")
        if d is not None:
            d = (d - folder.start[name]).ravel()
            inside = np.histogram(d, edges)[0].tolist()
            real = [int((d < edges[0]).sum()), *inside, int((d > edges[-1]).sum())]
            error = max(abs(a - b) for a, b in zip(real, column))
            allowed = 0 if e is folder.last else certain
            tally.check("sum", error <= allowed, f"{what}: counts are off by {error}")


def conditional(folder, page, tally):
    figures = list(drawings(page, "to"))
    last = [c for c in folder.conditionals if c["epoch"] == folder.last["index"]]
    for i, record in enumerate(last):
        bins, out = record["distribution"]["bins"], record["distribution"]["outward"]
        joint = record["distribution"]["joint"]
        a, reach = joint["initialReach"], joint["weightReach"]
        counts = np.array(joint["counts"])
        x, y = np.linspace(-a, a, len(counts) + 1), np.linspace(-reach, reach, len(counts[0]) + 1)
        starts = [b["initialMean"] for b in bins]
        of_w = lambda key: (starts, [b["weights"][key] for b in bins])  # noqa: E731,B023
        of_d = lambda key: (starts, [b["deviations"][key] for b in bins])  # noqa: E731,B023
        modes = [b["mode"] for b in bins]
        ends = [None if m is None else s + m for s, m in zip(starts, modes)]
        lines = {
            "w = w₀": ([-a, a], [-a, a]),
            "mean": of_w("mean"),
            "mode": (starts, ends),
            "2 %": of_w("percentile2"),
            "98 %": of_w("percentile98"),
        }
        shades = counts / np.maximum(1, counts.max(axis=1, keepdims=True))
        caption = text(figures[i][0].find("figcaption"))

        left = record["distribution"]["excluded"]
        zeroed = f" Left out here and beside it: {left:,} weights that a mark set to zero."

        def beyond(first, end, counts=counts, caption=caption, more=zeroed if left else ""):
            said = f"; {counts.sum() - counts[:, first:end].sum():,} weights lie beyond.{more}"
            tally.check("sentence", caption.endswith(said), f"'{caption}', not '{said}'")

        yield (f"to-{i}", "w against w₀"), ("heat", x, y, shades, lines, beyond)
        quartiles = {"median": "median", "25 %": "percentile25", "75 %": "percentile75"}
        lines = {"mean": of_d("mean"), "mode": (starts, modes)}
        lines.update({name: of_d(key) for name, key in quartiles.items()})
        yield (f"change-{i}", "w − w₀ against w₀"), ("lines", lines, {})

        sizes = [b["initialMean"] for b in out]
        of_out = lambda key: (sizes, [b["movement"][key] for b in out])  # noqa: E731,B023
        moved = [b["movement"] for b in out]
        square = [math.sqrt(m["mean"] * m["mean"] + m["variance"]) for m in moved]
        lines = {"rms of the change": (sizes, square), "mean": of_out("mean")}
        lines.update({name: of_out(key) for name, key in quartiles.items()})
        yield (f"outward-{i}", "Movement against |w₀|"), ("lines", lines, {})


def other_weights(folder):
    path, notes = folder.analysis["path"], {"start": 0, "end": 1}
    alphas = [p["alpha"] for p in path]
    for key, name, f in (("loss", "Loss", lambda v: v), ("accuracy", "Error rate", wrong)):
        lines = {
            data["name"]: (alphas, [f(p["evaluations"][i][key]) for p in path])
            for i, data in enumerate(path[0]["evaluations"])
        }
        title = f"{name} along the line"
        yield (f"path-{key}", title), ("lines", lines, notes)
    for i, matrix in enumerate(folder.analysis["spectra"]):
        lines = {}
        for part, name in (("initial", "W₀"), ("trained", "W"), ("change", "W − W₀")):
            values = matrix[part]["values"]
            rounding = values[0] * len(values) * np.finfo(float).eps
            ys = [0 if v <= rounding else v for v in values]
            lines[name] = ([k + 1 for k in range(len(values))], ys)
        yield (f"spectrum-{i}", matrix["tensor"]), ("lines", lines, {})
