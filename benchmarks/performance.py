#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what docs/performance.md says, draws its charts, and writes it.

Everything is measured anew, one process after the other and the sides of a comparison in turn, on a
machine that should have nothing else to do: half an hour on two cores, and longer for the peers. The
page says on what machine it was. Figures are kept as docs/performance/figures.json, so that --draw
writes the page again from them without measuring, and --only measures some sections anew. It is long
because a section's measurement stands with the page that says it, in one place.

Needs: the jar (mvn -DskipTests package), chromium, MNIST's four IDX files, python3 with numpy, torch
and scikit-learn, and what benchmarks/peers/compare.py needs.
Usage: benchmarks/performance.py --data-dir DIR [--only products,whole] [--peers "--turns 1"] [--turns 2]
       benchmarks/performance.py --draw
"""
import argparse
import collections
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile

import versus_pytorch
from versus_pytorch import ROOT

JAR = ROOT / "reports/target/inittrace.jar"
FOLDER = ROOT / "docs/performance"
WIDTHS = [10, 32, 64, 128, 256, 512, 1000]
EXAMPLES = [7500, 15000, 30000, 60000]
BATCHES = [16, 32, 64, 128, 256, 512, 1024]

#: Where torch.compile is tried as well, on one thread; it takes a minute before it begins.
COMPILED = [10, 64, 512]

#: The epochs of a turn: narrow networks need more until Java's compilers have done with them.
EPOCHS = {10: 20, 32: 20, 64: 16, 128: 10, 256: 6, 512: 4, 1000: 3}

#: Which part of a step a sample of native code belongs to, by what is on the stack.
PARTS = [
    ("bytes of images to float32", r"PixelRows"),
    ("products of the gradients", r"WeightUpdate|BufferedUpdate"),
    ("products backward", r"Batch\$Slice\.backward"),
    ("products forward", r"Batch\$Slice\.forward"),
]
JAVA = "Java: activations, softmax, loss, shuffles"

#: Runs a command and prints its seconds and its largest resident memory in KiB. The system counts as a
#: child's what the process that started it had in memory, so a small one starts it, and not this one.
STARTER = """
import os, subprocess, sys, time
started = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(time.perf_counter() - started, usage.ru_maxrss)
sys.exit(status != 0)
"""


def process(command):
    """Runs a command: its seconds, and its largest resident memory in MiB."""
    starter = subprocess.run([sys.executable, "-I", "-c", STARTER, *command], capture_output=True, text=True)
    if starter.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    seconds, kibibytes = map(float, starter.stdout.split())
    return seconds, kibibytes / 1024


def run(args, out, *options):
    """A run of the command on MNIST: seconds, memory, its epochs."""
    command = ["java", "-jar", str(JAR), "run", "--quiet", "--dataset", "mnist"]
    command += ["--data-dir", args.data_dir, *options, "--force", "--out", str(out)]
    seconds, memory = process(command)
    epochs = [json.loads(line) for line in (out / "epochs.jsonl").read_text().splitlines()]
    return seconds, memory, epochs


def settings(args, width, batch=128):
    return argparse.Namespace(data_dir=args.data_dir, batch_size=batch, epochs=EPOCHS[width])


def mean(values):
    return statistics.mean(values) if values else None


def deviation(values):
    return statistics.stdev(values) if len(values) > 1 else None


def line(name, samples):
    return {
        "name": name,
        "median": [statistics.median(s) if s else None for s in samples],
        "mean": [mean(s) for s in samples],
        "deviation": [deviation(s) for s in samples],
    }


def chart(id, title, x, y, places, lines, logarithmic=True):
    return dict(id=id, title=title, x=x, y=y, places=places, lines=lines, logarithmic=logarithmic)


def threads(args, at, width):
    """PyTorch's best number of threads, one or one for every processor, by the second of two epochs."""
    probe = argparse.Namespace(**{**vars(at), "epochs": 2})
    return min({1, args.cores}, key=lambda count: versus_pytorch.theirs(probe, width, count)[1])


