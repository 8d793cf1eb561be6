#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what PyTorch's ReduceLROnPlateau makes of losses: the rates that PlateauRateTest expects.

    plugin/src/test/python/plateau_rates.py \
        > plugin/src/test/resources/io/github/inittrace/mlp/pytorch-plateau-rates.json

PyTorch drops a rate after more than its patience of epochs, PlateauRate after as many.
"""
import json
import random

import torch
from torch.optim.lr_scheduler import ReduceLROnPlateau

EPOCHS = 60
SETTINGS = [
    {"drop": 0.1, "patience": 10, "minChange": 0.0, "cooldown": 0, "lowest": 0.0},
    {"drop": 0.5, "patience": 1, "minChange": 0.0, "cooldown": 0, "lowest": 0.0},
    {"drop": 0.5, "patience": 3, "minChange": 0.05, "cooldown": 2, "lowest": 0.0},
    {"drop": 0.5, "patience": 2, "minChange": 0.0, "cooldown": 4, "lowest": 0.1},
]


def factors(settings, losses):
    """The factor of every epoch, the first before any loss, the last after all."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule = ReduceLROnPlateau(
        optimiser, factor=settings["drop"], patience=settings["patience"] - 1,
        threshold=settings["minChange"], threshold_mode="abs", cooldown=settings["cooldown"],
        min_lr=settings["lowest"], eps=0.0)
    found = [1.0]
    for loss in losses:
        schedule.step(loss)
        found.append(optimiser.param_groups[0]["lr"])
    return found


def main():
    random.seed(5)
    losses = [2.0 * 0.9 ** e + random.uniform(0, 0.3) for e in range(EPOCHS)]
    cases = [dict(settings, factors=factors(settings, losses)) for settings in SETTINGS]
    print(json.dumps({"torch": torch.__version__, "losses": losses, "cases": cases}, indent=1))


main()
