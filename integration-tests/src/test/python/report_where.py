# SPDX-License-Identifier: Apache-2.0
"""The tables of where weights went by where they started."""

import math

from report_cells import count, counts, four, heads, number, numbers, words
from report_folder import shown

LISTED = {2: "2 %", 25: "25 %", 50: "median", 75: "75 %", 98: "98 %"}


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
