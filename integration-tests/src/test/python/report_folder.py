# SPDX-License-Identifier: Apache-2.0
"""A run folder as anybody can read it, numbers as the report shows them, and a tally of checks."""

import json
import math
import re
from collections import Counter
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import onnx
from onnx import numpy_helper

LAST_DIGITS = 1e-12


class Tally:
    """How much was checked of each kind, and what did not hold."""

    def __init__(self):
        self.counts = Counter()
        self.failures = []

    def check(self, kind, holds, what):
        self.counts[kind] += 1
        if not holds:
            self.failures.append(f"{kind}: {what}")
        return holds

    def near(self, kind, found, expected, within, what):
        """None means that there is no such number, on both sides."""
        if found is None or expected is None:
            return self.check(kind, found is expected, f"{what} is {found}, not {expected}")
        holds = abs(found - expected) <= within
        return self.check(kind, holds, f"{what} is {found!r}, not {expected!r}")


class Folder:
    """The record and the networks."""

    def __init__(self, path):
        self.path = Path(path)
        self.run = self.json("run.json")
        self.epochs = self.lines("epochs.jsonl")
        self.conditionals = self.lines("conditional.jsonl")
        self.analysis = self.json("analysis.json")
        self.classification = self.json("classification.json")
        self.last = self.epochs[-1]
        self.networks = {0: weights(self.path / "initial.onnx")}
        for file in self.path.glob("checkpoints/epoch-*.onnx"):
            self.networks[int(file.stem.split("-")[1])] = weights(file)
        self.networks[self.last["index"]] = weights(self.path / "trained.onnx")
        self.start, self.end = self.networks[0], self.networks[self.last["index"]]

    def json(self, name):
        return json.loads((self.path / name).read_text("utf-8"))

    def lines(self, name):
        return [json.loads(line) for line in (self.path / name).read_text("utf-8").splitlines()]

    def page(self):
        """The report; it is well-formed XML but for its first line."""
        text = (self.path / "report/index.html").read_text("utf-8")
        return ElementTree.fromstring(text.partition("\n")[2])

    def measures(self, epoch, name):
        return next(t for t in epoch["tensors"] + [epoch["total"]] if t["name"] == name)

    def matrices(self):
        return [name for name, values in self.start.items() if values.ndim == 2]


def weights(file):
    tensors = onnx.load(str(file)).graph.initializer
    return {t.name: numpy_helper.to_array(t).astype(np.float64) for t in tensors}


def text(element):
    return "".join(element.itertext())


def ratio(tensor):
    """The norm by the initial one, where there is one."""
    return tensor["norm"] / tensor["initialNorm"] if tensor["initialNorm"] else None


def percent(share):
    return None if share is None else float(Decimal(repr(share)) * 100)


def wrong(accuracy):
    """The error rate in percent, as charts have it."""
    return None if accuracy is None else float((1 - Decimal(repr(accuracy))) * 100)


def shown(value):
    """A number with four digits, as the page writes it within sentences."""
    if value == 0:
        return "0"
    rounded = Context(prec=4, rounding=ROUND_HALF_EVEN).create_decimal(Decimal(value))
    if not 1e-4 <= abs(rounded) < 1e7:
        mantissa, exponent = f"{value:.3e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    return str(Decimal(value).quantize(1)) if abs(rounded) >= 1000 else format(rounded, "f")


def is_rounding(written, value, slack=0.0):
    """Whether a text is a number rounded to its own digits, four or more of them."""
    if not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", written):
        return False
    if not math.isfinite(value):
        return False
    number = Decimal(written)
    half = Decimal(5).scaleb(number.as_tuple().exponent - 1) * Decimal("1.000001")
    if abs(number - Decimal(value)) > half + Decimal(slack):
        return False
    return len(number.as_tuple().digits) >= 4 or float(written) == value or bool(slack)
