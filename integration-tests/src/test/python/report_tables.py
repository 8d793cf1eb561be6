# SPDX-License-Identifier: Apache-2.0
"""The tables of a report, each built anew from the record and compared cell by cell."""

import math

import numpy as np
import report_facts
from report_cells import count, counts, four, number, numbers, share, words
from report_folder import LAST_DIGITS, percent, ratio, shown, text

LISTED = {2: "2 %", 25: "25 %", 50: "median", 75: "75 %", 98: "98 %"}


def check(folder, page, tally):
    """Every table of the page is expected, and every one that is expected is there."""
    expected = {}
    laws = report_facts.laws(folder, page, tally)
    for build in (epochs, tensors, bins, spreading, conditional, mark, paths, ranks, classes):
        expected.update(build(folder))
    expected.update(law_bins(folder, laws))
    expected.update(report_facts.tables(folder))
    for table in page.iter("table"):
        caption = text(table.find("caption"))
        rows = [list(row) for row in table.iter("tr")]
        if tally.check("table", caption in expected, f"'{caption}' is new, or there twice"):
            compare(caption, rows, expected.pop(caption), tally)
    tally.check("table", not expected, f"missing: {list(expected)}")


def compare(caption, rows, expected, tally):
    tally.check("table", len(rows) == len(expected), f"{caption} has {len(rows)} rows")
    for row, wanted in zip(rows, expected):
        tally.check("row", len(row) == len(wanted), f"{caption}: {len(row)} cells in a row")
        for place, (cell, holds) in enumerate(zip(row, wanted)):
            what = f"{caption}, row {text(row[0])}, cell {place + 1}: {text(cell)}"
            kind = "word" if holds.is_word else "cell"
            tally.check(kind, holds(text(cell), cell.get("title")), what)


def heads(*names):
    return [words(name) for name in names]


def by_epoch(folder, columns):
    """A row an epoch, of columns with a name and what an epoch has there."""
    rows = [heads("epoch", *(name for name, _ in columns))]
    for epoch in folder.epochs:
        rows.append([count(epoch["index"])] + [number(get(epoch)) for _, get in columns])
    return rows


def epochs(folder):
    columns = [
        ("running loss", lambda e: e["runningLoss"]),
        ("training loss", lambda e: e["epochEndLoss"]),
        ("training accuracy", lambda e: e["epochEndAccuracy"]),
        ("training dead share", lambda e: e["deadShare"]),
    ]
    for i, data in enumerate(folder.last["validation"]):
        for key, name in (("loss", "loss"), ("accuracy", "accuracy"), ("deadShare", "dead share")):
            of = lambda e, i=i, key=key: e["validation"][i][key]  # noqa: E731
            columns.append((f"{data['name']} {name}", of))
    total = {"distance": "distance", "relative": "relativeDistance", "update": "updateSize"}
    for name, key in {**total, "norm": "norm"}.items():
        columns.append((name, lambda e, key=key: e["total"][key]))
    columns.append(("norm by initial", lambda e: ratio(e["total"])))
    for part in ("seconds", "evaluationSeconds", "measureSeconds"):
        name = part.replace("Seconds", " seconds")
        columns.append((name, lambda e, part=part: e[part]))
    yield "Loss, accuracy and total distance by epoch", by_epoch(folder, columns)
    for tensor in folder.start:
        of = lambda e, key, name=tensor: folder.measures(e, name)[key]  # noqa: E731
        relative = [
            ("relative distance", lambda e, of=of: of(e, "relativeDistance")),
            ("norm", lambda e, of=of: of(e, "norm")),
            ("norm by initial", lambda e, name=tensor: ratio(folder.measures(e, name))),
        ]
        columns = [("distance", lambda e, of=of: of(e, "distance"))]
        columns += relative if folder.start[tensor].any() else []
        columns += [("update", lambda e, of=of: of(e, "updateSize"))]
        yield f"{tensor} by epoch", by_epoch(folder, columns)
    layers = folder.last["deadUnits"]
    if any(layer["dead"] for e in folder.epochs for layer in e["deadUnits"]):
        rows = [heads("epoch", *(f"{x['layer']}, dead of {x['units']:,}" for x in layers))]
        for e in folder.epochs:
            rows.append([count(e["index"])] + counts(x["dead"] for x in e["deadUnits"]))
        yield "Dead units of each hidden layer by epoch", rows