def versus(args, cases):
    """Seconds of epochs of both sides, in turn, for pairs of a width and a batch size."""
    here, there = [], []
    for width, batch in cases:
        at = settings(args, width, batch)
        best = threads(args, at, width)
        mine, others = [], []
        for _ in range(args.turns):
            mine += versus_pytorch.ours(at, width)[1:]
            others += versus_pytorch.theirs(at, width, best)[1:]
        here.append(mine)
        there.append(others)
        medians = f"{statistics.median(mine):.4f} {statistics.median(others):.4f}"
        print(f"width {width}, batch {batch}: {medians} s, {best} threads", flush=True)
    return here, there


def by_width(args, figures):
    here, there = versus(args, [(width, 128) for width in WIDTHS])
    compiled = []
    for width in WIDTHS:
        at = settings(args, width)
        compiled.append(versus_pytorch.theirs(at, width, 1, True)[1:] if width in COMPILED else [])
    lines = [line("InitTrace", here), line("PyTorch", there), line("torch.compile", compiled)]
    figures["charts"].append(
        chart("epoch-by-width", "An epoch of MNIST by width, batches of 128", "width of both hidden layers",
              "seconds", WIDTHS, lines)
    )


def by_batch(args, figures):
    here, there = versus(args, [(256, batch) for batch in BATCHES])
    figures["charts"].append(
        chart("epoch-by-batch", "An epoch of MNIST by batch size, width 256", "examples in a batch",
              "seconds", BATCHES, [line("InitTrace", here), line("PyTorch", there)])
    )


def by_workers(args, figures):
    workers = list(range(1, args.cores + 1))
    lines = []
    for width in [64, 256, 1000]:
        samples = [[] for _ in workers]
        for _ in range(args.turns):
            for i, count in enumerate(workers):
                at = settings(args, width)
                samples[i] += versus_pytorch.ours(at, width, "--workers", str(count))[1:]
        lines.append(line(f"width {width}", samples))
    figures["charts"].append(
        chart("epoch-by-workers", "An epoch of MNIST by workers", "workers", "seconds", workers, lines)
    )


def products(args, figures):
    """Of an epoch on one thread, how much is products that would take as long by themselves."""
    command = ["java", "-cp", str(JAR), str(ROOT / "benchmarks/ProductCost.java"), ",".join(map(str, WIDTHS))]
    rows = []
    for printed in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        width, seconds, speed, operations = printed.split()
        epochs = versus_pytorch.ours(settings(args, int(width)), width, "--workers", "1")[1:]
        rows.append([int(width), statistics.median(epochs), float(seconds), float(operations)])
    figures["products"] = rows


def memory(args, figures):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "run")
        used = [
            [run(args, out, "--hidden", f"{w},{w}", "--epochs", "1")[1] for _ in range(args.turns)]
            for w in WIDTHS
        ]
    figures["charts"].append(
        chart("memory-by-width", "Largest resident memory of a run on MNIST", "width of both hidden layers",
              "MiB", WIDTHS, [line("inittrace run", used)], False)
    )


def first_images(data_dir, folder, count):
    """MNIST with the first training images only."""
    for name, header in ("images-idx3", 16), ("labels-idx1", 8):
        for part, most in ("train", count), ("t10k", 10_000):
            file = f"{part}-{name}-ubyte"
            values = versus_pytorch.idx(data_dir, file, header)
            size = len(values) // (60_000 if part == "train" else 10_000)
            shape = [most] + [28, 28] * (header == 16)
            head = bytes([0, 0, 8, len(shape)]) + b"".join(n.to_bytes(4, "big") for n in shape)
            pathlib.Path(folder, file).write_bytes(head + values[: most * size].tobytes())


def memory_by_examples(args, figures):
    used = []
    for count in EXAMPLES:
        with tempfile.TemporaryDirectory() as folder:
            first_images(args.data_dir, folder, count)
            part = argparse.Namespace(data_dir=folder)
            out = pathlib.Path(folder, "run")
            options = ["--hidden", "64,64", "--epochs", "1"]
            used.append([run(part, out, *options)[1] for _ in range(args.turns)])
    figures["charts"].append(
        chart("memory-by-examples", "Largest resident memory of a run, width 64", "training images", "MiB",
              EXAMPLES, [line("inittrace run", used)], False)
    )


