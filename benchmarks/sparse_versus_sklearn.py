#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Seconds per epoch and memory on sparse features: InitTrace on sparse and on dense rows, and
scikit-learn's MLPClassifier on a CSR matrix, one after the other on the same work.

The work: made-up texts of ten classes, each of so many different words out of a vocabulary, hashed,
some words far more frequent than others; a perceptron with one hidden layer of ReLU, Adam at rate
0.001, batches of 128, reshuffled every epoch, no decay, float32 on both sides. The clock covers the
training passes: InitTrace's as its record has them, without the first, in which its compiler warms
up; scikit-learn's as the time of fit, whose first epoch is like the others. Each turn is a fresh
process, whose largest resident memory is printed too: it includes reading the file.

Needs: the jar (mvn -DskipTests package), python3 with scikit-learn.
Usage: benchmarks/sparse_versus_sklearn.py [--texts 10000] [--features 20000] [--words 100]
       [--hidden 256] [--epochs 4] [--optimiser adam|sgd] [--skip dense,sklearn] [--xmx 3g]
"""
import argparse
import json
import math
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
RATES = {"adam": 0.001, "sgd": 0.05}


def write_texts(path, args):
    """A libsvm file; of the words some belong to a class, which can so be learned."""
    draw = random.Random(1)
    with open(path, "w", encoding="ascii") as file:
        for _ in range(args.texts):
            label = draw.randrange(10)
            words = set()
            while len(words) < args.words:
                rank = int(args.features ** draw.random())
                own = draw.random() < 0.2
                words.add(((rank * 31 + label * 7919 if own else rank) * 2654435761) % args.features)
            cells = " ".join(f"{word + 1}:{draw.randint(1, 10) / 10}" for word in sorted(words))
            file.write(f"{label} {cells}\n")


def sklearn_turn(path, args):
    """Runs in a process of its own; prints the seconds of an epoch as JSON."""
    import warnings

    import numpy
    from sklearn.datasets import load_svmlight_file
    from sklearn.neural_network import MLPClassifier

    warnings.simplefilter("ignore")
    x, y = load_svmlight_file(path, n_features=args.features, dtype=numpy.float32)
    train = int(0.9 * args.texts)  # as many as InitTrace keeps to train on
    model = MLPClassifier(
        (args.hidden,),
        solver=args.optimiser,
        alpha=0.0,
        batch_size=128,
        learning_rate_init=RATES[args.optimiser],
        momentum=0.0,
        max_iter=args.epochs,
        n_iter_no_change=args.epochs,
    )
    started = time.perf_counter()
    model.fit(x[:train], y[:train])
    print(json.dumps([(time.perf_counter() - started) / model.n_iter_]))


def run(command):
    """What a process prints, and the most memory it had, in MiB."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"{' '.join(map(str, command))} ended with status {status}")
        out.seek(0)
        return out.read(), usage.ru_maxrss >> 10


def ours(path, args, layout):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "run")
        command = ["java", "-Xmx" + args.xmx, "-jar", str(args.jar), "run", "--quiet"]
        command += ["--dataset", "libsvm", "--data-dir", path, "--test-fraction", "0.1"]
        command += ["--input-layout", layout, "--hidden", str(args.hidden)]
        command += ["--optimiser", args.optimiser, "--lr", str(RATES[args.optimiser])]
        command += ["--epochs", str(args.epochs + 1), "--loss-sample", "100", "--out", str(out)]
        _, memory = run(command)
        lines = (out / "epochs.jsonl").read_text().splitlines()
        return [json.loads(line)["seconds"] for line in lines[2:]], memory


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=10000)
    parser.add_argument("--features", type=int, default=20000)
    parser.add_argument("--words", type=int, default=100, help="different ones in each text")
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--epochs", type=int, default=4, help="that count")
    parser.add_argument("--optimiser", choices=sorted(RATES), default="adam")
    parser.add_argument("--skip", default="", help="of sparse,dense,sklearn")
    parser.add_argument("--xmx", default="3g", help="Java's heap")
    parser.add_argument("--jar", default=ROOT / "reports/target/inittrace.jar")
    parser.add_argument("--sklearn-turn", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.sklearn_turn:
        return sklearn_turn(args.sklearn_turn, args)

    with tempfile.TemporaryDirectory() as folder:
        path = str(pathlib.Path(folder, "texts.svm"))
        write_texts(path, args)
        turns = {
            "sparse": lambda: ours(path, args, "SPARSE"),
            "dense": lambda: ours(path, args, "DENSE"),
            "sklearn": lambda: theirs(path, args),
        }
        print(f"{'':>10}{'s per epoch':>14}{'/ sparse':>10}{'most memory, MiB':>18}")
        first = math.nan
        for name, turn in turns.items():
            if name not in args.skip.split(","):
                seconds, memory = turn()
                median = statistics.median(seconds)
                first = median if name == "sparse" else first
                print(f"{name:>10}{median:>14.3f}{median / first:>10.1f}{memory:>18}", flush=True)


def theirs(path, args):
    command = [sys.executable, __file__, "--sklearn-turn", path]
    for name in ("texts", "features", "words", "hidden", "epochs", "optimiser"):
        command += [f"--{name}", str(getattr(args, name))]
    out, memory = run(command)
    return json.loads(out), memory


if __name__ == "__main__":
    main()
