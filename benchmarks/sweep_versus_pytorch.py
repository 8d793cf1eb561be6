#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seconds for many small trainings with InitTrace's sweep and with PyTorch, in turn.

The work: so many perceptrons 784-10-10-10 with ReLU, Glorot uniform, cross-entropy and plain SGD at
rate 0.1 on batches of 128 of Fashion-MNIST, reshuffled every epoch, each with its own seed.
InitTrace is the command as people start it, with a run folder, a record and two networks for each
run. PyTorch is one process with one thread for each core, each with its share of the seeds, that
loads the data once. Both go two ways: in "bare" PyTorch trains, evaluates the test images once at the end and keeps
the weights, and InitTrace has its usual record, at the start and at the end; in "recorded" both keep a record before the first
epoch and after each: loss and accuracy of 10,000 training images and of the test images, and of every weight matrix
and bias vector the norm and the mean, standard deviation, quartiles, extremes and root mean square
of the deviations from the start; then the weights at the start and at the end. All clocks run from
the start of the first process to the end of the last.

Needs: the jar (mvn -DskipTests package), python3 with torch and numpy.
Usage: benchmarks/sweep_versus_pytorch.py [--data-dir DIR] [--runs 40] [--epochs 5] [--turns 3]
"""
import argparse
import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from versus_pytorch import DEBIAN, ROOT, tensors


def score(model, loss_of, x, y):
    """Loss and accuracy, without gradients."""
    import torch

    with torch.no_grad():
        said = model(x)
        return loss_of(said, y).item(), (said.argmax(1) == y).float().mean().item()


def deviations(model, start):
    """What a light record has of every tensor."""
    import torch

    figures = {}
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            d = tensor - start[name]
            quartiles = torch.quantile(d.flatten(), torch.tensor([0.25, 0.5, 0.75]))
            figures[name] = [tensor.norm().item(), d.mean().item(), d.std().item()]
            figures[name] += [d.min().item(), d.max().item(), d.square().mean().sqrt().item()]
            figures[name] += quartiles.tolist()
    return figures


def torch_share(data_dir, seeds, epochs, out, recorded):
    """Trains one share of the seeds, in a process of its own."""
    import torch

    torch.set_num_threads(1)

    x, y = tensors(data_dir, "train")
    test_x, test_y = tensors(data_dir, "t10k")
    loss_of = torch.nn.CrossEntropyLoss()
    for seed in seeds:
        torch.manual_seed(seed)
        layers = []
        for before, after in [(784, 10), (10, 10), (10, 10)]:
            linear = torch.nn.Linear(before, after)
            torch.nn.init.xavier_uniform_(linear.weight)
            torch.nn.init.zeros_(linear.bias)
            layers += [linear, torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
        start_weights = {name: value.clone() for name, value in model.state_dict().items()}
        sample = torch.randperm(len(x))[:10_000]
        sample_x, sample_y = x[sample], y[sample]
        epochs_recorded = []

        def record():
            epochs_recorded.append(
                {
                    "training": score(model, loss_of, sample_x, sample_y),
                    "test": score(model, loss_of, test_x, test_y),
                    "deviations": deviations(model, start_weights),
                }
            )

        if recorded:
            record()
        for _ in range(epochs):
            order = torch.randperm(len(x))
            for start in range(0, len(x), 128):
                batch = order[start : start + 128]
                optimiser.zero_grad(set_to_none=True)
                loss_of(model(x[batch]), y[batch]).backward()
                optimiser.step()
            if recorded:
                record()
        if recorded:
            torch.save(start_weights, pathlib.Path(out, f"{seed}-start.pt"))
            pathlib.Path(out, f"{seed}.json").write_text(json.dumps(epochs_recorded))
            loss, accuracy = epochs_recorded[-1]["test"]
        else:
            loss, accuracy = score(model, loss_of, test_x, test_y)
        torch.save(model.state_dict(), pathlib.Path(out, f"{seed}.pt"))
        print(seed, loss, accuracy, flush=True)


def theirs(args, out, way):
    shares = [list(range(1, args.runs + 1))[core :: args.cores] for core in range(args.cores)]
    started = time.perf_counter()
    processes = [
        subprocess.Popen(
            [sys.executable, __file__, "--data-dir", args.data_dir, "--epochs", str(args.epochs)]
            + ["--torch-share", ",".join(map(str, share)), "--way", way, "--out", out],
            stdout=subprocess.PIPE,
            text=True,
        )
        for share in shares
    ]
    lines = [line for process in processes for line in process.communicate()[0].splitlines()]
    seconds = time.perf_counter() - started
    if len(lines) != args.runs or any(process.returncode for process in processes):
        raise SystemExit("PyTorch's trainings failed")
    return seconds, statistics.mean(float(line.split()[2]) for line in lines)


def ours(args, out, recorded):
    command = ["java", "-jar", str(ROOT / "reports/target/inittrace.jar"), "sweep", "--quiet"]
    command += ["--set", "dataset=fashion-mnist", "--set", f"data-dir={args.data_dir}"]
    command += ["--set", "hidden=10,10", "--set", f"epochs={args.epochs}"]
    if recorded:  # as often as PyTorch does then
        command += ["--set", "record-every=1"]
    command += ["--seeds", str(args.runs), "--workers", str(args.cores), "--out", out]
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    with pathlib.Path(out, "runs.csv").open(newline="") as table:
        accuracies = [float(row["validation.test.accuracy"]) for row in csv.DictReader(table)]
    return seconds, statistics.mean(accuracies)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", default=DEBIAN, help="four IDX files (default: Debian's)")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--torch-share", help=argparse.SUPPRESS)
    parser.add_argument("--way", help=argparse.SUPPRESS)
    parser.add_argument("--out", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.torch_share:
        seeds = [int(seed) for seed in args.torch_share.split(",")]
        return torch_share(args.data_dir, seeds, args.epochs, args.out, args.way == "recorded")

    print(f"seconds for {args.runs} trainings of {args.epochs} epochs on {args.cores} cores")
    ways = ["bare", "recorded"]
    print("".join(f"{'InitTrace':>12}{'PyTorch, ' + way:>19}{'ratio':>7}" for way in ways) + "   test accuracies")
    ratios = {way: [] for way in ways}
    for _ in range(args.turns):
        row, accuracies = "", []
        for way in ways:
            with tempfile.TemporaryDirectory() as folder:
                mine, own = ours(args, str(pathlib.Path(folder, "sweep")), way == "recorded")
                seconds, accuracy = theirs(args, folder, way)
            ratios[way].append(seconds / mine)
            row += f"{mine:>12.1f}{seconds:>19.1f}{ratios[way][-1]:>7.2f}"
            accuracies += [own, accuracy]
        print(row + "   " + " ".join(f"{accuracy:.3f}" for accuracy in accuracies), flush=True)
    for way, all_ratios in ratios.items():
        print(f"median ratio, PyTorch {way}: {statistics.median(all_ratios):.2f}")


if __name__ == "__main__":
    main()
