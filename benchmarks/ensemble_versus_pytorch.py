#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seconds for an ensemble of networks with `inittrace pigmm` and with PyTorch, in turn.

The work is that of arXiv:2510.05218, on fewer networks and epochs: perceptrons 784-10-10-10-10 with
ReLU and no biases from Gaussian starts of variance 1/inputs, on MNIST with pixels from -1 to 1, Adam
at rate 0.001 on batches of 100. Two forms are compared:

independent  every network has its own order of the examples. PyTorch trains one after the other, in
             one process with one thread for each core.
stacked      many networks see the examples in one order. PyTorch has the first layers in one matrix
             product and the others in torch.bmm; of several sizes of stacks and numbers of threads it
             takes the fastest, measured before, and Adam is its fused one.

PyTorch only trains. InitTrace is the command as people start it: it also evaluates, records, writes
a run folder and two ONNX files for each network, and analyses the ensemble. Its clock runs from the
start of the process to its end; PyTorch's leaves out loading and compiling.

Needs: the jar (mvn -DskipTests package), python3 with torch and numpy, MNIST.
Usage: benchmarks/ensemble_versus_pytorch.py --data-dir DIR [--form stacked] [--networks 200]
       [--epochs 50] [--turns 1]
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from versus_pytorch import ROOT

SIZES = [784, 10, 10, 10, 10]
BATCH = 100
STACKS = [20, 50, 100, 200, 500, 1000]


def data(data_dir):
    import numpy
    import torch

    from versus_pytorch import idx

    pixels = idx(data_dir, "train-images-idx3-ubyte", 16).reshape(-1, 784)
    labels = idx(data_dir, "train-labels-idx1-ubyte", 8)
    x = torch.from_numpy(pixels.astype(numpy.float32) / 127.5 - 1)
    return x, torch.from_numpy(labels.astype(numpy.int64))


