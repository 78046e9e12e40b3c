"""PyTorch: answers each line of standard input with one of standard output, as ours.mjs does.

torch_worker.py DEVICE [compile]: with "compile" networks run through torch.compile.
"""

import json
import math
import os
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

device = torch.device(sys.argv[1])
whole = torch.compile if "compile" in sys.argv[2:] else lambda model: model
torch.set_num_threads(os.cpu_count() or 1)


def embedding(t, dim):
    half = dim // 2
    angles = t[:, None] * torch.exp(-math.log(10_000) * torch.arange(half, device=t.device) / half)
    return torch.cat([angles.cos(), angles.sin()], 1)


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.data, self.time = nn.Linear(2, 128), nn.Linear(64, 128)
        self.hidden = nn.ModuleList([nn.Linear(128, 128) for _ in range(2)])
        self.out = nn.Linear(128, 2)

    def named(self):
        yield from [("in.data", self.data), ("in.time", self.time), ("out", self.out)]
        yield from ((f"hidden.{i}", layer) for i, layer in enumerate(self.hidden))

    def forward(self, x, t):
        h = F.silu(self.data(x) + self.time(embedding(t, 64)))
        for layer in self.hidden:
            h = F.silu(layer(h))
        return self.out(h)


class Residual(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.norm1, self.norm2 = nn.GroupNorm(8, inputs), nn.GroupNorm(8, outputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.time = nn.Linear(128, outputs)
        self.skip = nn.Conv2d(inputs, outputs, 1) if inputs != outputs else None

    def forward(self, x, when):
        h = self.conv1(F.silu(self.norm1(x))) + self.time(when)[:, :, None, None]
        return self.conv2(F.silu(self.norm2(h))) + (self.skip(x) if self.skip else x)


class Attention(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm = nn.GroupNorm(8, channels)
        self.query, self.key, self.value, self.out = (nn.Linear(channels, channels) for _ in range(4))

    def forward(self, x):
        n, c, h, w = x.shape
        flat = self.norm(x).flatten(2).transpose(1, 2)
        scores = torch.softmax(self.query(flat) @ self.key(flat).transpose(1, 2) / math.sqrt(c), -1)
        return x + self.out(scores @ self.value(flat)).transpose(1, 2).reshape(n, c, h, w)


class Shrink(nn.Conv2d):
    """Padded as "same" is: a zero after each axis, where PyTorch would put one on both sides."""

    def __init__(self, channels):
        super().__init__(channels, channels, 3, stride=2)

    def forward(self, x):
        return super().forward(F.pad(x, (0, 1, 0, 1)))


class Unet(nn.Module):
    def __init__(self):
        super().__init__()
        self.time_in, self.time_out = nn.Linear(32, 128), nn.Linear(128, 128)
        self.into = nn.Conv2d(1, 32, 3, padding=1)
        self.down0, self.down1 = Residual(32, 32), Residual(32, 64)
        self.shrink = Shrink(32)
        self.attention, self.middle = Attention(64), Residual(64, 64)
        self.up1, self.up0 = Residual(128, 64), Residual(64, 32)
        self.grow = nn.Conv2d(64, 32, 3, padding=1)
        self.norm, self.out = nn.GroupNorm(8, 32), nn.Conv2d(32, 1, 3, padding=1)

    def named(self):
        blocks = {"down.0": self.down0, "down.1": self.down1, "middle": self.middle}
        for name, block in {**blocks, "up.0": self.up0, "up.1": self.up1, "attention": self.attention}.items():
            yield from ((f"{name}.{part}", layer) for part, layer in block.named_children())
        yield from [("time.in", self.time_in), ("time.out", self.time_out), ("in", self.into)]
        yield from [("down.0.shrink", self.shrink), ("up.0.grow", self.grow)]
        yield from [("out.norm", self.norm), ("out", self.out)]

    def forward(self, x, t):
        when = F.silu(self.time_out(F.silu(self.time_in(embedding(t, 32)))))
        first = self.down0(self.into(x), when)
        second = self.down1(self.shrink(first), when)
        h = self.middle(self.attention(second), when)
        h = self.up1(torch.cat([h, second], 1), when)
        h = self.grow(F.interpolate(h, scale_factor=2))
        h = self.up0(torch.cat([h, first], 1), when)
        return self.out(F.silu(self.norm(h)))


networks = {"mlp": (Mlp, (256, 2)), "unet": (Unet, (32, 1, 16, 16))}


def random(*shape):
    return torch.randn(*shape, device=device)


def times(batch):
    return torch.arange(batch, device=device) * 3.0


def training(name):
    make, shape = networks[name]
    model, x, target = make().to(device), random(*shape), random(*shape)
    t, adam = times(shape[0]), torch.optim.Adam(model.parameters(), 1e-3)
    run = whole(model)

    def step():
        adam.zero_grad()
        loss = F.mse_loss(run(x, t), target)
        loss.backward()
        adam.step()
        return loss

    return step


def sampling():
    model = whole(Unet().to(device).eval())
    bar = torch.cumprod(1 - torch.linspace(1e-4, 0.02, 1000, dtype=torch.float64), 0).float()
    steps = list(range(0, 1000, 50))[::-1]

    @torch.no_grad()
    def run():
        x = random(32, 1, 16, 16)
        for t in steps:
            now, after = bar[t], bar[t - 50] if t >= 50 else torch.tensor(1.0)
            eps = model(x, torch.full((32,), float(t), device=device))
            x0 = (x - (1 - now).sqrt() * eps) / now.sqrt()
            x = after.sqrt() * x0 + (1 - after).sqrt() * eps
        return x

    return run


def product(size, transposed):
    a, b = random(size, size), random(size, size)
    return lambda: a @ (b.T if transposed else b)


def convolution():
    x, w = random(4, 128, 32, 32), random(128, 128, 3, 3)
    return lambda: F.conv2d(x, w, padding=1)


def conv_slope(by_filter):
    x, w, dy = random(4, 128, 32, 32), random(128, 128, 3, 3), random(4, 128, 32, 32)
    if by_filter:
        return lambda: nn.grad.conv2d_weight(x, w.shape, dy, padding=1)
    return lambda: nn.grad.conv2d_input(x.shape, w, dy, padding=1)


def attention():
    q, k, v = (random(16, 256, 64) for _ in range(3))
    return lambda: torch.softmax(q @ k.transpose(1, 2) / 8, -1) @ v


def statistics():
    features = random(1000, 2048)

    def run():
        centred = features - features.mean(0, keepdim=True)
        return centred.T @ centred / 999

    return run


rows = {
    "matMul512": lambda: product(512, False),
    "matMul512T": lambda: product(512, True),
    "matMul1024": lambda: product(1024, False),
    "conv": convolution,
    "convFilter": lambda: conv_slope(True),
    "convInput": lambda: conv_slope(False),
    "attention": attention,
    "mlpStep": lambda: training("mlp"),
    "unetStep": lambda: training("unet"),
    "ddim": sampling,
    "mlpStepEager": lambda: training("mlp"),
    "unetStepEager": lambda: training("unet"),
    "ddimEager": sampling,
    "fid": statistics,
}
made = {}


def once(work):
    start = time.perf_counter()
    work().flatten()[:1].cpu()  # the end of the queue
    return (time.perf_counter() - start) * 1e3


def measure(asked):
    row = asked["row"]
    if row not in made:
        made[row] = rows[row]()
        once(made[row])
    found, until = [], time.perf_counter() + asked["budget"] / 1e3
    while True:
        found.append(once(made[row]))
        if time.perf_counter() >= until or len(found) >= 200:
            return {"ms": found}


def channels_first(x):
    return x.permute(0, 3, 1, 2) if x.dim() == 4 else x


@torch.no_grad()
def read(asked):
    with open(asked["file"]) as file:
        everything = json.load(file)
    losses = {}
    for name, (make, shape) in networks.items():
        given, model = everything[name], make().to(device)
        for key, layer in model.named():
            for part, parameter in layer.named_parameters():
                weight = given["weights"].pop(f"{key}.{part}")
                value = torch.tensor(weight["data"]).reshape(weight["shape"])
                if value.dim() == 2:
                    value = value.T
                if value.dim() == 4:
                    value = value.permute(3, 2, 0, 1)
                parameter.copy_(value)
        if given["weights"]:
            raise ValueError(f"{name} lacks {', '.join(given['weights'])}")
        data = {key: channels_first(torch.tensor(given[key]).reshape(given["shape"])).to(device) for key in ("x", "target")}
        losses[name] = F.mse_loss(model(data["x"], times(shape[0])), data["target"]).item()
    return {"losses": losses}


answers = {
    "hello": lambda asked: {"version": torch.__version__, "cuda": torch.cuda.is_available()},
    "measure": measure,
    "read": read,
}

for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = answers[asked["ask"]](asked)
    except Exception as error:  # told to whoever asks
        answer = {"problem": str(error)}
    print(json.dumps(answer), flush=True)