RECORDINGS = [
    ("light", ["--record", "LIGHT"]),
    ("full, the default", []),
    ("full, and conditional distributions every epoch", ["--conditional-every", "1"]),
    ("full, and checkpoints every epoch", ["--checkpoints", "every=1"]),
    ("full, and all matrices every epoch", ["--matrices", "every=1"]),
    ("full, and to resume from every epoch", ["--resumable", "every=1"]),
    ("full, and matrix invariants every epoch", ["--invariants", "every=1"]),
]


def recording(args, figures):
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "run")
        for name, options in RECORDINGS:
            turns = []
            for _ in range(args.turns):
                seconds, _, epochs = run(args, out, "--hidden", "256,256", "--epochs", "6", *options)
                passes = sum(e["seconds"] for e in epochs[1:])
                size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file()) / 1e6
                turns.append(
                    [seconds, passes]
                    + [sum(e[k] or 0 for e in epochs) for k in ("evaluationSeconds", "measureSeconds")]
                    + [size]
                )
            rows.append([name] + [statistics.median(column) for column in zip(*turns)])
    figures["recording"] = rows


def whole(args, figures):
    help_seconds = [process(["java", "-jar", str(JAR), "--help"])[0] for _ in range(5)]
    turns = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(args.turns + 1):
            out = pathlib.Path(folder, "run")
            seconds, used, epochs = run(args, out, "--hidden", "512,512", "--epochs", "3")
            turns.append(
                [seconds, used]
                + [sum(e[k] or 0 for e in epochs) for k in ("seconds", "evaluationSeconds", "measureSeconds")]
            )
    figures["whole"] = [statistics.median(column) for column in zip(*turns)]
    figures["help"] = statistics.median(help_seconds)


def native_samples(recording):
    """The stacks of the training thread, topmost first, in the moments when it was in native code.

    While oneDNN computes, signals are held back from a thread, so that Java's own sampler sees
    nothing of its Java code.
    """
    command = ["jfr", "print", "--json", "--stack-depth", "24", "--events", "jdk.NativeMethodSample"]
    found = json.loads(subprocess.run(command + [str(recording)], check=True, capture_output=True).stdout)
    for sample in found["recording"]["events"]:
        values = sample["values"]
        if values["sampledThread"]["javaName"] == "main" and values["stackTrace"]:
            yield [
                (f["method"]["type"]["name"] + "." + f["method"]["name"]).replace("/", ".")
                for f in values["stackTrace"]["frames"]
            ]


def part(stack):
    if any("GradientDescent.pass" in frame for frame in stack):
        for name, pattern in PARTS:
            if any(re.search(pattern, frame) for frame in stack):
                return name
    return None


def profile(args, figures):
    rows = {}
    for width in [10, 64, 256]:
        with tempfile.TemporaryDirectory() as folder:
            recording, out = pathlib.Path(folder, "r.jfr"), pathlib.Path(folder, "run")
            start = f"-XX:StartFlightRecording:filename={recording},jdk.NativeMethodSample#period=10ms"
            epochs = str(EPOCHS[width] * 3)
            command = ["java", start, "-jar", str(JAR), "run", "-q", "--dataset", "mnist", "--workers", "1"]
            command += ["--data-dir", args.data_dir, "--hidden", f"{width},{width}", "--epochs", epochs]
            process(command + ["--record-every", epochs, "--out", str(out)])
            last = json.loads((out / "epochs.jsonl").read_text().splitlines()[-1])
            counts = collections.Counter(filter(None, map(part, native_samples(recording))))
        shares = {name: count * 0.01 / last["seconds"] for name, count in counts.most_common()}
        rows[width] = {**shares, JAVA: 1 - sum(shares.values())}
    figures["profile"] = rows


def printed(figures, name, command):
    """What another benchmark prints, as it is."""
    found = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    spoken = ["DIR" if word.startswith("/") and os.path.isdir(word) else word for word in command]
    spoken = ["python3" if word == sys.executable else word for word in spoken]
    figures[name] = {"command": " ".join(spoken), "text": found.rstrip()}


def machine(args):
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    java = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[1]
    version = subprocess.run(["java", "-jar", str(JAR), "--version"], capture_output=True, text=True).stdout
    import torch

    return {
        "processor": f"{cpu[1] if cpu else platform.machine()}, {args.cores} processors",
        "system": platform.system(),
        "java": java.strip(),
        "inittrace": version.strip().splitlines(),
        "pytorch": torch.__version__,
    }


