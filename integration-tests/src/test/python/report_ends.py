# SPDX-License-Identifier: Apache-2.0
"""The tables of what the run left: losses at other weights, singular values, and classes."""

import numpy as np
from report_cells import count, counts, four, heads, number, numbers, words
from report_facts import confusion


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
    labels, matrix = confusion(folder)
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
