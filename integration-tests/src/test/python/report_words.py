# SPDX-License-Identifier: Apache-2.0
"""The numbers in a report's sentences, each rounded from the one that it stands for."""

import re
from collections import Counter

import numpy as np
from report_facts import confusion, layers
from report_folder import is_rounding, percent, text

NUMBER = re.compile(r"(?<![\w.,₀-])-?\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?(?![\w₀])")
SENTENCES = ("h1", "h2", "h3", "h4", "p", "figcaption", "li", "dd", "dt", "summary")

# Whose numbers are part of their words, or are compared with the chart or picture beside them.
SAID = {
    "at 1 a matrix has moved": ["1"],
    "^The norm of the weights relative": ["1"],
    "^ReLUs that are 0 for": ["0"],
    "Lines join the means of w₀ of bins that hold": ["200"],
    "^ *2 % and 98 %$": ["2", "98"],
    "^ *25 % and 75 %$": ["25", "75"],
    "^At 0 weights stay|^Above 0 weights grew": ["0"],
    "in the same 61 bins": ["61"],
    "strongest beyond 99.5 % of its values": ["99.5"],
    "^Part of tensor started at exactly zero": ["1", "0", "0.5", "1"],
    "^Gone where visibility is down": ["0.5", "1"],
    "^0 is the untrained network": ["0", "1"],
    "^Colours from|^Start: |fullest of its column; |off by up to ": None,
}


def check(folder, page, tally):
    """A sentence with a number must be one of those expected, whose numbers are then compared."""
    names = sorted(folder.start, key=len, reverse=True)
    rules = [(re.compile(key), values) for key, values in [*SAID.items(), *sentences(folder)]]
    recorded_distances(folder, page, tally)
    for sentence in elements(page):
        plain = sentence.replace("SHA-256", "")
        for name in names:
            plain = plain.replace(name, "tensor")
        found = NUMBER.findall(plain)
        if not found:
            continue
        fitting = [values for key, values in rules if key.search(plain)]
        if not tally.check("sentence", len(fitting) == 1, f"'{sentence}' is new"):
            continue
        values = fitting[0]
        if values is not None:
            values = values if isinstance(values, list) else next(values)
            tally.counts["told"] += len(found)
            holds = len(values) == len(found) and all(map(is_told, found, values))
            tally.check("sentence", holds, f"'{sentence}', expected {values}")


def elements(element):
    """Every text but the tables, charts, definitions and code, which have checks of their own."""
    if element.tag in SENTENCES:
        yield text(element)
        yield from (image.get("alt") for image in element.iter("img"))
    elif "card" in (element.get("class") or "").split():
        yield ": ".join(text(part) for part in element)
    elif element.tag == "img":
        yield element.get("alt")
    elif element.tag not in ("table", "svg", "pre", "nav", "head"):
        for child in element if element.get("id") != "definitions" else []:
            yield from elements(child)


def is_told(written, value):
    plain = written.replace(",", "")
    if isinstance(value, str):
        return plain == value
    if isinstance(value, tuple):  # with a number of decimals, as shares and seconds
        return abs(float(plain) - value[0]) <= 0.500001 * 10.0 ** -value[1]
    return float(plain) == value or is_rounding(plain, value)


