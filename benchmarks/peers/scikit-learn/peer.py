# SPDX-License-Identifier: Apache-2.0
"""scikit-learn's MLPClassifier, one epoch for each call of partial_fit."""
import gzip
import pathlib
import sys
import time

import numpy
from sklearn.neural_network import MLPClassifier


def read(folder, name):
    """Images from 0 to 1 in rows, and their labels."""
    images = gzip.decompress(pathlib.Path(folder, name + "-images-idx3-ubyte.gz").read_bytes())
    labels = gzip.decompress(pathlib.Path(folder, name + "-labels-idx1-ubyte.gz").read_bytes())
    pixels = numpy.frombuffer(images, numpy.uint8, offset=16).reshape(-1, 784)
    return pixels.astype(numpy.float32) / 255, numpy.frombuffer(labels, numpy.uint8, offset=8)


def main():
    folder, width, epochs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    x, y = read(folder, "train")
    model = MLPClassifier(
        (width, width),
        solver="sgd",
        alpha=0.0,
        batch_size=128,
        learning_rate_init=0.1,
        momentum=0.0,
        nesterovs_momentum=False,
    )
    for epoch in range(1, epochs + 1):
        started = time.perf_counter()
        model.partial_fit(x, y, classes=range(10))
        print("epoch", epoch, "seconds", time.perf_counter() - started, flush=True)
    print("accuracy", model.score(*read(folder, "t10k")))


if __name__ == "__main__":
    main()
