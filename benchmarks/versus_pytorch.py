#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seconds per epoch of InitTrace's trainer and of PyTorch, in turn, on the same work.

The work: a perceptron inputs-w-w-10 with ReLU, Glorot uniform, cross-entropy and plain SGD at rate
0.1 on batches of 128 (or as told), reshuffled every epoch, the last short batch kept, in float32. PyTorch
holds all pixels in memory as float32 before the clock starts, InitTrace as bytes or as float32, whichever its kernels
take; the clock covers the training pass
and nothing else (no evaluation, no record). Each turn is a fresh process; its first epoch, in which
compilers warm up, does not count. PyTorch runs with every thread count asked for, and the best one
is taken.

Needs: the jar (mvn -DskipTests package), python3 with torch and numpy.
Usage: benchmarks/versus_pytorch.py [--data-dir DIR] [--widths 10,64,256,512] [--turns 3]
"""
import argparse
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEBIAN = "/usr/share/datasets/fashion-mnist"


def idx(data_dir, name, offset):
    """The bytes of an IDX file, compressed or not, after its header."""
    import numpy

    path = pathlib.Path(data_dir, name)
    path = path if path.exists() else path.with_name(name + ".gz")
    raw = path.read_bytes()
    raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    return numpy.frombuffer(raw, numpy.uint8, offset=offset)


def tensors(data_dir, name):
    """Images from 0 to 1 in rows, and their labels."""
    import numpy
    import torch

    pixels = idx(data_dir, name + "-images-idx3-ubyte", 16).reshape(-1, 784)
    labels = idx(data_dir, name + "-labels-idx1-ubyte", 8)
    return (
        torch.from_numpy(pixels.astype(numpy.float32) / 255),
        torch.from_numpy(labels.astype(numpy.int64)),
    )


def torch_turn(data_dir, width, epochs, threads, batch_size=128, compiled=False):
    """Runs in a process of its own; prints the seconds of each epoch as JSON."""
    import time

    import numpy
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(0)

    pixels = idx(data_dir, "train-images-idx3-ubyte", 16).reshape(-1, 784).astype(numpy.float32) / 255
    x = torch.from_numpy(pixels)
    y = torch.from_numpy(idx(data_dir, "train-labels-idx1-ubyte", 8).astype(numpy.int64))
    sizes = [784, width, width, 10]
    layers = []
    for i in range(3):
        linear = torch.nn.Linear(sizes[i], sizes[i + 1])
        torch.nn.init.xavier_uniform_(linear.weight)
        torch.nn.init.zeros_(linear.bias)
        layers += [linear] + ([torch.nn.ReLU()] if i < 2 else [])
    model = torch.nn.Sequential(*layers)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    loss_of = torch.nn.CrossEntropyLoss()
    if compiled:
        model = torch.compile(model)
    seconds = []
    for _ in range(epochs):
        started = time.perf_counter()
        order = torch.randperm(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            optimiser.zero_grad(set_to_none=True)
            loss_of(model(x[batch]), y[batch]).backward()
            optimiser.step()
        seconds.append(time.perf_counter() - started)
    print(json.dumps(seconds))


def ours(args, width, *options):
    """The seconds of each epoch of a run, with further options of the command."""
    with tempfile.TemporaryDirectory() as folder:
        run = pathlib.Path(folder, "run")
        command = ["java", "-jar", str(ROOT / "reports/target/inittrace.jar"), "run", "--quiet"]
        command += ["--dataset", "fashion-mnist", "--data-dir", args.data_dir]
        command += ["--hidden", f"{width},{width}", "--epochs", str(args.epochs)]
        command += ["--batch-size", str(args.batch_size)]
        command += ["--loss-sample", "100", *options, "--out", str(run)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        lines = (run / "epochs.jsonl").read_text().splitlines()
        return [json.loads(line)["seconds"] for line in lines[1:]]


def theirs(args, width, threads, compiled=False):
    """The seconds of each epoch of PyTorch, eager or by torch.compile."""
    command = [sys.executable, __file__, "--torch-turn", f"{width},{threads}"]
    command += ["--data-dir", args.data_dir, "--epochs", str(args.epochs)]
    command += ["--batch-size", str(args.batch_size)] + ["--compile"] * compiled
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", default=DEBIAN, help="four IDX files (default: Debian's)")
    parser.add_argument("--widths", default="10,64,256,512")
    counts = ",".join(map(str, sorted({1, os.cpu_count()})))
    parser.add_argument("--threads", default=counts, help="PyTorch's thread counts to try")
    # Epochs of narrow networks last less than Java's compilers take to finish with them.
    parser.add_argument("--epochs", type=int, default=20, help="per turn; the first does not count")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--compile", action="store_true", help="PyTorch by torch.compile")
    parser.add_argument("--torch-turn", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.torch_turn:
        width, threads = map(int, args.torch_turn.split(","))
        return torch_turn(
            args.data_dir, width, args.epochs, threads, args.batch_size, args.compile
        )

    threads = [int(t) for t in args.threads.split(",")]
    print("seconds per epoch, median of all epochs but each turn's first")
    print(f"{'width':>6}{'InitTrace':>12}{'PyTorch':>12}{'threads':>9}{'PyTorch / InitTrace':>22}")
    for width in map(int, args.widths.split(",")):
        mine, others = [], {t: [] for t in threads}
        for _ in range(args.turns):
            mine += ours(args, width)[1:]
            for t in threads:
                others[t] += theirs(args, width, t, args.compile)[1:]
        best = min(threads, key=lambda t: statistics.median(others[t]))
        a, b = statistics.median(mine), statistics.median(others[best])
        print(f"{width:>6}{a:>12.3f}{b:>12.3f}{best:>9}{b / a:>22.2f}", flush=True)


if __name__ == "__main__":
    main()
