"""Trains a small network with a snippet of docs/import.md that saves its weights.

Arguments: what trains, numpy, pytorch, keras or sklearn, and the snippet. Writes weights/ and
losses.csv in the current folder, and prints how far numpy says each tensor moved, a line each.
"""

import os
import sys

import numpy as np

KIND, SNIPPET = sys.argv[1:]
EPOCHS = 4
CLASSES = 3
rng = np.random.default_rng(1)
y = rng.integers(CLASSES, size=120)
X = (rng.normal(size=(CLASSES, 6))[y] + rng.normal(size=(len(y), 6))).astype("f4")
os.mkdir("weights")
rows = ["epoch,runningLoss,train.loss,train.accuracy"]


def note(epoch, running, probabilities):
    loss = -np.log(probabilities[np.arange(len(y)), y] + 1e-12).mean()
    accuracy = (probabilities.argmax(1) == y).mean()
    rows.append(f"{epoch},{'' if running is None else running},{loss},{accuracy}")


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


if KIND == "numpy":
    W1, b1 = rng.normal(size=(6, 5)).astype("f4"), np.zeros(5, "f4")
    W2, b2 = rng.normal(size=(5, CLASSES)).astype("f4"), np.zeros(CLASSES, "f4")
    exec(SNIPPET)
    for epoch in range(EPOCHS + 1):
        hidden = np.maximum(X @ W1 + b1, 0)
        p = softmax(hidden @ W2 + b2)
        save(epoch)  # noqa: F821
        note(epoch, None, p)
        d = (p - np.eye(CLASSES)[y]).astype("f4") / len(y)
        dh = (d @ W2.T) * (hidden > 0)
        W1, b1 = W1 - X.T @ dh, b1 - dh.sum(0)
        W2, b2 = W2 - hidden.T @ d, b2 - d.sum(0)
elif KIND == "pytorch":
    import torch

    torch.manual_seed(1)
    model = torch.nn.Sequential(
        torch.nn.Linear(6, 8),
        torch.nn.BatchNorm1d(8),
        torch.nn.ReLU(),
        torch.nn.Linear(8, CLASSES),
    )
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    exec(SNIPPET)
    save(0)  # noqa: F821
    for epoch in range(1, EPOCHS + 1):
        optimiser.zero_grad()
        output = model(torch.tensor(X))
        loss = torch.nn.functional.cross_entropy(output, torch.tensor(y))
        loss.backward()
        optimiser.step()
        save(epoch)  # noqa: F821
        note(epoch, loss.item(), softmax(output.detach().numpy()))
elif KIND == "keras":
    import keras

    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((6,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ]
    )
    model.compile("sgd", "sparse_categorical_crossentropy")
    exec(SNIPPET)
    history = model.fit(X, y, epochs=EPOCHS, verbose=0, callbacks=[Save()])  # noqa: F821
    for epoch, loss in enumerate(history.history["loss"], 1):
        rows.append(f"{epoch},{loss},,")
else:
    from sklearn.neural_network import MLPClassifier

    classes = np.unique(y)
    mlp = MLPClassifier((8, 4), solver="sgd", random_state=1)
    exec(SNIPPET)
    for epoch in range(1, EPOCHS + 1):
        save(epoch, mlp.partial_fit(X, y, classes=classes))  # noqa: F821
        note(epoch, mlp.loss_, mlp.predict_proba(X))

with open("losses.csv", "w") as table:
    table.write("\n".join(rows) + "\n")
start, end = (np.load(f"weights/epoch-{epoch}.npz") for epoch in (0, EPOCHS))
for name in start:
    if start[name].dtype.kind == "f":
        print(name, float(np.linalg.norm(end[name].astype(float) - start[name].astype(float))))