def tensors(folder):
    at, every = folder.last["index"], folder.last["tensors"] + [folder.last["total"]]
    names = {t["name"]: words(t["name"]) for t in folder.last["tensors"]}
    names["total"] = words("all parameters")
    keys = "norm initialNorm distance relativeDistance rms meanAbs maxAbs cosine updateSize"
    head = "tensor,shape,n,share,|w|,|w₀|,distance,relative distance,rms Δ,mean abs Δ,max abs Δ"
    rows = [heads(*head.split(","), "cosine", "last update")]
    for t in every:
        row = [names[t["name"]], words(" × ".join(map(str, t["shape"]))), count(t["count"])]
        row += [share(t["count"] / folder.last["total"]["count"])]
        rows.append(row + numbers(t[key] for key in keys.split()))
    yield f"Distances at epoch {at}", rows

    keys = ("mean", "variance", "skewness", "kurtosis")
    rows = [heads("tensor", "mean of w", *keys[1:], "mean of Δ", *keys[1:])]
    for t in every:
        both = [t[part][key] for part in ("weights", "deviations") for key in keys]
        rows.append([names[t["name"]]] + numbers(both))
    yield f"Moments at epoch {at}", rows

    keys = {
        "initialHalfWidth": "a = max |w₀|",
        "initialMeanAbs": "mean |w₀|",
        "meanAbsRatio": "mean abs Δ / mean |w₀|",
        "correlation": "correlation",
        "slope": "slope",
        "intercept": "intercept",
        "moved": "moved",
        "beyondTenth": "beyond 0.1 a",
        "beyondHalf": "beyond 0.5 a",
        "beyondRange": "beyond a",
        "weightRms": "rms of w",
        "weightedNorm": "weighted norm",
        "weightedDistance": "weighted distance",
    }
    rows = [heads("tensor", *keys.values())]
    for t in every:
        rows.append([names[t["name"]]] + numbers(t["movement"].get(key) for key in keys))
    yield f"Movement at epoch {at}", rows


def bins(folder):
    some = [t for t in folder.last["tensors"] if t["histogram"]]
    head = [name for t in some for name in (f"{t['name']}: from", "count")]
    rows = [heads("bin", *head)]
    for i in range(101):
        row = [count(i + 1)]
        for h in (t["histogram"] for t in some):
            row.append(number(h["low"] + i * (h["high"] - h["low"]) / len(h["counts"])))
            row.append(count(h["counts"][i]))
        rows.append(row)
    yield f"Deviations in each bin at epoch {folder.last['index']}", rows


def rebinned(folder, name):
    """The counts of every epoch over the bins of the last, by docs/measures.md, or of zeros."""
    last = folder.measures(folder.last, name)["histogram"]
    edges = np.linspace(last["low"], last["high"], len(last["counts"]) + 1)
    columns = []
    for t in (folder.measures(e, name) for e in folder.epochs):
        own = t["histogram"]
        if own is None or own == last:
            zeros = np.histogram(np.zeros(t["count"]), edges)[0].tolist()
            columns.append([own["below"], *own["counts"], own["above"]] if own else [0, *zeros, 0])
            continue
        inner = np.linspace(own["low"], own["high"], len(own["counts"]) + 1)
        largest = t["maxAbs"]
        at = [min(-largest, own["low"]), *inner, max(largest, own["high"])]
        below = np.cumsum([0, own["below"], *own["counts"], own["above"]])
        cut = np.floor(np.interp(edges, at, below, 0, t["count"]) + 0.5).astype(int)
        columns.append(np.diff([0, *cut, t["count"]]).tolist())
    return edges, columns


def spreading(folder):
    for name in folder.matrices():
        edges, columns = rebinned(folder, name)
        starts = [words("below"), *(four(edge) for edge in edges[:-1]), words("above")]
        rows = [heads("from", *(f"epoch {e['index']}" for e in folder.epochs))]
        for i, start in enumerate(starts):
            rows.append([start] + counts(column[i] for column in columns))
        yield f"w − w₀ of {name} by epoch", rows


def spread(x):
    keys = ("mean", "sd", "skewness", "percentile2", "percentile25", "median", "percentile75")
    return numbers(x[key] for key in (*keys, "percentile98"))


def conditional(folder):
    for record in folder.conditionals:
        if record["epoch"] == folder.last["index"]:
            name, at = record["tensor"], f"at epoch {record['epoch']}"
            yield f"w − w₀ of {name} by w₀, {at}", changes(record["distribution"])
            yield f"Movement of {name} by |w₀|, {at}", outwards(record["distribution"])
            joint = record["distribution"]["joint"]
            reach = f"{shown(joint['weightReach'])} and {shown(joint['initialReach'])}"
            yield f"Weights of {name} by w and w₀, up to {reach}, {at}", together(joint)


def changes(distribution):
    head = ["w₀ from", "to", "n", "mean of w₀", "mean of w", "2 % of w", "98 % of w", "mode"]
    rows = [heads(*head, "mean", "sd", "skewness", *LISTED.values())]
    for b in distribution["bins"]:
        w = b["weights"]
        row = [four(b["low"]), number(b["high"]), count(b["count"]), number(b["initialMean"])]
        row += numbers([w["mean"], w["percentile2"], w["percentile98"], b["mode"]])
        rows.append(row + spread(b["deviations"]))
    return rows


