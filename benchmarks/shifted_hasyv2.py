#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Many images on white, in many classes, from few: what docs/findings.md looked for late divergence in.

Every training image of a fold of HASYv2 is moved by up to --shift pixels in either direction, and
every class is split at random into --classes-of many, which cannot be told apart, only learned by
heart. Test images are not moved. The result is in MNIST's format: inittrace run --dataset mnist
--data-dir OUT.

Needs: python3 with numpy and pillow, HASYv2 in its own layout.
Usage: benchmarks/shifted_hasyv2.py --data-dir DIR --out OUT [--shift 3] [--classes-of 12] [--seed 1]
"""
import argparse
import csv
import pathlib
import struct

import numpy as np
from PIL import Image

WHITE = 255


def load(fold, part):
    """Images, and their classes numbered in the order of their ids."""
    with open(fold / f"{part}.csv", newline="") as table:
        rows = list(csv.DictReader(table))
    ids = sorted({int(row["symbol_id"]) for row in rows})
    images = [np.asarray(Image.open(fold / row["path"]).convert("L")) for row in rows]
    return np.stack(images), np.array([ids.index(int(row["symbol_id"])) for row in rows])


def shifted(images, down, right):
    """All images moved, with white where nothing was."""
    height, width = images.shape[1:]
    moved = np.full_like(images, WHITE)
    moved[:, max(0, down) : height + min(0, down), max(0, right) : width + min(0, right)] = images[
        :, max(0, -down) : height + min(0, -down), max(0, -right) : width + min(0, -right)
    ]
    return moved


def write(folder, name, images, classes):
    images = images.astype(np.uint8)
    header = struct.pack(">IIII", 0x803, *images.shape)
    (folder / f"{name}-images-idx3-ubyte").write_bytes(header + images.tobytes())
    header = struct.pack(">II", 0x801, len(classes))
    (folder / f"{name}-labels-idx1-ubyte").write_bytes(header + classes.astype(np.uint8).tobytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", required=True, type=pathlib.Path, help="HASYv2's folder")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="where the four files go")
    parser.add_argument("--shift", type=int, default=3, help="pixels in either direction")
    parser.add_argument("--classes-of", type=int, default=12, help="how many one class becomes")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()

    fold = args.data_dir / "classification-task" / "fold-1"
    images, classes = load(fold, "train")
    if (classes.max() + 1) * args.classes_of > 256:
        raise SystemExit(
            f"expected at most 256 classes, found {classes.max() + 1} times {args.classes_of};"
            " take fewer with --classes-of"
        )
    random = np.random.default_rng(args.seed)

    def split(some):
        return some * args.classes_of + random.integers(0, args.classes_of, len(some))

    shifts = range(-args.shift, args.shift + 1)
    many = [(shifted(images, down, right), split(classes)) for down in shifts for right in shifts]
    test_images, test_classes = load(fold, "test")
    args.out.mkdir(parents=True, exist_ok=True)
    write(
        args.out,
        "train",
        np.concatenate([moved for moved, _ in many]),
        np.concatenate([numbers for _, numbers in many]),
    )
    write(args.out, "t10k", test_images, split(test_classes))


if __name__ == "__main__":
    main()
