#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether trainings by InitTrace and by PyTorch come to the same figures, at any widths and seeds.

Both train perceptrons inputs-w-w-10 with ReLU from Glorot uniform starts and zero biases, by plain
SGD at rate 0.1 on batches of 128, reshuffled every epoch. Neither the starts nor the orders are
those of the other: what is compared are means over seeds. They agree if they differ by at most

    3 * sqrt(sd_torch^2 / n + sd_inittrace^2 / n) + 0.02 * |mean_torch|.

With two or three seeds the deviations themselves are hardly known, and some figures differ by chance.

Needs: the jar (mvn -DskipTests package), python3 with torch and numpy.
Usage: benchmarks/agreement_with_pytorch.py [--dataset fashion-mnist] [--data-dir DIR]
       [--widths 24,40,100] [--seeds 5] [--epochs 5]
"""
import argparse
import csv
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile

from versus_pytorch import DEBIAN, ROOT, tensors

TENSORS = {"hidden1.weight": 0, "hidden2.weight": 2, "output.weight": 4}


def torch_figures(data_dir, width, seeds, epochs):
    """A list of the figures of each seed, by name."""
    import torch

    torch.set_num_threads(1)  # Threads that wait for each other are slow beside other work.

    x, y = tensors(data_dir, "train")
    test_x, test_y = tensors(data_dir, "t10k")
    loss_of = torch.nn.CrossEntropyLoss()
    found = []
    for seed in seeds:
        torch.manual_seed(seed)
        layers = []
        for before, after in [(784, width), (width, width), (width, 10)]:
            linear = torch.nn.Linear(before, after)
            torch.nn.init.xavier_uniform_(linear.weight)
            torch.nn.init.zeros_(linear.bias)
            layers += [linear, torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        start = [model[i].weight.detach().clone() for i in TENSORS.values()]
        optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
        for _ in range(epochs):
            order = torch.randperm(len(x))
            running = 0.0
            for first in range(0, len(x), 128):
                batch = order[first : first + 128]
                optimiser.zero_grad(set_to_none=True)
                loss = loss_of(model(x[batch]), y[batch])
                loss.backward()
                optimiser.step()
                running += loss.item() * len(batch)
        figures = {"running loss": running / len(x)}
        with torch.no_grad():
            said = model(test_x)
            figures["test loss"] = loss_of(said, test_y).item()
            figures["test accuracy"] = (said.argmax(1) == test_y).float().mean().item()
            for (name, i), before in zip(TENSORS.items(), start):
                now = model[i].weight.double()
                before = before.double()
                figures[name + " norm"] = now.norm().item()
                figures[name + " distance"] = (now - before).norm().item()
                figures[name + " mean |d|"] = (now - before).abs().mean().item()
                pair = torch.stack([before.flatten(), now.flatten()])
                figures[name + " correlation"] = torch.corrcoef(pair)[0, 1].item()
        found.append(figures)
    return found


def our_figures(args, width, out):
    command = ["java", "-jar", str(ROOT / "reports/target/inittrace.jar"), "sweep", "--quiet"]
    for setting in [
        f"dataset={args.dataset}",
        f"data-dir={args.data_dir}",
        f"hidden={width},{width}",
        f"epochs={args.epochs}",
    ]:
        command += ["--set", setting]
    command += ["--seeds", str(args.seeds), "--out", out]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    found = {}
    with pathlib.Path(out, "epochs.csv").open(newline="") as table:
        for row in csv.DictReader(table):
            if row["epoch"] != str(args.epochs):
                continue
            figures = found.setdefault(row["run"], {})
            figures["running loss"] = float(row["runningLoss"])
            figures["test loss"] = float(row["validation.test.loss"])
            figures["test accuracy"] = float(row["validation.test.accuracy"])
            if row["tensor"] in TENSORS:
                name = row["tensor"]
                figures[name + " norm"] = float(row["norm"])
                figures[name + " distance"] = float(row["distance"])
                figures[name + " mean |d|"] = float(row["meanAbs"])
                figures[name + " correlation"] = float(row["correlation"])
    return list(found.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dataset", default="fashion-mnist")
    parser.add_argument("--data-dir", default=DEBIAN, help="four IDX files (default: Debian's)")
    parser.add_argument("--widths", default="24,40,100")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=5)
    args = parser.parse_args()

    disagree = 0
    print(f"{args.dataset}, {args.epochs} epochs, means and deviations over {args.seeds} seeds")
    print(f"{'width':>5}  {'figure':<28}{'InitTrace':>22}{'PyTorch':>22}{'difference/allowed':>20}")
    for width in [int(width) for width in args.widths.split(",")]:
        with tempfile.TemporaryDirectory() as folder:
            ours = our_figures(args, width, str(pathlib.Path(folder, "sweep")))
        # Other seeds than ours, so that nobody thinks them the same draws.
        theirs = torch_figures(args.data_dir, width, range(101, 101 + args.seeds), args.epochs)
        if len(ours) != len(theirs):
            raise SystemExit(f"expected the figures of {len(theirs)} seeds, found {len(ours)}")
        for name in theirs[0]:
            here = [figures[name] for figures in ours]
            there = [figures[name] for figures in theirs]
            mean, deviation = statistics.mean(here), statistics.stdev(here)
            other, spread = statistics.mean(there), statistics.stdev(there)
            noise = math.sqrt(spread**2 / len(there) + deviation**2 / len(here))
            allowed = 3 * noise + 0.02 * abs(other)
            share = abs(mean - other) / allowed
            apart = not share <= 1  # so that NaN is no agreement
            disagree += apart
            print(
                f"{width:5}  {name:<28}{mean:14.5g} ± {deviation:<5.1g}"
                f"{other:14.5g} ± {spread:<5.1g}{share:16.2f}{' !' if apart else ''}",
                flush=True,
            )
    print("all agree" if disagree == 0 else f"{disagree} do not agree")
    return 1 if disagree else 0


if __name__ == "__main__":
    sys.exit(main())
