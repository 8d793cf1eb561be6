#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Trains the same network from the same weights with PyTorch and with InitTrace, and compares.

The work: a perceptron 784-w-w-10 with ReLU, as PyTorch starts it; cross-entropy and plain SGD at
rate 0.1 over batches of 128, the last one smaller, in the order of the files; pixels divided by
255. PyTorch's start is handed over twice, as Gemm with matrices [out, in], as its exporter writes
them, and as MatMul and Add with matrices [in, out]. Losses and weights must agree to 1e-4.

PyTorch computes with one thread: with another number it sums in another order, and where a unit
then falls to the other side of ReLU's kink, it parts from itself. After an epoch of MNIST, PyTorch
with two threads had weights 3e-4 away from its own with one, and in float64 6e-3.

Needs: the jar (mvn -DskipTests package), python3 with torch, onnx, onnxscript and numpy.
Usage: benchmarks/same_start_pytorch.py [--data-dir DIR] [--width 64] [--epochs 1]

With --record FOLDER, nothing is compared: the two files and PyTorch's losses are left there, as
they are in integration-tests/src/test/resources/io/github/inittrace/it/same-start (--width 32).
"""
import argparse
import gzip
import json
import math
import pathlib
import subprocess
import sys
import tempfile

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEBIAN = "/usr/share/datasets/fashion-mnist"
AGREEMENT = 1e-4
BATCH, RATE = 128, 0.1


def idx(folder, name, offset):
    path = pathlib.Path(folder, name)
    raw = path.read_bytes() if path.exists() else gzip.open(f"{path}.gz").read()
    return numpy.frombuffer(raw, numpy.uint8, offset=offset)


def images(folder, part):
    pixels = idx(folder, f"{part}-images-idx3-ubyte", 16).reshape(-1, 784)
    labels = idx(folder, f"{part}-labels-idx1-ubyte", 8).astype(numpy.int64)
    return torch.from_numpy(pixels * numpy.float32(1 / 255)), torch.from_numpy(labels)


def network(width):
    torch.set_num_threads(1)
    torch.manual_seed(20261122)
    linear, relu = torch.nn.Linear, torch.nn.ReLU
    hidden = [linear(784, width), relu(), linear(width, width), relu()]
    return torch.nn.Sequential(*hidden, linear(width, 10))


def loss_of(model, x, y):
    with torch.no_grad():
        return torch.nn.functional.cross_entropy(model(x).double(), y).item()


def export_gemm(model, file):
    example = (torch.zeros(2, 784),)
    torch.onnx.export(model, example, str(file), dynamo=True, external_data=False, verbose=False)
    exported = onnx.load(file)
    for node in exported.graph.node:
        del node.metadata_props[:]  # stack traces through this machine's folders
    onnx.save(exported, file)


def export_matmul(model, file):
    nodes, tensors, at = [], [], "x"
    linears = [part for part in model if isinstance(part, torch.nn.Linear)]
    for i, linear in enumerate(linears, 1):
        tensors.append(numpy_helper.from_array(linear.weight.detach().numpy().T.copy(), f"w{i}"))
        tensors.append(numpy_helper.from_array(linear.bias.detach().numpy(), f"b{i}"))
        nodes.append(helper.make_node("MatMul", [at, f"w{i}"], [f"xw{i}"]))
        nodes.append(helper.make_node("Add", [f"b{i}", f"xw{i}"], [f"z{i}"]))
        at = f"z{i}"
        if i < len(linears):
            nodes.append(helper.make_node("Relu", [at], [f"h{i}"]))
            at = f"h{i}"
    ends = [("x", 784), (at, 10)]
    x, y = (helper.make_tensor_value_info(n, TensorProto.FLOAT, ["n", w]) for n, w in ends)
    graph = helper.make_graph(nodes, "perceptron", [x], [y], tensors)
    opsets = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), file)


EXPORTS = {"gemm": export_gemm, "matmul": export_matmul}


def train(model, x, y, x_test, y_test, epochs):
    """One row per epoch, from the untrained network on."""
    losses = [{"runningLoss": None, "train": loss_of(model, x, y)}]
    losses[0]["test"] = loss_of(model, x_test, y_test)
    optimiser = torch.optim.SGD(model.parameters(), lr=RATE)
    for _ in range(epochs):
        total = 0.0
        for start in range(0, len(x), BATCH):
            batch = slice(start, start + BATCH)
            optimiser.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x[batch]), y[batch])
            loss.backward()
            optimiser.step()
            total += loss.item() * len(x[batch])
        losses.append({"runningLoss": total / len(x), "train": loss_of(model, x, y)})
        losses[-1]["test"] = loss_of(model, x_test, y_test)
    return losses


def ours(start, data_dir, epochs, examples, folder):
    command = ["java", "-jar", str(ROOT / "reports/target/inittrace.jar"), "run", "--quiet"]
    command += ["--dataset", "fashion-mnist", "--data-dir", data_dir, "--start-from", str(start)]
    command += ["--no-shuffle", "--epochs", str(epochs), "--batch-size", str(BATCH)]
    command += ["--lr", str(RATE), "--loss-sample", str(examples), "--out", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    rows = [json.loads(line) for line in (folder / "epochs.jsonl").read_text().splitlines()]
    losses = [
        {"runningLoss": r["runningLoss"], "train": r["epochEndLoss"], "test": v["loss"]}
        for r in rows
        for v in r["validation"]
    ]
    tensors = onnx.load(folder / "trained.onnx").graph.initializer
    return losses, {t.name: numpy_helper.to_array(t) for t in tensors}


def compare(theirs, mine, model, weights):
    """Prints both sides; all differences, NaN where a side has no number."""
    if len(theirs) != len(mine):
        raise SystemExit(f"expected the losses of {len(theirs)} epochs, found {len(mine)}")
    differences = []
    for epoch, (a, b) in enumerate(zip(theirs, mine)):
        for which in a:
            if a[which] is not None:
                value = math.nan if b[which] is None else b[which]
                difference = abs(a[which] - value)
                differences.append(difference)
                print(f"{epoch:>5} {which:<12}{a[which]:>14.8f}{value:>14.8f}{difference:>10.1e}")
    names = [name for name in ("hidden1", "hidden2", "output") for _ in range(2)]
    for name, parameter in zip(names, model.parameters()):
        values = parameter.detach().numpy()
        kind = "weight" if values.ndim == 2 else "bias"
        difference = float(numpy.abs(values.T - weights[f"{name}.{kind}"]).max())
        differences.append(difference)
        print(f"      {name}.{kind:<30} largest difference {difference:.1e}")
    return differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", default=DEBIAN, help="four IDX files (default: Debian's)")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--record", type=pathlib.Path, help="keep the start and PyTorch's losses")
    args = parser.parse_args()
    train_set, test_set = (images(args.data_dir, part) for part in ("train", "t10k"))
    model = network(args.width)
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.record or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name, export in EXPORTS.items():
            export(model, folder / f"start-{name}.onnx")
        theirs = train(model, *train_set, *test_set, args.epochs)
        if args.record:
            versions = {"torch": torch.__version__, "onnx": onnx.__version__}
            record = {"versions": versions, "examples": len(train_set[0]), "epochs": theirs}
            (folder / "losses.json").write_text(json.dumps(record, indent=1) + "\n")
            return 0
        differences = []
        for name in EXPORTS:
            start = folder / f"start-{name}.onnx"
            run = folder / f"run-{name}"
            mine, weights = ours(start, args.data_dir, args.epochs, len(train_set[0]), run)
            print(f"{name}\nepoch {'loss':<12}{'PyTorch':>14}{'InitTrace':>14}{'apart':>10}")
            differences += compare(theirs, mine, model, weights)
    # Not by the largest, which max() may not find among numbers of which one is NaN.
    agreed = all(difference <= AGREEMENT for difference in differences)
    worst = numpy.max(differences)
    print(f"{'agreed' if agreed else 'apart'}: {worst:.1e} at most, {AGREEMENT:.0e} allowed")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main())
