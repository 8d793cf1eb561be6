#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what PyTorch's optimisers do to a small network, step by step.

    plugin/src/test/python/optimiser_steps.py \
        > plugin/src/test/resources/io/github/inittrace/mlp/pytorch-steps.json

Each case starts from the same weights and sees the same batches; the weights after every step
are the expectation of OptimiserStepsTest. Made with PyTorch 2.13.0, on a CPU, in float32.
"""
import json

import torch
from torch import nn
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, MultiStepLR, PolynomialLR, StepLR

FEATURES, HIDDEN, CLASSES, BATCH, STEPS = 4, 3, 3, 8, 20

CASES = {
    "plain": {"optimiser": "SGD", "rate": 0.5},
    "momentum": {"optimiser": "SGD", "momentum": 0.9, "rate": 0.1},
    "decay": {"optimiser": "SGD", "rate": 0.2, "decay": 0.05, "activation": "TANH"},
    "momentum, decay, clipping": {
        "optimiser": "SGD", "momentum": 0.8, "rate": 0.3, "decay": 0.01, "clipping": 0.2},
    "adam": {"optimiser": "ADAM", "rate": 0.02},
    "adam, decay, sigmoid": {
        "optimiser": "ADAM", "rate": 0.02, "decay": 0.1, "activation": "SIGMOID"},
    "adam, other constants, clipping": {
        "optimiser": "ADAM", "rate": 0.05, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3,
        "clipping": 0.1, "activation": "TANH"},
    "frozen": {
        "optimiser": "SGD", "momentum": 0.9, "rate": 0.1, "decay": 0.02, "clipping": 0.3,
        "frozen": ["hidden1.weight", "output.bias"]},
    "step rate": {"optimiser": "SGD", "momentum": 0.9, "rate": 0.3, "schedule": "STEP"},
    "polynomial rate": {"optimiser": "ADAM", "rate": 0.05, "schedule": "POLYNOMIAL"},
    "cosine rate": {"optimiser": "SGD", "rate": 0.5, "schedule": "COSINE"},
    "clipped loss, multi-step rate": {
        "optimiser": "SGD", "rate": 0.2, "clip": 0.3, "schedule": "MULTI_STEP"},
    "clipped loss, adam": {"optimiser": "ADAM", "rate": 0.02, "clip": 0.2, "activation": "TANH"},
}

ACTIVATIONS = {"RELU": nn.ReLU, "SIGMOID": nn.Sigmoid, "TANH": nn.Tanh}


def schedule(name, optimiser):
    if name == "STEP":
        return StepLR(optimiser, step_size=6, gamma=0.5)
    if name == "MULTI_STEP":
        return MultiStepLR(optimiser, milestones=[4, 11], gamma=3.0)
    if name == "POLYNOMIAL":
        return PolynomialLR(optimiser, total_iters=STEPS, power=2.0)
    if name == "COSINE":
        return CosineAnnealingLR(optimiser, T_max=STEPS)
    return LambdaLR(optimiser, lambda epoch: 1.0)


def tensors(model):
    """Our names and shapes: a weight matrix is [in, out]."""
    return {
        "hidden1.weight": model[0].weight, "hidden1.bias": model[0].bias,
        "output.weight": model[2].weight, "output.bias": model[2].bias,
    }


def flat(parameter):
    return parameter.detach().t().reshape(-1).tolist()


def cross_entropy(logits, labels, clip):
    if clip is None:
        return nn.functional.cross_entropy(logits, labels)
    p = logits.softmax(dim=1)[torch.arange(len(labels)), labels]
    return -p.clamp(clip, 1 - clip).log().mean()


def run(case, start, inputs, labels):
    activation = ACTIVATIONS[case.get("activation", "RELU")]
    model = nn.Sequential(nn.Linear(FEATURES, HIDDEN), activation(), nn.Linear(HIDDEN, CLASSES))
    named = tensors(model)
    with torch.no_grad():
        for name, parameter in named.items():
            values = torch.tensor(start[name])
            parameter.copy_(values.reshape(*reversed(parameter.shape)).t())
            parameter.requires_grad = name not in case.get("frozen", [])
    free = [p for p in named.values() if p.requires_grad]
    decay = case.get("decay", 0.0)
    if case["optimiser"] == "ADAM":
        optimiser = torch.optim.Adam(
            free, lr=case["rate"], betas=(case.get("beta1", 0.9), case.get("beta2", 0.999)),
            eps=case.get("epsilon", 1e-8), weight_decay=decay)
    else:
        optimiser = torch.optim.SGD(
            free, lr=case["rate"], momentum=case.get("momentum", 0.0), weight_decay=decay)
    scheduler = schedule(case.get("schedule"), optimiser)
    steps = []
    for step in range(STEPS):
        rate = optimiser.param_groups[0]["lr"]
        optimiser.zero_grad()
        loss = cross_entropy(model(inputs[step]), labels[step], case.get("clip"))
        loss.backward()
        if "clipping" in case:
            torch.nn.utils.clip_grad_norm_(free, case["clipping"])
        optimiser.step()
        scheduler.step()
        steps.append({"rate": rate, "loss": loss.item(),
                      **{name: flat(p) for name, p in named.items()}})
    return {**case, "steps": steps}


def main():
    torch.manual_seed(1)
    start = {
        "hidden1.weight": torch.randn(FEATURES * HIDDEN).tolist(),
        "hidden1.bias": torch.randn(HIDDEN).tolist(),
        "output.weight": torch.randn(HIDDEN * CLASSES).tolist(),
        "output.bias": torch.randn(CLASSES).tolist(),
    }
    inputs = torch.randn(STEPS, BATCH, FEATURES)
    labels = torch.randint(0, CLASSES, (STEPS, BATCH))
    result = {
        "made with": "PyTorch " + torch.__version__,
        "start": start,
        "inputs": inputs.reshape(STEPS * BATCH, FEATURES).tolist(),
        "labels": labels.reshape(-1).tolist(),
        "cases": {name: run(case, start, inputs, labels) for name, case in CASES.items()},
    }
    # Nine digits say a float32 exactly.
    print(json.dumps(json.loads(json.dumps(result), parse_float=lambda x: float(f"{float(x):.9g}")),
                     indent=None, separators=(",", ":")).replace('},"', '},\n"').replace(
                         '{"rate"', '\n{"rate"'))


main()