def outwards(distribution):
    head = ["|w₀| from", "to", "n", "mean of |w₀|", "rms", "mean", "sd", "skewness"]
    rows = [heads(*head, *LISTED.values())]
    for b in distribution["outward"]:
        m = b["movement"]
        row = [four(b["low"]), number(b["high"]), count(b["count"]), number(b["initialMean"])]
        row += [number(math.sqrt(m["mean"] * m["mean"] + m["variance"]))]
        rows.append(row + spread(m))
    return rows


def together(joint):
    a, reach, cells = joint["initialReach"], joint["weightReach"], joint["counts"]
    starts = [-a + 2 * a * i / len(cells) for i in range(len(cells))]
    ends = [-reach + 2 * reach * i / len(cells[0]) for i in range(len(cells[0]))]
    rows = [[words("w from"), four(starts[0], "w₀ from "), *map(four, starts[1:])]]
    for i in reversed(range(len(ends))):
        rows.append([four(ends[i])] + counts(column[i] for column in cells))
    return rows


def law_bins(folder, laws):
    """What each law would have is known up to the last digits of its distribution function."""
    head, columns = ["bin"], [[count(i + 1) for i in range(61)]]
    for name, (edges, start, end, law) in laws.items():
        head += [f"{name}: from", "start", "end", "law"]
        columns += [numbers(map(float, edges[:-1])), counts(start), counts(end)]
        slack = LAST_DIGITS * sum(start)
        columns += [[words("")] * 61 if law is None else [four(v, slack=slack) for v in law]]
    rows = [heads(*head)] + [list(row) for row in zip(*columns, strict=True)]
    yield "Weights in each bin at the start and at the end", rows


def mark(folder):
    for i, name in enumerate(m["name"] for m in folder.last["marks"] or []):
        columns = [
            ("visibility", lambda e, i=i: e["marks"][i]["visibility"]),
            ("spread ratio", lambda e, i=i: e["marks"][i]["spreadRatio"]),
        ]
        yield f"The mark in {name}", by_epoch(folder, columns)


def scores(evaluations):
    return numbers(e[key] for e in evaluations for key in ("loss", "accuracy"))


def paths(folder):
    path, resets = folder.analysis["path"], folder.analysis["resets"]
    names = [e["name"] for e in path[0]["evaluations"]]
    head = [f"{name} {key}" for name in names for key in ("loss", "accuracy")]
    rows = [heads("α", *head)] + [[words(str(p["alpha"]))] + scores(p["evaluations"]) for p in path]
    yield "Loss and accuracy along the line", rows

    rows = [heads("put back", *head)]
    for r in resets:
        rows.append([words(" + ".join(r["layers"]) or "none")] + scores(r["evaluations"]))
    yield "Loss and accuracy with layers put back", rows

    accuracy = {frozenset(r["layers"]): r["evaluations"][-1]["accuracy"] for r in resets}
    layers = [r["layers"][0] for r in resets if len(r["layers"]) == 1]
    rows = [heads("put back", *layers)]
    for one in layers:
        rows.append([words(one)] + numbers(accuracy[frozenset((one, b))] for b in layers))
    yield f"Accuracy on {names[-1]} with each pair put back", rows


def ranks(folder):
    spectra = folder.analysis["spectra"]
    parts = {"initial": "W₀", "trained": "W", "change": "W − W₀"}
    whats = ("σ₁ of ", "effective rank of ", "stable rank of ")
    rows = [heads("tensor", *(what + name for what in whats for name in parts.values()))]
    for m in spectra:
        row = [m[part]["values"][0] for part in parts]
        row += [m[part][key] for key in ("effectiveRank", "stableRank") for part in parts]
        rows.append([words(m["tensor"])] + numbers(row))
    yield "Largest singular value and ranks", rows

    rows = [heads("number", *(f"{m['tensor']} {name}" for m in spectra for name in parts.values()))]
    for i in range(max(len(m["trained"]["values"]) for m in spectra)):
        row = [count(i + 1)]
        for values in (m[part]["values"] for m in spectra for part in parts):
            row.append(four(values[i]) if i < len(values) else words(""))
        rows.append(row)
    yield "Singular values (all digits in analysis.json)", rows


def classes(folder):
    labels, matrix = report_facts.confusion(folder)
    rows = [heads("class", "examples", "right", "recall", "precision", "F1")]
    part = lambda a, b: number(a / b if b else None)  # noqa: E731
    for label, right, of, taken in zip(
        labels, np.diag(matrix).tolist(), matrix.sum(1).tolist(), matrix.sum(0).tolist()
    ):
        row = [words(label), count(of), count(right), part(right, of), part(right, taken)]
        rows.append(row + [part(2 * right, of + taken)])
    yield "Classes", rows
    rows = [heads("class", *(f"taken for {label}" for label in labels))]
    rows += [[words(label)] + counts(row) for label, row in zip(labels, matrix.tolist())]
    yield "What it takes for what, by class", rows
