#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints what PyTorch's CrossEntropyLoss(weight=...) trains: the numbers in ClassWeightsTest.

A linear softmax from zeros, steps of full batches at a rate of 0.5, on the eight examples of the
test; after each number of steps the loss of the last, before it, and weights and biases by label.
"""
import torch
from torch import nn

X = [[1, 0], [0.5, -1], [-1, 2], [0, 1], [2, 1], [-0.5, -0.5], [1.5, 0.25], [-2, 1]]
Y = [0, 0, 0, 0, 0, 1, 1, 2]  # a, b, c
BALANCED = [8 / (3 * 5), 8 / (3 * 2), 8 / (3 * 1)]

for name, weights in [("named", [0.5, 2.0, 1.25]), ("balanced", BALANCED)]:
    layer = nn.Linear(2, 3, dtype=torch.float64)
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    criterion = nn.CrossEntropyLoss(weight=torch.tensor(weights, dtype=torch.float64))
    optimiser = torch.optim.SGD(layer.parameters(), lr=0.5)
    for step in range(1, 6):
        optimiser.zero_grad()
        loss = criterion(layer(torch.tensor(X, dtype=torch.float64)), torch.tensor(Y))
        loss.backward()
        optimiser.step()
        if step in (1, 5):
            print(name, step, loss.item(), layer.weight.T.flatten().tolist(), layer.bias.tolist())
