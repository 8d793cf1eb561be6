# SPDX-License-Identifier: Apache-2.0
"""Writes two networks as files of the format safetensors, and what PyTorch reads from them.

    python3 src/test/python/safetensors_files.py src/test/resources/safetensors

needs torch and safetensors. Values are in values.json as the bits of doubles, in hexadecimal, so
that none is rounded and none is left out for not being finite.
"""

import json
import pathlib
import struct
import sys

import torch
from safetensors.torch import load_file, save_file

EXTREMES = [0.0, -0.0, 2.0**-24, -(2.0**-14), 65504.0, 1 / 3, float("inf"), -float("inf"), float("nan")]


def network(seed):
    random = torch.Generator().manual_seed(seed)

    def normal(*shape):
        return torch.randn(shape, generator=random, dtype=torch.float64)

    return {
        "fc1.weight": normal(3, 5).to(torch.float32),
        "fc1.bias": normal(3).to(torch.float32),
        "fc2.weight": normal(4, 4).to(torch.float16),
        "fc3.weight": normal(4, 4),
        "fc10.weight": normal(4, 4).to(torch.bfloat16),
        "none.weight": normal(0, 4),
        "extremes.f16": torch.tensor(EXTREMES).to(torch.float16),
        "extremes.bf16": torch.tensor(EXTREMES).to(torch.bfloat16),
        "steps": torch.tensor(600 + seed),
    }


folder = pathlib.Path(sys.argv[1])
values = {}
for seed in (1, 2):
    file = folder / f"network{seed}.safetensors"
    save_file(network(seed), file, metadata={"format": "pt"})
    values[file.name] = {
        name: [struct.pack(">d", value).hex() for value in tensor.double().flatten().tolist()]
        for name, tensor in sorted(load_file(file).items())
    }
(folder / "values.json").write_text(json.dumps(values, indent=1) + "\n")
