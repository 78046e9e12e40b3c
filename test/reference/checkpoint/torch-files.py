"""Writes torch-files.json beside this file: small files by torch.save in both of its formats, and what is in them. Needs
torch; the tests need only what it wrote."""

import base64
import collections
import io
import json
import os
import sys
from pathlib import Path

import torch

numbers = torch.arange(24, dtype=torch.float32).reshape(2, 3, 4) / 8 - 1


def saved(value, **options):
    file = io.BytesIO()
    torch.save(value, file, **options)
    return base64.b64encode(file.getvalue()).decode()


def expected(tensor):
    tensor = tensor.detach()
    return {
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "values": [float(x) for x in tensor.reshape(-1)],
    }


tensors = collections.OrderedDict(
    [
        ("layer.weight", numbers),
        ("transposed", numbers.permute(2, 0, 1)),
        ("window", numbers[1, 1:, ::2]),
        ("row", numbers[1]),
        ("parameter", torch.nn.Parameter(torch.tensor([1.5, -2.25]))),
        ("float64", torch.tensor([1 / 3, -1e300], dtype=torch.float64)),
        ("float16", torch.tensor([[1.5], [65504]], dtype=torch.float16)),
        ("bfloat16", torch.tensor([3.140625, -1e38], dtype=torch.bfloat16)),
        ("int64", torch.tensor(2**53 - 1)),
        ("int32", torch.tensor([-7, 2**31 - 1], dtype=torch.int32)),
        ("int16", torch.tensor([-7, 300], dtype=torch.int16)),
        ("int8", torch.tensor([-7, 100], dtype=torch.int8)),
        ("uint8", torch.tensor([7, 200], dtype=torch.uint8)),
        ("bool", torch.tensor([True, False])),
        ("empty", torch.empty(0, 3)),
        ("repeated", torch.tensor([0.5]).expand(2, 3)),
    ]
)
module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2)).state_dict()
module["0.weight"] = torch.sin(torch.arange(18.0)).reshape(2, 1, 3, 3)
module["0.bias"] = torch.tensor([0.25, -0.5])
checkpoint = {"epoch": 3, "best": 0.75, "name": "ünï", "done": None, "model": {"a": torch.ones(2), "b": [torch.zeros(1)]}}


class Harmful:
    def __reduce__(self):
        return os.system, ("echo executed",)


old = {"_use_new_zipfile_serialization": False}
table = {
    "torch": torch.__version__,
    "files": {
        "archive": saved(tensors),
        "archive, protocol 4": saved(tensors, pickle_protocol=4),
        "legacy": saved(tensors, **old),
        "legacy, protocol 4": saved(tensors, pickle_protocol=4, **old),
        "module": saved(module),
        "module, legacy": saved(module, **old),
        "checkpoint": saved(checkpoint),
        "harmful": saved({"weight": numbers, "x": Harmful()}),
        "harmful, legacy": saved({"weight": numbers, "x": Harmful()}, **old),
        "whole model": saved(torch.nn.Linear(2, 2)),
        "no tensor": saved({"epoch": 3}),
        "complex": saved({"z": torch.ones(1, dtype=torch.complex64)}),
    },
    "tensors": {name: expected(tensor) for name, tensor in tensors.items()},
    "module": {name: expected(tensor) for name, tensor in module.items()},
}
Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_suffix(".json")).write_text(
    json.dumps(table, indent=1) + "\n"
)
