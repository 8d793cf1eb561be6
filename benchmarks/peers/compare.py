#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""InitTrace and other libraries that train a perceptron, each as its users would write it: seconds
per epoch, memory, accuracy and the size of what it depends on, in one table.

The work: MNIST, pixels from 0 to 1; 784-w-w-10 with ReLU, softmax and cross-entropy, Glorot's
uniform start, SGD at rate 0.1 on batches of 128, reshuffled every epoch, float32. Where a library
does something else, a remark under the table says what. Every folder beside this script is a peer:
one program, and for the JVM a Maven project of its own, no module of InitTrace's build. None of
them is a dependency of InitTrace. Smile is 2.6, under the LGPL; later releases are under the GPL.

Each turn of each peer is a fresh process, one at a time, the peers in turn. The clock covers the
training pass, not reading or evaluation; a turn's first epochs, in which compilers warm up, do not
count. Java has its default heap. Libraries that compute with OpenMP or OpenBLAS run with their
default threads and with OMP_NUM_THREADS=1, and the quicker one is taken: a second thread costs them
much where others keep the processors busy. InitTrace and tribuo-tensorflow have their defaults.

The columns: median seconds of the epochs that count; these by InitTrace's; the most resident memory
of a process; the mean accuracy on the test images after all epochs; the jars of the run-time class
path, with natives for Linux on x86-64 alone, in units of 10^6 bytes. For InitTrace that is the
executable jar, with the command and the reports; for scikit-learn it is sklearn, numpy, scipy and
joblib as installed, whereas jars are compressed.

Needs: Linux on x86-64, JDK 17, Maven, the jar (mvn -q -DskipTests package); for scikit-learn, a
python3 that has it to run this script. A peer that cannot run gets a row that says why.
Usage: benchmarks/peers/compare.py --data-dir DIR [--widths 10,64,512] [--epochs 10] [--turns 3]
       [--skip 2] [--peers inittrace,djl] [--threads default,1] [--json FILE]
DIR holds MNIST's four files as train-images-idx3-ubyte.gz and so on.
"""
import argparse
import importlib.util
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent.parent / "reports/target/inittrace.jar"
PLATFORM = "-Djavacpp.platform=linux-x86_64"

# By peer: its main class, if it is one of the JVM's.
PEERS = {
    "inittrace": "InitTracePeer",
    "tribuo-tensorflow": "TribuoTensorFlowPeer",
    "deeplearning4j": "Deeplearning4jPeer",
    "djl": "DjlPeer",
    "smile": "SmilePeer",
    "scikit-learn": None,
}
DEFAULT_THREADS = ("inittrace", "tribuo-tensorflow")
REMARKS = {
    "tribuo-tensorflow": "never shuffles; its MLPExamples start from Glorot's truncated normal and "
    "biases of 0.1; Tribuo's reader leaves out pixels that are 0 in all training images",
    "deeplearning4j": "rows are shuffled in place at the start of every epoch, on the clock",
    "djl": "the bound of the start is set to Glorot's; DJL's own default is 1.4 times as wide",
    "smile": "computes in double, example by example; the step is taken after each batch",
    "scikit-learn": "biases start from Glorot's uniform distribution as well",
}


class NotRun(Exception):
    """Says why a peer has no figures."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", required=True, help="MNIST's four gzipped IDX files")
    parser.add_argument("--widths", default="10,64,512")
    parser.add_argument("--epochs", type=int, default=10, help="per turn")
    parser.add_argument("--skip", type=int, default=2, help="first epochs that do not count")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--threads", default="default,1", help="to try where a library heeds them")
    parser.add_argument("--timeout", type=float, default=3600, help="seconds of one process")
    parser.add_argument("--json", help="a file for all figures")
    args = parser.parse_args()
    names = args.peers.split(",")
    if unknown := set(names) - set(PEERS):
        parser.error(f"expected peers among {', '.join(PEERS)}, found {', '.join(sorted(unknown))}")
    if not 0 <= args.skip < args.epochs:
        parser.error(f"expected more epochs than the {args.skip} skipped, found {args.epochs}")
    folder = str(pathlib.Path(args.data_dir).resolve())

    built = {name: attempt(build, name) for name in names}
    rows = []
    for width in map(int, args.widths.split(",")):
        tries = [
            {"peer": name, "threads": threads, "width": width, "turns": []}
            for name in names
            for threads in (["default"] if name in DEFAULT_THREADS else args.threads.split(","))
        ]
        for turn in range(args.turns):
            for each in tries:
                command, megabytes, reason = built[each["peer"]]
                if reason is None and "reason" not in each:
                    threads = each["threads"]
                    say(f"width {width}, turn {turn + 1}: {each['peer']}, threads {threads}")
                    figures, _, reason = attempt(train, command, folder, width, threads, args)
                    each["turns"].append(figures)
                each["megabytes"] = megabytes
                if reason is not None:
                    each["reason"] = reason
        show(width, names, [summary(each, args.skip) for each in tries])
        rows += tries
    for name in names:
        if name in REMARKS:
            print(f"{name}: {REMARKS[name]}")
    if args.json:
        settings = {"epochs": args.epochs, "skip": args.skip, "rows": rows}
        pathlib.Path(args.json).write_text(json.dumps(settings, indent=1) + "\n")