def sentences(folder):
    """By a part of each sentence that has numbers what these are, in order, once or each time."""
    run, first, last, total = folder.run, folder.epochs[0], folder.last, folder.last["total"]
    at, sets = last["index"], last["validation"]
    share = lambda value: (percent(value), 2)  # noqa: E731
    day, clock = run["startedAt"][:10].split("-"), run["startedAt"][11:16].split(":")
    yield f"^How far a {layers(run)} network moved$", [run["features"]]
    yield "examples; started ", [run["training"]["examples"], day[0], *clock]

    took = (run["ending"]["wallSeconds"], 1)
    yield "^Training completed all", [run["plannedEpochs"], took]
    reached = [v for s in sets for v in (s["loss"], share(s["accuracy"]))]
    start = [at, last["epochEndLoss"], share(last["epochEndAccuracy"])]
    yield "^After epoch ", start + reached
    relative = [folder.measures(last, name)["relativeDistance"] for name in folder.matrices()]
    moved = [total["distance"], total["relativeDistance"], total["initialNorm"]]
    yield "together moved a distance of", moved + relative
    yield "^training loss: ", [last["epochEndLoss"], first["epochEndLoss"]]
    name, scores = sets[0]["name"], [e["validation"][0]["loss"] for e in folder.epochs]
    yield f"^{name} loss: ", [scores[-1], scores[0]]
    yield f"^{name} accuracy: ", [share(sets[0]["accuracy"])]
    best = scores.index(min(scores))
    yield f"^lowest {name} loss: ", [scores[best], folder.epochs[best]["index"]]
    yield "^Epoch \\d+: lowest", [folder.epochs[best]["index"]]
    yield "^weights moved by: ", [total["relativeDistance"]]
    yield from alarms(folder)

    yield "^Histograms of w − w₀", [at]
    shapes = [t for t in last["tensors"] if t["histogram"]]
    yield "values, rms ", (deviation(t) for t in shapes)
    yield "^tensor at epoch \\d+$", [at]
    matrix = folder.start[folder.matrices()[0]]
    units, side = min(36, matrix.shape[1]), run["inputShape"]
    yield ": the incoming weights of all", [units, *side, "99.5"]
    yield "^Tiles with ", None  # the caption has the same range
    yield "Evaluated on ", [e["examples"] for e in folder.analysis["path"][0]["evaluations"]]
    yield "^Effective rank of W", (rank(m) for m in folder.analysis["spectra"])
    counts = confusion(folder)[1]
    yield "the trained network takes", [int(counts.sum()), int(counts.sum() - np.trace(counts))]
    worst, labels = folder.classification["worst"], folder.classification["labels"]
    of = [[labels[m["truth"]], labels[m["predicted"]]] for m in worst]
    both = [[m["truthScore"], m["predictedScore"], m["index"]] for m in worst]
    yield " against .*; example ", (a + b for a, b in zip(of, both))
    yield "^Example \\d+, ", ([b[2], *a] for a, b in zip(of, both))
    yield "minus the initial ones", [at]


def alarms(folder):
    """Of alarms how many there are, and at which epochs something happened."""
    every = [alarm for e in folder.epochs for alarm in e["alarms"]]
    if not every:
        return
    at = every[0]["epoch"]
    alike = [a for a in every if (a["kind"], a["epoch"]) == (every[0]["kind"], at)]
    yield "were raised, first ", [len(alike), at]
    yield "^See all |were raised\\.$", [len(every)]
    kinds = [[a for a in every if a["kind"] == k] for k in dict.fromkeys(a["kind"] for a in every)]
    yield "^tensor.*, from epoch ", ([len({a["tensor"] for a in k}) - 1, at] for k in kinds)
    rates = [e["learningRate"] for e in folder.epochs]
    counts = Counter(a["kind"] for a in every).values()
    change = [rates[at - 1], rates[at]]
    yield "^Epoch \\d+: the learning rate goes", [at, *map(float, change), *counts]


def deviation(t):
    outside = [t["histogram"]["below"], t["histogram"]["above"]]
    return [t["count"], t["rms"]] + (outside if any(outside) else [])


def rank(matrix):
    zeros = 0
    for part in ("initial", "trained", "change"):
        values = matrix[part]["values"]
        zeros += sum(v <= values[0] * len(values) * np.finfo(float).eps for v in values)
    values = [matrix["change"]["effectiveRank"], len(matrix["change"]["values"])]
    return values + ([zeros] if zeros else [])


def recorded_distances(folder, page, tally):
    """What the page says that its own lines of Python print."""
    block = [text(pre) for pre in page.iter("pre")][-1].splitlines()
    expected = [f"{t['name']} {t['distance']!r}" for t in folder.last["tensors"]]
    for line, wanted in zip(block, expected, strict=True):
        holds = line.split()[0] == wanted.split()[0]
        holds = holds and float(line.split()[1]) == float(wanted.split()[1])
        tally.check("told", holds, f"'{line}', not '{wanted}'")