def independent(x, y, networks, epochs):
    """Trains one network after the other."""
    import torch

    loss_of = torch.nn.CrossEntropyLoss()
    for seed in range(networks):
        torch.manual_seed(seed)
        layers = []
        for before, after in zip(SIZES, SIZES[1:]):
            linear = torch.nn.Linear(before, after, bias=False)
            torch.nn.init.normal_(linear.weight, std=before**-0.5)
            layers += [linear, torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        optimiser = torch.optim.Adam(model.parameters(), lr=0.001, fused=True)
        for _ in range(epochs):
            order = torch.randperm(len(x))
            for start in range(0, len(x), BATCH):
                batch = order[start : start + BATCH]
                optimiser.zero_grad(set_to_none=True)
                loss_of(model(x[batch]), y[batch]).backward()
                optimiser.step()


def stacked(x, y, networks, size, epochs, steps=None):
    """Trains stacks of networks, one stack after the other."""
    import torch

    for first in range(0, networks, size):
        torch.manual_seed(first)
        weights = [(torch.randn(784, size * 10) * 784**-0.5).requires_grad_()]
        weights += [(torch.randn(size, 10, 10) * 10**-0.5).requires_grad_() for _ in SIZES[2:]]
        optimiser = torch.optim.Adam(weights, lr=0.001, fused=True)
        for _ in range(epochs):
            order = torch.randperm(len(x))
            for start in range(0, len(x) if steps is None else steps * BATCH, BATCH):
                batch = order[start : start + BATCH]
                optimiser.zero_grad(set_to_none=True)
                h = (x[batch] @ weights[0]).view(BATCH, size, 10).transpose(0, 1)
                for weight in weights[1:]:
                    h = torch.bmm(torch.relu(h), weight)
                target = y[batch].expand(size, BATCH).reshape(-1)
                # The sum over the networks of their means over the batch.
                loss = torch.nn.functional.cross_entropy(h.reshape(-1, 10), target, reduction="sum")
                (loss / BATCH).backward()
                optimiser.step()


def choices(args):
    """The sizes and threads of stacks that give all processes the same work, as (size, threads)."""
    if args.form != "stacked":
        wanted = [(0, 1)]
    elif args.size:
        wanted = [(args.size, args.threads)]
    else:
        wanted = [(size, threads) for threads in sorted({1, args.cores}) for size in STACKS]
    equal = {
        (size, threads): max(1, size) * (args.cores // threads)
        for size, threads in wanted
        if args.cores % threads == 0
    }
    if not equal:
        raise SystemExit(f"expected threads that divide {args.cores} cores, found {args.threads}")
    possible = [choice for choice, networks in equal.items() if args.networks % networks == 0]
    if not possible:
        multiples = " or ".join(map(str, sorted(set(equal.values()))))
        raise SystemExit(
            f"expected a multiple of {multiples} networks, so that all processes do the same, found"
            f" {args.networks}"
        )
    return possible


def fastest_stack(x, y, cores, tried):
    """The fastest of some sizes and threads, as (size, threads)."""
    import torch

    best = None
    for size, threads in tried:
        torch.set_num_threads(threads)
        stacked(x, y, size, size, 1, 5)
        started = time.perf_counter()
        stacked(x, y, size, size, 1, 30)
        seconds = (time.perf_counter() - started) / size / (cores // threads)
        print(f"  {size} networks, {threads} threads: {seconds * 20:.4f} s per epoch and network")
        if best is None or seconds < best[0]:
            best = (seconds, size, threads)
    return best[1:]


def share(args):
    """One process of PyTorch: says when it starts and ends to train."""
    import torch

    torch.set_num_threads(args.threads)
    x, y = data(args.data_dir)
    if args.size:
        stacked(x, y, args.size, args.size, 1, 5)
    else:
        independent(x[:1000], y[:1000], 1, 1)
    print("ready", flush=True)
    sys.stdin.readline()
    if args.size:
        stacked(x, y, args.networks, args.size, args.epochs)
    else:
        independent(x, y, args.networks, args.epochs)


def theirs(args, size, threads):
    processes = [
        subprocess.Popen(
            [sys.executable, __file__, "--data-dir", args.data_dir, "--share"]
            + ["--networks", str(args.networks * threads // args.cores)]
            + ["--epochs", str(args.epochs), "--size", str(size), "--threads", str(threads)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(args.cores // threads)
    ]
    for process in processes:
        process.stdout.readline()
    started = time.perf_counter()
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    if any([process.wait() for process in processes]):
        raise SystemExit("PyTorch's trainings failed")
    return time.perf_counter() - started


def ours(args, out):
    command = ["java", "-jar", str(ROOT / "reports/target/inittrace.jar"), "pigmm", "--quiet"]
    command += ["--data-dir", args.data_dir, "--networks", str(args.networks)]
    command += ["--epochs", str(args.epochs), "--workers", str(args.cores), "--out", out]
    if args.form == "stacked":
        command += ["--stack", "50"]
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", required=True, help="MNIST's four IDX files")
    parser.add_argument("--form", choices=["independent", "stacked"], default="stacked")
    parser.add_argument("--networks", type=int, default=200)
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("--turns", type=int, default=1)
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--share", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=0, help="PyTorch's stacks (default: the fastest)")
    parser.add_argument("--threads", type=int, default=1, help="threads of each of its processes")
    args = parser.parse_args()
    if args.share:
        return share(args)

    tried = choices(args)
    size, threads = tried[0]
    if args.form == "stacked":
        if len(tried) > 1:
            size, threads = fastest_stack(*data(args.data_dir), args.cores, tried)
        print(f"PyTorch's stacks: {size} networks, {threads} threads")
    print(f"seconds for {args.networks} networks, {args.epochs} epochs, {args.cores} cores")
    print(f"{'InitTrace':>12}{'PyTorch':>12}{'PyTorch / InitTrace':>22}")
    ratios = []
    for _ in range(args.turns):
        with tempfile.TemporaryDirectory() as folder:
            here = ours(args, str(pathlib.Path(folder, "ensemble")))
        there = theirs(args, size, threads)
        ratios.append(there / here)
        print(f"{here:12.1f}{there:12.1f}{there / here:22.2f}", flush=True)
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
