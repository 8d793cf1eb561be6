# SPDX-License-Identifier: Apache-2.0
"""What several parts of a report rest on, and the tables of words about how it came about."""

import math
import re

import numpy as np
from report_cells import Cell, words
from report_folder import LAST_DIGITS, is_rounding, shown, text

WIDEST = 4  # times the largest initial weight: so far go the histograms of start and end


def drawings(page, kind):
    """The figures with a chart of some kind, in order."""
    for figure in page.iter("figure"):
        svg = next((s for s in figure.iter("svg") if s.get("role") == "img"), None)
        if svg is not None and re.match(rf"{kind}(-\d+)?-title ", svg.get("aria-labelledby")):
            yield figure, svg


def laws(folder, page, tally):
    """Of each matrix the edges of its bins, the counts at both ends, and what its law has there.

    Which law it is, is read in the caption, and must be the one of the record's distributions.
    """
    found = {}
    recorded = {d["tensor"]: d for d in folder.epochs[1]["distributions"]}
    for figure, svg in drawings(page, "laws"):
        name, caption = text(svg.find("title")), text(figure.find("figcaption"))
        w0, w = folder.start[name].ravel(), folder.end[name].ravel()
        a = np.abs(w0).max()
        reach = min(max(a, np.abs(w).max()), WIDEST * a)
        edges = np.linspace(-reach, reach, 62)
        start = np.histogram(w0, 61, (-reach, reach))[0].tolist()
        end = np.histogram(w, 61, (-reach, reach))[0].tolist()
        outside = len(w) - sum(end)
        said = f"Of the end, {outside or 'none':,} outside" if outside else "Of the end, none"
        tally.check("sentence", said in caption, f"{name}: '{caption}', outside are {outside}")
        law = recorded.get(name, {"uniform": None, "normal": None})
        numbers = re.findall(r"-?\d+\.\d+(?:e-?\d+)?", caption.partition(". ")[0])
        if "uniform over" in caption:
            bound = a * (len(w0) + 1) / len(w0)
            tally.near("record", law["uniform"]["bound"], bound, LAST_DIGITS * a, name)
            below = np.clip((edges + bound) / (2 * bound), 0, 1)
            values = [bound]
        elif "normal with mean" in caption:
            mean, sd = math.fsum(w0) / len(w0), w0.std()
            tally.check("record", law["normal"] is not None, f"{name}: normal")
            below = np.array([math.erf((e - mean) / sd / math.sqrt(2)) for e in edges]) / 2
            values = [mean, sd]
        else:
            holds = "neither" in caption and not law["uniform"] and not law["normal"]
            tally.check("sentence", holds, f"{name}: {caption}")
            below, values = None, []
        holds = len(numbers) == len(values) and all(map(is_rounding, numbers, values))
        tally.check("sentence", holds, f"{name}: {caption}, computed {values}")
        expected = None if below is None else (len(w0) * np.diff(below)).tolist()
        found[name] = (edges, start, end, expected)
    tally.check("chart", list(found) == folder.matrices(), f"laws of {list(found)}")
    return found


def confusion(folder):
    """The labels in the order of the page, and the counts in that order."""
    record = folder.classification
    order = sorted(range(len(record["labels"])), key=lambda i: natural(record["labels"][i]))
    matrix = np.zeros((len(order), len(order)), int)
    for cell in record["confusion"]:
        matrix[order.index(cell["truth"]), order.index(cell["predicted"])] = cell["count"]
    return [record["labels"][i] for i in order], matrix


def natural(name):
    """For an order in which 10 comes after 9."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def duration(seconds):
    """As the page has it: 2.1 s, 3 min 20 s."""

    def holds(written, title):
        parts = re.fullmatch(r"(?:(\d+)\u00a0min )?([\d.]+)\u00a0s", written)
        found = float(parts[2]) + 60 * int(parts[1] or 0) if parts else math.inf
        return abs(found - seconds) <= (0.0501 if seconds < 60 else 0.501)

    return Cell(holds)


def layers(run):
    """The sizes of the layers, as 784-24-16-10."""
    matrices = [t["shape"] for t in run["architecture"] if len(t["shape"]) == 2]
    return "-".join(str(size) for size in [run["features"], *(shape[1] for shape in matrices)])


def tables(folder):
    run = folder.run
    parameters = sum(math.prod(t["shape"]) for t in run["architecture"])
    yield "Run", [
        [words("run id"), words(run["runId"])],
        [words("started"), words(run["startedAt"])],
        [words("trainer"), words(run["trainer"])],
        [words("layer sizes"), words(layers(run))],
        [words("parameters"), words(f"{parameters:,} in {len(run['architecture'])} tensors")],
        [words("inputs, outputs"), words(f"{run['features']}, {run['outputs']}")],
        [words("epochs planned"), words(f"{run['plannedEpochs']:,}")],
        [words("last epoch"), words(f"{folder.last['index']:,}")],
        [words("ending"), words(run["ending"]["reason"])],
        [words("wall time"), duration(run["ending"]["wallSeconds"])],
    ]
    data = []
    for part in [run["training"], *run["validation"]]:
        source = part["provenance"]["datasource"].rpartition(".")[2]
        data.append([words(part["name"]), words(f"{part['examples']:,} examples, from {source}")])
        key = "datasource.content-hash"
        data.append([words(f"{part['name']}: {key}"), words(part["provenance"][key])])
        yield part["name"], pairs(part["provenance"])
    yield "Data", data
    settings = {
        key: value
        for key, value in run["configuration"].items()
        if value.strip() and not key.endswith("host-short-name")
    }
    yield "Configuration", pairs(settings)
    kernels = {k: v for k, v in run["environment"].items() if "kernel" in k}
    yield "Environment", pairs(kernels) + pairs(
        {k: v for k, v in run["environment"].items() if k not in kernels}
    )
    alarms = [alarm for e in folder.epochs for alarm in e["alarms"]]
    if alarms:
        rows = [[words(h) for h in ("epoch", "alarm", "severity", "tensor", "figures")]]
        for a in alarms:
            figures = ", ".join(f"{key} {shown(value)}" for key, value in a["figures"].items())
            row = [str(a["epoch"]), a["kind"], a["severity"], a["tensor"], figures]
            rows.append([words(cell) for cell in row])
        yield "Alarms by epoch", rows


def pairs(facts):
    return [[words(key), words(value)] for key, value in sorted(facts.items())]
