# SPDX-License-Identifier: Apache-2.0
"""The charts of a report, read back by the labels of their axes as their readers do."""

import re

import numpy as np
import report_described
import report_series
from report_axes import WITHIN, Axes, is_cut, path_of, points, same
from report_facts import confusion
from report_folder import is_rounding, text

MARKER = 0.7  # how far the middle of a marker may lie from its point: triangles have theirs higher
CELL = re.compile(r"M(\S+) ([^H]+)H([^V]+)V([^H]+)H[^Z]+Z")


def check(folder, page, tally):
    """Every chart of the page is expected, and every one that is expected is there."""
    expected = report_series.charts(folder, page, tally)
    for svg in page.iter("svg"):
        if svg.get("role") == "img":
            name = svg.get("aria-labelledby").split("-title ")[0]
            what = (name, text(svg.find("title")))
            if tally.check("chart", what in expected, f"{what} is new, or there twice"):
                kind, *contents = expected.pop(what)
                KINDS[kind](what, svg, contents, folder, tally)
                report_described.check(what, kind, svg, contents, folder, tally)
    tally.check("chart", not expected, f"missing: {list(expected)}")


def stack(what, svg, charts, folder, tally):
    """Charts one above the other, and numbered lines through all of them."""
    bodies = [g for g in svg.findall("g") if g.get("transform")]
    tally.check("chart", len(bodies) == len(charts), f"{what}: {len(bodies)} charts")
    for body, series in zip(bodies, charts):
        lines(what, body, series, folder, tally)
    axes = Axes(bodies[0], what, tally)
    for group in (g for g in svg.findall("g") if g.find("circle") is not None):
        at = axes.at("x", int(re.match(r"epoch (\d+): ", text(group.find("title")))[1]))
        places = [float(group.find("circle").get("cx"))]
        places += [float(line.get(x)) for line in group.iter("line") for x in ("x1", "x2")]
        for place in places:
            tally.near("note", place, at, WITHIN, f"{what}: {text(group.find('title'))}")


def lines(what, svg, contents, folder, tally):
    series, notes = contents
    body = svg if svg.tag == "g" else svg.find("g")
    axes = Axes(body, what, tally)
    groups = [g for g in body.findall("g") if g.find("title") is not None]
    names = [text(group.find("title")) for group in groups]
    tally.check("line", names == list(series), f"{what}: lines {names}")
    for group, (name, (xs, ys)) in zip(groups, series.items()):
        label, expected = f"{what}, {name}", path_of(axes, xs, ys)
        path = next((p for p in group.findall("path") if p.get("fill") == "none"), None)
        drawn = [] if path is None else points(path)
        tally.counts["point"] += len(drawn)
        tally.check("line", same(drawn, expected), f"{label}: {drawn}, expected {expected}")
        markers(label, name, group, axes, xs, ys, tally)
    for group in (g for g in body.findall("g")[1:] if g.find("text") is not None):
        note = text(group.find("text"))
        at = notes.get(note) if note in notes else int(re.search(r"epoch (\d+)$", note)[1])
        tally.near("note", float(group.find("line").get("x1")), axes.at("x", at), WITHIN, note)


def markers(label, name, group, axes, xs, ys, tally):
    """Each tells its value; of short lines every point has one, zeros on the edge of log axes."""
    known = {round(axes.at("x", x), 1): (x, y) for x, y in zip(xs, ys) if y is not None}
    if is_cut(axes, xs, ys):
        del known[round(axes.at("x", 0), 1)]
    found = 0
    for marker in group:
        if marker.find("title") is None:
            continue
        found += 1
        if marker.tag == "circle":
            x, y = float(marker.get("cx")), float(marker.get("cy"))
        else:
            corners = points(marker)
            x, y = ((min(c) + max(c)) / 2 for c in zip(*(p[1:] for p in corners)))
        near = [at for at in known if abs(at - x) < 0.1]
        if not tally.check("marker", len(near) == 1, f"{label}: marker at {x} {y}"):
            continue
        start, value = known[near[0]]
        height = axes.at("y", value) if axes.shows(value) else axes.bottom
        where, _, said = text(marker.find("title")).rpartition(": ")
        named, where = where.startswith(f"{name}, "), where.rpartition(" ")[2]
        holds = named and abs(y - height) < MARKER and float(said) == value
        holds = holds and (float(where) == start or is_rounding(where, start))
        tally.check("marker", holds, f"{label}: {said} at {y}, expected {value} at {height}")
    few = len(ys) <= 26
    tally.check("marker", found == len(known) if few else found > 4, f"{label}: {found} markers")


