# SPDX-License-Identifier: Apache-2.0
"""What charts say in words to those who cannot see them, and on pointing at a column."""

import re

import numpy as np
from report_facts import confusion
from report_folder import is_rounding, shown, text
from report_tables import rebinned

VALUE = r"(-?[\d.]+(?:e-?\d+)?)"


def check(what, kind, svg, contents, folder, tally):
    words, number = text(svg.find("desc")), what[0].rpartition("-")[2]
    if kind == "stack":
        for series, _ in contents:
            lines(what, words, series, tally)
    elif kind == "lines":
        lines(what, words, contents[0], tally)
    elif kind == "matrix":
        counts = confusion(folder)[1]
        right = int(np.trace(counts))
        said = f"{right:,} on the diagonal, {counts.sum() - right:,} beside it; "
        tally.check("described", words.startswith(said), f"{what}: {words}")
    elif what[0].startswith("deviations"):
        deviations(what, words, folder.measures(folder.last, what[1])["histogram"], tally)
    elif what[0].startswith("laws"):
        reach = shown(contents[0][-1])
        said = f"Weights from -{reach} to {reach} at the start and at the end. Law of the start: "
        tally.check("described", words.startswith(said), f"{what}: {words}, not {said}")
    elif what[0].startswith("to-"):
        last = [c for c in folder.conditionals if c["epoch"] == folder.last["index"]]
        count = last[int(number)]["distribution"]["count"]
        tally.check("described", words.startswith(f"{count:,} weights. "), f"{what}: {words}")
        lines(what, words, {"mean": contents[3]["mean"]}, tally)
    else:
        tips(what, words, svg, folder, tally)


def lines(what, words, series, tally):
    """Where each line begins and ends, and between what it lies."""
    for name, (xs, ys) in series.items():
        known = [(x, y) for x, y in zip(xs, ys) if y is not None]
        values = [y for _, y in known]
        (x0, y0), (x1, y1) = known[0], known[-1]
        ends = rf"{VALUE} at \S+ {VALUE}, {VALUE} at \S+ {VALUE}, between {VALUE} and {VALUE}\."
        found = re.search(rf"(?:^|\. ){re.escape(name)}: {ends}", words)
        expected = [y0, x0, y1, x1, min(values), max(values)]
        holds = found and all(
            float(written) == value or is_rounding(written, value)
            for written, value in zip(found.groups(), expected)
        )
        tally.check("described", holds, f"{what}, {name}: {words}, expected {expected}")


def deviations(what, words, h, tally):
    outside = "none outside the range."
    if h["below"] or h["above"]:
        outside = f"{h['below']:,} below and {h['above']:,} above the range."
    within = f"{sum(h['counts']):,} deviations from {shown(h['low'])} to {shown(h['high'])}"
    tally.check("described", words == f"{within}, {outside}", f"{what}: {words}")


def tips(what, words, svg, folder, tally):
    """The rms of each epoch, and what lies outside of the map."""
    name = what[1].split(",")[0]
    expected = []
    for e, column in zip(folder.epochs, rebinned(folder, name)[1]):
        rms, outside = folder.measures(e, name)["rms"], column[0] + column[-1]
        also = f", {outside:,} outside" if outside else ""
        expected.append(f"epoch {e['index']}: rms {shown(rms)}{also}")
    found = [text(rect) for rect in svg.findall("rect")]
    tally.check("described", found == expected, f"{what}: {found}, not {expected}")
    tally.check("described", words == f"{expected[0]}. {expected[-1]}.", f"{what}: {words}")
