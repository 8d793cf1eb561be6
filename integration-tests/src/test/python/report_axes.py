# SPDX-License-Identifier: Apache-2.0
"""Where the numbers of a chart lie, by the labels of its axes alone."""

import math
import re

from report_folder import text

WITHIN = 0.03  # units of a drawing, whose coordinates have two decimals
TICK = re.compile(r"-?[0-9.]+(e-?[0-9]+)?")


class Axes:
    """Where numbers lie, by the labels of the ticks and whether the axis calls itself log."""

    def __init__(self, body, what, tally):
        frame = body.find("g")
        labels = frame.findall("text")
        self.log = any(text(label).endswith("log axis") for label in labels)
        self.ticks = {"x": [], "y": []}
        for label in labels:
            if TICK.fullmatch(text(label)):
                axis = "y" if label.get("text-anchor") == "end" else "x"
                place = float(label.get(axis)) - (4.5 if axis == "y" else 0)
                self.ticks[axis].append((place, float(text(label))))
        axes = frame.findall("line")[-2:]
        self.left, self.right = (float(axes[0].get(key)) for key in ("x1", "x2"))
        self.top, self.bottom = (float(axes[1].get(key)) for key in ("y1", "y2"))
        for axis, ticks in self.ticks.items():
            tally.check("axis", len(ticks) > 1, f"{what}: no two ticks on {axis}")
            for place, value in ticks:
                near = abs(self.at(axis, value) - place) < WITHIN
                tally.check("axis", near, f"{what}: tick {value} of {axis}")

    def at(self, axis, value):
        (p, a), (q, b) = self.ticks[axis][0], self.ticks[axis][-1]
        if axis == "y" and self.log:
            return p + (q - p) * math.log(value / a) / math.log(b / a)
        return p + (q - p) * (value - a) / (b - a)

    def point(self, x, y):
        return self.at("x", x), self.at("y", y)

    def shows(self, y):
        return y is not None and (y > 0 or not self.log)

    def holds(self, x, y):
        inside = self.left - WITHIN < x < self.right + WITHIN
        return inside and self.top - WITHIN < y < self.bottom + WITHIN


def points(path):
    found = re.findall(r"([ML])(-?[\d.]+) (-?[\d.]+)", path.get("d"))
    return [(command, float(x), float(y)) for command, x, y in found]


def same(found, expected):
    """Whether the same commands lead to the same places."""
    return len(found) == len(expected) and all(
        a[0] == b[0] and abs(a[1] - b[1]) < WITHIN and abs(a[2] - b[2]) < WITHIN
        for a, b in zip(found, expected)
    )


def is_cut(axes, xs, ys):
    """Whether a line starts beyond a linear axis, and comes in from its edge."""
    if axes.log or xs[0] != 0 or ys[0] is None:
        return False
    height = axes.at("y", ys[0])
    return height < axes.top - WITHIN or height > axes.bottom + WITHIN


def comes_in(axes, xs, ys):
    """Where the straight line from a start beyond the axis to the next point crosses the edge."""
    (x, y), (to_x, to_y) = (axes.point(xs[i], ys[i]) for i in (0, 1))
    edge = axes.top if y < axes.top else axes.bottom
    return x + (edge - y) / (to_y - y) * (to_x - x), edge


def path_of(axes, xs, ys, within=False):
    """A line breaks where there is no value to show."""
    path, command = [], "M"
    if not within and is_cut(axes, xs, ys):
        if len(ys) > 1 and ys[1] is not None:
            path, command = [("M", *comes_in(axes, xs, ys))], "L"
        xs, ys = xs[1:], ys[1:]
    for x, y in zip(xs, ys):
        shown = axes.shows(y) and (not within or axes.holds(*axes.point(x, y)))
        if shown:
            path.append((command, *axes.point(x, y)))
        command = "L" if shown or within and path else "M"
    return path