def heat(what, svg, contents, folder, tally):
    """Cells in twelve shades, lines over them, and how many counts lie beyond what is drawn."""
    x_edges, y_edges, shades, series, beyond = contents
    axes = Axes(svg, what, tally)
    x, y = ([axes.at(axis, e) for e in edges] for axis, edges in (("x", x_edges), ("y", y_edges)))
    middle = (np.convolve(x, [0.5, 0.5], "valid"), np.convolve(y, [0.5, 0.5], "valid"))
    drawn = np.zeros((len(x) - 1, len(y) - 1))
    times = np.zeros_like(drawn, dtype=int)
    group = next(g for g in svg.findall("g") if g.get("class") == "heat")
    for path in group:
        for cell in CELL.findall(path.get("d")):
            left, bottom, right, top = map(float, cell)
            for edge, edges in ((left, x), (right, x), (bottom, y), (top, y)):
                tally.check("edge", min(abs(e - edge) for e in edges) < WITHIN, f"{what}: {cell}")
            across, up = (left < middle[0]) & (middle[0] < right), (top < middle[1]) & (
                middle[1] < bottom
            )
            drawn[np.ix_(across, up)] = float(path.get("fill-opacity"))
            times[np.ix_(across, up)] += 1
    inside = (axes.top < middle[1]) & (middle[1] < axes.bottom)
    expected = np.round(0.85 * np.ceil(12 * shades * (1 - 1e-12)) / 12, 4) * inside
    for column, row in np.ndindex(*drawn.shape):
        holds = abs(drawn[column, row] - expected[column, row]) < 0.00501
        holds = holds and times[column, row] == (expected[column, row] > 0)
        where = f"{what}: column {column}, row {row}: {drawn[column, row]}"
        tally.check("shade", holds, f"{where}, expected {expected[column, row]}")
    beyond(int(inside.argmax()), len(inside) - int(inside[::-1].argmax()))
    paths = [p for p in svg if p.tag == "path"]
    wanted = [path_of(axes, *line, within=True) for line in series.values()]
    wanted = [path for path in wanted if path]
    tally.check("line", len(paths) == len(wanted), f"{what}: {len(paths)} lines")
    for path, line in zip(paths, wanted):
        tally.counts["point"] += len(line)
        tally.check("line", same(points(path), line), f"{what}: {points(path)}, not {line}")


def histogram(what, svg, contents, folder, tally):
    """Bars and outlines as steps, and lines at a few places."""
    edges, heights, places = contents
    axes = Axes(svg, what, tally)
    paths = svg.findall("path")
    tally.check("line", len(paths) == len(heights), f"{what}: {len(paths)} outlines")
    x = [axes.at("x", edge) for edge in edges]
    for path, counts in zip(paths, heights):
        wanted = [("M", x[0], axes.bottom)]
        for left, right, c in zip(x, x[1:], counts):
            top = min(axes.bottom, axes.at("y", c)) if c > 0 else axes.bottom
            wanted += [("L", left, top), ("L", right, top)]
        wanted.append(("L", x[-1], axes.bottom))
        tally.counts["bar"] += len(counts)
        tally.check("line", same(points(path), wanted), f"{what}: {points(path)}, not {wanted}")
    found = [float(line.get("x1")) for line in svg.findall("line")]
    tally.check("note", len(found) == len(places), f"{what}: {len(found)} marks")
    for place, value in zip(found, places):
        tally.near("note", place, axes.at("x", value), WITHIN, f"{what}: mark at {value}")


def matrix(what, svg, contents, folder, tally):
    """Every cell at its place with its number, the darker the more mistakes."""
    labels, counts = confusion(folder)
    cells = [g for g in svg.findall("g") if g.find("rect") is not None]
    tally.check("chart", len(cells) == counts.size, f"{what}: {len(cells)} cells")
    beside = [text(t) for t in svg.findall("text")[2:]]
    twice = [label for label in labels for _ in ("row", "column")]
    tally.check("chart", beside == twice, f"{what}: {beside}, not {twice}")
    side, light = float(cells[0].find("rect").get("width")), {}
    corner = [float(cells[0].find("rect").get(key)) for key in ("x", "y")]
    for i, cell in enumerate(cells):
        row, column = divmod(i, len(labels))
        rect, written, count = cell.find("rect"), cell.find("text"), int(counts[row, column])
        places = [float(rect.get("x")), float(rect.get("y"))]
        holds = places == [corner[0] + side * column, corner[1] + side * row]
        said = f"{count:,} of class {labels[row]} taken for {labels[column]}"
        holds = holds and text(cell.find("title")) == said
        number = "" if written is None else text(written)
        holds = holds and number == (str(count) if count or row == column else "")
        tally.check("number", holds, f"{what}: row {row}, column {column}: {number}, not {count}")
        fill = rect.get("fill")
        brightness = sum(int(fill[at : at + 2], 16) for at in (1, 3, 5))
        if row == column:
            tally.check("colour", fill == cells[0].find("rect").get("fill"), f"{what}: {fill}")
        else:
            light.setdefault(count, set()).add(brightness)
    order = [light[count] for count in sorted(light)]
    holds = all(len(b) == 1 for b in order) and order == sorted(order, key=min, reverse=True)
    tally.check("colour", holds, f"{what}: brightness {light}")
    tally.check("colour", light.get(0, {765}) == {765}, f"{what}: zero is white")


KINDS = {"stack": stack, "lines": lines, "heat": heat, "histogram": histogram, "matrix": matrix}