def predictions(args, figures):
    java = ["java", "-cp", "reports/target/inittrace.jar"]
    printed(figures, "predictions", java + ["benchmarks/PredictionCost.java", args.data_dir, "64,512"])


def sparse(args, figures):
    printed(figures, "sparse", [sys.executable, "benchmarks/sparse_versus_sklearn.py"])


def peers(args, figures):
    command = [sys.executable, "benchmarks/peers/compare.py", "--data-dir", args.data_dir]
    printed(figures, "peers", command + args.peers.split())


SECTIONS = [by_width, by_batch, by_workers, products, memory, memory_by_examples, recording, whole]
SECTIONS += [profile, predictions, sparse, peers]


def measure(args):
    file = FOLDER / "figures.json"
    figures = json.loads(file.read_text()) if args.only else {"charts": []}
    here = machine(args)
    if figures.setdefault("machine", here) != here:
        raise SystemExit("the other sections were measured on another machine; measure all of them")
    for section in SECTIONS:
        if args.only and section.__name__ not in args.only.split(","):
            continue
        print(section.__name__, flush=True)
        known = len(figures["charts"])
        section(args, figures)
        new = {drawn["id"]: drawn for drawn in figures["charts"][known:]}
        old = [new.pop(drawn["id"], drawn) for drawn in figures["charts"][:known]]
        figures["charts"] = old + list(new.values())
    FOLDER.mkdir(exist_ok=True)
    file.write_text(json.dumps(figures, indent=1) + "\n")


def draw(figures):
    with tempfile.TemporaryDirectory() as folder:
        source = str(ROOT / "benchmarks/PerformanceCharts.java")
        subprocess.run(["java", "-cp", str(JAR), source, str(FOLDER / "figures.json"), folder], check=True)
        for drawn in figures["charts"]:
            page = pathlib.Path(folder, drawn["id"] + ".html")
            subprocess.run(
                ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=580,400"]
                + [f"--screenshot={FOLDER / (drawn['id'] + '.png')}", page.as_uri()],
                check=True,
                capture_output=True,
            )


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def shown(value, digits=3):
    return "" if value is None else f"{value:.{digits}g}"


def comparison(drawn):
    """A table of medians, with the ratio of every other line to the first."""
    first, *others = drawn["lines"]
    heads = [drawn["x"], first["name"]]
    for other in others:
        heads += [other["name"], f"{other['name']} / {first['name']}"]
    rows = []
    for i, place in enumerate(drawn["places"]):
        row = [place, shown(first["median"][i])]
        for other in others:
            value = other["median"][i]
            row += [shown(value), f"**{value / first['median'][i]:.2f}**" if value else ""]
        rows.append(row)
    return table(heads, rows)


def picture(drawn):
    return f"![{drawn['title']}: the figures of the table]({FOLDER.name}/{drawn['id']}.png)"


def verbatim(figures, name):
    return f"```text\n$ {figures[name]['command']}\n{figures[name]['text']}\n```"


