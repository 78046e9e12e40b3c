"""Writes inception-values.json beside this file: what torchvision's Inception-v3, and FID's variant of it, make of an image
with weights by a formula, at a sixteenth of their width; their state dicts' names and shapes as a checksum; and what PIL and
torch make of resizes. With a folder as its argument it also writes the state dicts there as .pth, in both formats. Needs
torch, torchvision, pillow; the tests need only what it wrote.

FID's variant is torchvision's with another pooling (pytorch-fid's inception.py says where): the border does not count in the
means, and the last block takes the maximum."""

import hashlib
import json
import math
import sys
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from PIL import Image

try:
    from torchvision.models import inception as source
except RuntimeError:
    # Its compiled operators are of another build than this torch. Inception has none of them, but the import names two.
    operators = torch.library.Library("torchvision", "DEF")
    operators.define("nms(Tensor a, Tensor b, float c) -> Tensor")
    operators.define("qnms(Tensor a, Tensor b, float c) -> Tensor")
    for name in [name for name in sys.modules if name.startswith("torchvision")]:
        del sys.modules[name]
    from torchvision.models import inception as source

WIDTH = 1 / 16
plain, plain_mean = source.BasicConv2d, F.avg_pool2d


def narrow(channels, width):
    return 3 if channels == 3 else round(channels * width)


def network(variant, width):
    class Narrow(plain):
        def __init__(self, inputs, outputs, **options):
            super().__init__(narrow(inputs, width), narrow(outputs, width), **options)

    source.BasicConv2d = Narrow
    classes = 1008 if variant == "fid" else 1000
    options = {"num_classes": classes, "aux_logits": variant != "fid", "init_weights": False}
    blocks = [Narrow, *(getattr(source, f"Inception{letter}") for letter in "ABCDE"), source.InceptionAux]
    net = source.Inception3(inception_blocks=blocks, **options)
    source.BasicConv2d = plain
    net.fc = torch.nn.Linear(narrow(2048, width), classes)
    if variant != "fid":
        net.AuxLogits.fc = torch.nn.Linear(narrow(768, width), classes)
    return net.eval()


@torch.no_grad()
def fill(net):
    """Of parameter i, the k-th number."""
    for i, (name, tensor) in enumerate(net.state_dict().items()):
        if name.endswith("num_batches_tracked"):
            continue
        k = torch.arange(tensor.numel(), dtype=torch.float64)
        fan_in = tensor[0].numel() if tensor.dim() > 1 else 1
        values = torch.sin(0.7 * k + i) * math.sqrt(3 / fan_in)
        if name.endswith("bn.weight"):
            values = 1 + 0.1 * torch.sin(k + i)
        elif name.endswith("running_var"):
            values = 0.6 + 0.3 * torch.sin(k + i)
        elif tensor.dim() == 1:
            values = 0.05 * torch.sin(k + i)
        tensor.copy_(values.reshape(tensor.shape))


def means(variant):
    """The pooling of each block, in the order in which a forward pass comes by."""
    if variant != "fid":
        return plain_mean, None
    def inside(x, kernel_size, stride, padding):
        return plain_mean(x, kernel_size, stride, padding, count_include_pad=False)
    def last(x, kernel_size, stride, padding):
        return F.max_pool2d(x, kernel_size, stride, padding)
    return inside, last


@torch.no_grad()
def features(net, variant, x):
    mean, last = means(variant)
    made = {}
    F.avg_pool2d = mean
    x = net.maxpool1(net.Conv2d_2b_3x3(net.Conv2d_2a_3x3(net.Conv2d_1a_3x3(x))))
    made["64"] = x
    x = made["192"] = net.maxpool2(net.Conv2d_4a_3x3(net.Conv2d_3b_1x1(x)))
    for name in ["5b", "5c", "5d", "6a", "6b", "6c", "6d", "6e"]:
        x = getattr(net, f"Mixed_{name}")(x)
    made["768"] = x
    x = net.Mixed_7b(net.Mixed_7a(x))
    if last:
        F.avg_pool2d = last
    x = made["2048"] = net.Mixed_7c(x)
    F.avg_pool2d = plain_mean
    pooled = {name: value.mean([2, 3])[0] for name, value in made.items()}
    logits = net.fc(x.mean([2, 3]))[0]
    return {**pooled, "logits": logits, "logits without bias": logits - net.fc.bias}


def names(net):
    lines = sorted(f"{name} {list(t.shape)}" for name, t in net.state_dict().items() if "num_batches" not in name)
    text = "\n".join(line for line in lines if not line.startswith("AuxLogits"))
    return hashlib.sha256(text.encode()).hexdigest()


def image(height, width):
    """[1, 3, height, width] in [-1, 1]."""
    y, x, c = torch.meshgrid(*(torch.arange(float(n), dtype=torch.float64) for n in (height, width, 3)), indexing="ij")
    return torch.sin(0.3 * y + 0.17 * x * (c + 1) + c).permute(2, 0, 1)[None]


def summary(tensor):
    """A few of the numbers, and what all of them come to."""
    tensor = tensor.double()
    every = max(1, len(tensor) // 8)
    weights = torch.cos(torch.arange(len(tensor), dtype=torch.float64))
    return {"some": tensor[::every].tolist(), "every": every, "projection": float((tensor * weights).sum())}


def resized(height, width, size):
    x = image(height, width).float()
    channels = [Image.fromarray(x[0, c].numpy()).resize((size[1], size[0]), Image.BICUBIC) for c in range(3)]
    clean = torch.from_numpy(numpy.stack([numpy.asarray(one) for one in channels]))
    pytorch = F.interpolate(x, size=size, mode="bilinear", align_corners=False)[0]
    return {
        "from": [height, width],
        "to": list(size),
        "clean": summary(clean.reshape(-1)),
        "legacyPytorch": summary(pytorch.reshape(-1)),
    }


folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
table = {"torch": torch.__version__, "width": WIDTH, "variants": {}}
for variant in ["fid", "torchvision"]:
    net = network(variant, WIDTH)
    fill(net)
    if folder:
        torch.save(net.state_dict(), folder / f"{variant}.pth")
        torch.save(net.state_dict(), folder / f"{variant}-old.pth", _use_new_zipfile_serialization=False)
    made = features(net.double(), variant, image(139, 123))
    table["variants"][variant] = {
        "names": names(network(variant, 1)),
        "features": {name: summary(value) for name, value in made.items()},
    }
table["resizes"] = [resized(*sizes) for sizes in [(32, 32, (299, 299)), (8, 5, (3, 9)), (40, 64, (13, 64)), (7, 7, (7, 7)), (1, 2, (4, 3))]]
at = folder / "values.json" if folder else Path(__file__).with_suffix(".json")
at.write_text(json.dumps(table, indent=1) + "\n")