def attempt(function, *arguments):
    """What it returns, as two values, and no reason; or nothing and why."""
    try:
        return *function(*arguments), None
    except NotRun as e:
        say(str(e))
        return None, None, str(e)


def say(line):
    print(line, file=sys.stderr, flush=True)


def build(name):
    """The command of a peer, and the megabytes of what it depends on."""
    folder = HERE / name
    classes = folder / "target/classes"
    if PEERS[name] is None:
        return [sys.executable, str(folder / "peer.py")], python_megabytes()
    if name == "inittrace":
        if not JAR.exists():
            raise NotRun(f"{JAR} is missing; run mvn -q -DskipTests package")
        run(["javac", "-cp", str(JAR), "-d", str(classes), *map(str, folder.glob("*.java"))])
        jars = [JAR]
    else:
        goals = ["compile", "dependency:build-classpath"]
        run(["mvn", "-q", "-B", "-f", str(folder / "pom.xml"), PLATFORM, *goals])
        jars = [pathlib.Path(jar) for jar in (folder / "target/classpath").read_text().split(":")]
    cache = folder / "target/cache"  # where natives are unpacked
    command = ["java", f"-Dorg.bytedeco.javacpp.cachedir={cache}", f"-DDJL_CACHE_DIR={cache}"]
    command += ["-Dai.djl.offline=true", "-cp", ":".join(map(str, [classes, *jars])), PEERS[name]]
    return command, sum(jar.stat().st_size for jar in jars) / 1e6


def python_megabytes():
    total = 0
    for name in ("sklearn", "numpy", "scipy", "joblib"):
        spec = importlib.util.find_spec(name)
        if spec is None:
            raise NotRun(f"{sys.executable} has no {name}; pip install scikit-learn")
        package = pathlib.Path(spec.origin).parent
        libraries = "scikit_learn.libs" if name == "sklearn" else name + ".libs"
        for folder in (package, package.with_name(libraries)):
            total += sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return total / 1e6


def train(command, folder, width, threads, args):
    """The figures of one turn, and nothing."""
    environment = dict(os.environ)
    if threads != "default":
        environment["OMP_NUM_THREADS"] = threads
    command = [*command, folder, str(width), str(args.epochs)]
    out, memory = run(command, environment, args.timeout)
    seconds = [float(s) for s in re.findall(r"^epoch \d+ seconds (\S+)", out, re.MULTILINE)]
    accuracy = re.search(r"^accuracy (\S+)", out, re.MULTILINE)
    if len(seconds) != args.epochs or accuracy is None:
        raise NotRun(f"expected {args.epochs} epochs and an accuracy, found {out.strip()[-200:]!r}")
    return {"seconds": seconds, "mebibytes": memory, "accuracy": float(accuracy[1])}, None


def run(command, environment=None, timeout=3600):
    """What a process prints, and the most memory it had, in MiB."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=err)
        clock = threading.Timer(timeout, process.kill)
        clock.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        timed_out = clock.finished.is_set()
        clock.cancel()
        out.seek(0)
        err.seek(0)
        printed = out.read()
        if timed_out:
            raise NotRun(f"took more than {timeout:g} s")
        if status:
            raise NotRun(complaint(printed + err.read(), process.returncode))
        return printed, usage.ru_maxrss / 1024


def complaint(output, status):
    """The first line that looks like an error, or else the last one."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"ERROR|Error\b|Exception\b", line)]
    return (errors or lines[-1:] or [f"ended with status {status}"])[0]


def summary(each, skip):
    """Adds to a peer's turns what the table shows of them."""
    if "reason" not in each:
        turns = each["turns"]
        each["median"] = statistics.median([s for turn in turns for s in turn["seconds"][skip:]])
        each["memory"] = max(turn["mebibytes"] for turn in turns)
        each["accuracy"] = statistics.mean(turn["accuracy"] for turn in turns)
    return each


def show(width, names, tries):
    best = {}
    for each in tries:
        other = best.get(each["peer"])
        if other is None or each.get("median", float("inf")) < other.get("median", float("inf")):
            best[each["peer"]] = each
    own = best.get("inittrace", {}).get("median")
    print(f"\nwidth {width:<14}{'threads':>8}{'s per epoch':>13}{'/ InitTrace':>13}", end="")
    print(f"{'MiB':>8}{'accuracy':>10}{'MB needed':>11}")
    for name in names:
        each = best[name]
        if "reason" in each:
            print(f"{name:<20}  not run: {each['reason']}")
            continue
        ratio = f"{each['median'] / own:.1f}" if own else "-"
        print(f"{name:<20}{each['threads']:>8}{each['median']:>13.3f}{ratio:>13}", end="")
        print(f"{each['memory']:>8.0f}{each['accuracy']:>10.2%}{each['megabytes']:>11.0f}")
    for each in tries:
        if "reason" in each and "median" in best[each["peer"]]:
            print(f"{each['peer']} with threads {each['threads']}: {each['reason']}")
    jvm = [name for name in names if PEERS[name] and name != "inittrace" and "median" in best[name]]
    if own and jvm:
        fastest = min(jvm, key=lambda name: best[name]["median"])
        ratio = best[fastest]["median"] / own
        print(f"fastest on the JVM: {fastest}, {ratio:.2f} times InitTrace's")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