def page(figures):
    charts = {drawn["id"]: drawn for drawn in figures["charts"]}
    at = figures["machine"]
    by = f"{at['processor']}, {at['system']}"
    wall, used, passes, evaluations, measures = figures["whole"]
    parts = sorted({p for row in figures["profile"].values() for p in row},
                   key=lambda p: -sum(row.get(p, 0) for row in figures["profile"].values()))
    text = f"""# Performance

`benchmarks/performance.py` measured all of this, but for what says when it was, and wrote this page: each side of a comparison in a process of its own, the sides in
turn; figures are medians of epochs, without the first of a process. Ratios carry over to other machines better than seconds.

{table(["measured on", by], [["Java", at['java']], ["PyTorch", at['pytorch']]]
       + [[row.partition(" by ")[0], row.partition(" by ")[2]] for row in at['inittrace'] if " by " in row])}

The work, unless it says otherwise: MNIST, 784-w-w-10 with ReLU, cross-entropy and plain SGD at rate 0.1 on shuffled batches of 128, in
float32. PyTorch takes the better of one thread and one for every processor.

## One network, by width

{picture(charts['epoch-by-width'])}

Seconds of an epoch; the clock covers passes over the training data and nothing else.

{comparison(charts['epoch-by-width'])}

## By batch size

{picture(charts['epoch-by-batch'])}

{comparison(charts['epoch-by-batch'])}

## By workers

{picture(charts['epoch-by-workers'])}

{table(["width"] + [f"{n} worker" + "s" * (n > 1) for n in charts['epoch-by-workers']['places']],
       [[l['name'].removeprefix('width ')] + [shown(v) + " s" for v in l['median']] for l in charts['epoch-by-workers']['lines']])}

Workers of a training share its steps, unless these are [too short for it](kernels.md#what-each-costs). Two processors of a virtual
machine may be two threads of one core, which has the arithmetic of one.

## What an epoch spends on products

On one thread: an epoch, and its matrix products by themselves, back to back, in the shapes and by the library of the training
(`benchmarks/ProductCost.java`).

{table(["width", "epoch", "products alone", "products / epoch", "operations of the epoch"],
       [[w, shown(e) + " s", shown(p) + " s", f"{p / e:.0%}", f"{o / e / 1e9:.0f}·10⁹ a second"] for w, e, p, o in figures['products']])}

Where the time goes, by samples of native code every 10 ms, one worker; what they leave is Java:

{table(["part of a step"] + [f"width {w}" for w in figures['profile']],
       [[p] + [f"{row.get(p, 0):.0%}" for row in figures['profile'].values()] for p in parts])}

## Memory

{picture(charts['memory-by-width'])}

{table(["width", "largest resident memory"],
       [[w, f"{m:.0f} MiB"] for w, m in zip(WIDTHS, charts['memory-by-width']['lines'][0]['median'])])}

{picture(charts['memory-by-examples'])}

{table(["training images", "largest resident memory"],
       [[n, f"{m:.0f} MiB"] for n, m in zip(EXAMPLES, charts['memory-by-examples']['lines'][0]['median'])])}

The 70,000 images are 52 MiB as bytes; Java's own memory, its compilers and the library of the products are most of the rest.

## What recording costs

784-256-256-10, 6 epochs, the whole command, with 10,000 training images and the test set evaluated at every record: every epoch, but for
`light` at the start and at the end only.

{table(["recorded", "whole command", "passes", "evaluations", "measures", "run folder"],
       [[r[0]] + [f"{v:.2f} s" for v in r[1:5]] + [f"{r[5]:.1f} MB"] for r in figures['recording']])}

## The whole command

`inittrace run --dataset mnist --hidden 512,512 --epochs 3` takes {wall:.1f} s, of which {passes:.1f} s are passes over the training data,
{evaluations:.1f} s evaluations and {measures:.1f} s measures, and has {used:.0f} MiB at most; `inittrace --help` takes {figures['help']:.2f} s.
What is left is Java that runs once: reading, the report, the files of the record. From JDK 19 on, it can keep its classes in a
file: `java -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=FILE -jar reports/target/inittrace.jar run ...` took 10.3 to 11.1 s where it
took 11.3 to 12.4 without, measured by hand on 30 November 2026, in three turns by JDK 25 on 2 processors of an Intel Xeon with AVX-512.

## Predictions

A model's own, by Tribuo's interface, against ONNX Runtime on the file it exports.

{verbatim(figures, 'predictions')}

## Sparse features

{verbatim(figures, 'sparse')}
"""
    if "peers" in figures:
        text += f"""
## Other libraries

Each as its own users would write it, in `benchmarks/peers`.

{verbatim(figures, 'peers')}
"""
    text += """
Many networks at once: [sweeps](sweep.md) and [ensembles](matrix-models.md) have pages of their own.
"""
    (ROOT / "docs/performance.md").write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", help="MNIST's four IDX files")
    parser.add_argument("--turns", type=int, default=2, help="processes of each side")
    parser.add_argument("--cores", type=int, default=os.cpu_count())
    parser.add_argument("--peers", default="", help="options of peers/compare.py, in one word")
    parser.add_argument("--only", help="sections to measure, such as products,whole; others are kept")
    parser.add_argument("--draw", action="store_true", help="write the page from figures.json")
    args = parser.parse_args()
    if not args.draw:
        if not args.data_dir:
            parser.error("expected --data-dir, found none; it names the folder of MNIST's IDX files")
        measure(args)
    figures = json.loads((FOLDER / "figures.json").read_text())
    draw(figures)
    page(figures)


if __name__ == "__main__":
    main()
