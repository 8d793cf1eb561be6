# SPDX-License-Identifier: Apache-2.0
"""The tables of a report, each built anew from the record and compared cell by cell."""

import numpy as np
import report_facts
from report_cells import count, counts, four, heads, number, numbers, share, words
from report_ends import classes, paths, ranks
from report_folder import LAST_DIGITS, ratio, text
from report_where import conditional


def check(folder, page, tally):
    """Every table of the page is expected, and every one that is expected is there."""
    expected = {}
    laws = report_facts.laws(folder, page, tally)
    own = (epochs, tensors, bins, spreading, mark)
    for build in (*own, conditional, paths, ranks, classes):
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
        ("training dead share", lambda e: e["deadFraction"]),
    ]
    for i, data in enumerate(folder.last["validation"]):
        for key, name in (("loss", "loss"), ("accuracy", "accuracy"), ("deadFraction", "dead share")):
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
