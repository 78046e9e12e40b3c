"""Writes nflows-values.json beside this file: what nflows (github.com/bayesiains/nflows) makes of splines and of masked
networks with given weights, in float64. Needs torch and nflows, which the tests do not: they need only what it wrote."""

import json
from pathlib import Path

import numpy
import torch
from nflows.transforms.made import MADE
from nflows.transforms.splines.rational_quadratic import unconstrained_rational_quadratic_spline

torch.set_default_dtype(torch.float64)
rng = numpy.random.default_rng(5)


def rounded(values):
    return numpy.asarray(values, dtype=numpy.float32).astype(float).tolist()


def spline(bins, bound, scale, count=24):
    x = numpy.concatenate([rng.uniform(-1.3 * bound, 1.3 * bound, count - 2), [-bound, bound]]).astype(numpy.float32)
    raw = (scale * rng.normal(size=(count, 3 * bins - 1))).astype(numpy.float32)
    widths, heights, slopes = numpy.split(torch.tensor(raw).double().numpy(), [bins, 2 * bins], axis=-1)
    # Here zeros are slopes of 1; there softplus has no such shift.
    shift = numpy.log(numpy.expm1(1 - 1e-3))
    arguments = dict(
        unnormalized_widths=torch.tensor(widths),
        unnormalized_heights=torch.tensor(heights),
        unnormalized_derivatives=torch.tensor(slopes + shift),
        tail_bound=float(bound),
        tails="linear",
    )
    inputs = torch.tensor(x).double()
    y, log_slope = unconstrained_rational_quadratic_spline(inputs, inverse=False, **arguments)
    back, log_back = unconstrained_rational_quadratic_spline(inputs, inverse=True, **arguments)
    return {
        "bins": bins,
        "bound": bound,
        "x": rounded(x),
        "raw": rounded(raw),
        "forward": {"y": y.tolist(), "logSlope": log_slope.tolist()},
        "inverse": {"y": back.tolist(), "logSlope": log_back.tolist()},
    }


def made(dim, width, depth, parameters, batch=3):
    torch.manual_seed(dim)
    network = MADE(
        features=dim,
        hidden_features=width,
        num_blocks=depth - 1,
        output_multiplier=parameters,
        use_residual_blocks=False,
        activation=torch.nn.functional.silu,
    )
    layers = [network.initial_layer, *[block.linear for block in network.blocks], network.final_layer]
    weights = {}
    for i, layer in enumerate(layers):
        name = "out" if i == len(layers) - 1 else f"hidden.{i}"
        weight = rng.normal(size=layer.weight.shape).astype(numpy.float32)
        bias = rng.normal(size=layer.bias.shape).astype(numpy.float32)
        layer.weight.data = torch.tensor(weight).double()
        layer.bias.data = torch.tensor(bias).double()
        weights[f"{name}.weight"] = {"shape": list(weight.T.shape), "values": rounded(weight.T.ravel())}
        weights[f"{name}.bias"] = {"shape": list(bias.shape), "values": rounded(bias)}
    x = rng.normal(size=(batch, dim)).astype(numpy.float32)
    # Its own way has no activation after the first layer; ours has one after each but the last.
    h = network.initial_layer(torch.tensor(x).double())
    for layer in layers[1:]:
        h = layer(torch.nn.functional.silu(h))
    return {
        "dim": dim,
        "width": width,
        "depth": depth,
        "parameters": parameters,
        "weights": weights,
        "x": rounded(x.ravel()),
        "output": h.detach().reshape(batch, dim, parameters).ravel().tolist(),
    }


table = {
    "splines": [spline(2, 1, 1.0), spline(8, 5, 1.0), spline(5, 3, 3.0)],
    "networks": [made(2, 6, 2, 2), made(5, 8, 3, 4)],
}
Path(__file__).with_name("nflows-values.json").write_text(json.dumps(table))
