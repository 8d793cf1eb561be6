#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long the widths study of arXiv:2012.02550 takes on a cluster, from seconds per step measured here.

The study: perceptrons with two hidden layers of 13 widths, 10 seeds each, 1000 epochs in batches of
128. Each width is trained for some epochs with one thread, as a cluster's tasks do, and its seconds
per step are multiplied out. Then runs are handed to cores as Spark and `--workers` hand them out:
whenever a core is free it takes the next run, in the order of the sweep (the heaviest first) or of
the plan's file (the narrowest first).

Needs: the jar (mvn -DskipTests package). Trust the ratios more than the hours.
Usage: benchmarks/makespan.py [--steps 1182] [--dataset hasyv2 --data-dir DIR] [--cores 10,100,1000]
"""
import argparse
import heapq
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
WIDTHS = [10, 50, 100, 150, 200, 225, 250, 275, 300, 350, 400, 450, 500]
SEEDS = 10
EPOCHS = 1000


def seconds_per_step(width, args):
    """The fastest of some epochs, divided by its steps."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(pathlib.Path(folder, "run"))
        command = ["java", "-jar", str(ROOT / "reports/target/inittrace.jar"), "run", "--quiet"]
        command += ["--dataset", args.dataset, "--hidden", f"{width},{width}", "--workers", "1"]
        command += ["--epochs", str(args.epochs), "--record", "LIGHT", "--record-every", "1"]
        command += ["--out", out] + (["--data-dir", args.data_dir] if args.data_dir else [])
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        record = json.loads(pathlib.Path(out, "run.json").read_text())
        lines = pathlib.Path(out, "epochs.jsonl").read_text().splitlines()
    seconds = [json.loads(line)["seconds"] for line in lines][1:]
    examples = record["training"]["examples"]
    return min(seconds) / -(-examples // 128)


def makespan(runs, cores):
    """Hours until all runs are done that are handed out in this order."""
    free = [0.0] * cores
    for hours in runs:
        heapq.heappush(free, heapq.heappop(free) + hours)
    return max(free)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dataset", default="fashion-mnist")
    parser.add_argument("--data-dir")
    parser.add_argument("--epochs", type=int, default=4, help="measured of each width")
    parser.add_argument("--steps", type=int, default=1182, help="per epoch of the study (HASYv2: 1182)")
    parser.add_argument("--cores", default="10,100,1000")
    args = parser.parse_args()

    hours = {}
    print(f"{'width':>6}{'ms per step':>13}{'core-hours of 10 runs':>23}")
    for width in WIDTHS:
        seconds = seconds_per_step(width, args)
        hours[width] = seconds * args.steps * EPOCHS / 3600
        print(f"{width:6}{1000 * seconds:13.3f}{SEEDS * hours[width]:23.1f}", flush=True)
    file_order = [hours[width] for width in WIDTHS for _ in range(SEEDS)]
    heaviest_first = sorted(file_order, reverse=True)
    print(f"all {len(file_order)} runs: {sum(file_order):.1f} core-hours")
    print(f"{'cores':>6}{'heaviest first, h':>19}{'as in the file, h':>19}{'at least, h':>13}")
    for cores in map(int, args.cores.split(",")):
        least = max(max(file_order), sum(file_order) / cores)
        here, there = makespan(heaviest_first, cores), makespan(file_order, cores)
        print(f"{cores:6}{here:19.2f}{there:19.2f}{least:13.2f}")


if __name__ == "__main__":
    main()
