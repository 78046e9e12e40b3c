"""Writes scipy-values.json beside this file: what SciPy says of the distributions of noisebook/inference, at random points,
in the tails and at the borders of the supports. Needs scipy and mpmath, which has the
digits that SciPy loses for huge parameters; the tests need only what it wrote."""

import json
from pathlib import Path

import mpmath
import numpy
import scipy
from scipy import stats

rng = numpy.random.default_rng(7)


def text(value):
    """JSON has no infinity and no NaN."""
    value = float(value)
    return value if numpy.isfinite(value) else {numpy.inf: "Infinity", -numpy.inf: "-Infinity"}.get(value, "NaN")


def of_numbers(name, parameters, law, edges=(), discrete=False, without=()):
    shares = [1e-100, 1e-30, 1e-12, 1e-4, *rng.uniform(size=4), 1 - 1e-4]
    points = [float(law.ppf(p)) for p in shares] + [float(law.isf(p)) for p in (1e-12, 1e-30, 1e-100)] + list(edges)
    points = [x for i, x in enumerate(points) if numpy.isfinite(x) and x not in points[:i]]
    quantiles = [1e-12, 0.01, *rng.uniform(size=2), 0.5, 0.99, 1 - 1e-9]
    return {
        "distribution": name,
        "parameters": parameters,
        "x": points,
        "logProb": [text(x) for x in (law.logpmf if discrete else law.logpdf)(points)],
        "cdf": [text(x) for x in law.cdf(points)],
        "p": quantiles,
        "quantile": [text(law.ppf(p)) for p in quantiles],
        "mean": None if "mean" in without else text(law.mean()),
        "variance": None if "variance" in without else text(law.var()),
        "entropy": None if "entropy" in without else text(law.entropy()),
    }


def of_vectors(name, parameters, law, points, variance):
    return {
        "distribution": name,
        "parameters": parameters,
        "x": [list(map(float, x)) for x in points],
        "logProb": [text(law.logpdf(x)) for x in points],
        "mean": list(map(float, numpy.atleast_1d(law.mean() if callable(law.mean) else law.mean))),
        "variance": list(map(float, variance)),
        "entropy": text(law.entropy()),
    }


cases = []
for m, s in [(0, 1), (-3.25, 0.01), (1e6, 1e3), (0, 1e-100), (2, 1e100)]:
    cases.append(of_numbers("normal", {"mean": m, "std": s}, stats.norm(m, s)))
for m, s in [(0, 1), (-2.5, 0.3), (3, 4)]:
    law = stats.lognorm(s, scale=numpy.exp(m))
    cases.append(of_numbers("logNormal", {"logMean": m, "logStd": s}, law, [0, -1]))
for df, m, s in [(1, 0, 1), (2, 0, 1), (0.1, 0, 1), (4.5, -1, 2), (30, 5, 0.1), (1e6, 0, 1), (1e10, 0, 1)]:
    parameters = {"df": df, "location": m, "scale": s}
    # SciPy gives a mean of Infinity where there is none.
    without = ["mean", "variance"] if df <= 1 else []
    cases.append(of_numbers("studentT", parameters, stats.t(df, m, s), [m - 3 * s, m + s * 1e-9], without=without))
for m, s in [(0, 1), (4, 0.02), (-1e4, 1e4)]:
    parameters = {"location": m, "scale": s}
    cases.append(of_numbers("cauchy", parameters, stats.cauchy(m, s), [m + 1e6 * s]))
    cases.append(of_numbers("laplace", parameters, stats.laplace(m, s)))
    cases.append(of_numbers("logistic", parameters, stats.logistic(m, s)))
for s in [1, 0.05, 300]:
    cases.append(of_numbers("halfCauchy", {"scale": s}, stats.halfcauchy(scale=s), [0, -1e-9]))
for low, high in [(0, 1), (-2, 5.5)]:
    law = stats.uniform(low, high - low)
    cases.append(of_numbers("uniform", {"low": low, "high": high}, law, [low, high, low - 1e-9, high + 1]))
for rate in [1, 1e-3, 250]:
    cases.append(of_numbers("exponential", {"rate": rate}, stats.expon(scale=1 / rate), [0, -1e-9]))
for a, b in [(1, 2), (0.01, 1), (0.5, 30), (2.75, 0.1), (45, 5), (2000, 1), (1e5, 10)]:
    law = stats.gamma(a, scale=1 / b)
    cases.append(of_numbers("gamma", {"concentration": a, "rate": b}, law, [0, -1]))
for a, b in [(0.4, 1), (1.5, 2), (3, 0.2), (50, 1000)]:
    law = stats.invgamma(a, scale=b)
    cases.append(of_numbers("inverseGamma", {"concentration": a, "scale": b}, law, [0, -1]))
for a, b in [(1, 1), (0.1, 0.2), (0.5, 0.5), (2, 7.5), (1, 3), (300, 40), (1e4, 2e4), (3e6, 2e7)]:
    # SciPy 1.17 gives an entropy of 0 for parameters of this size.
    without = ["entropy"] if a > 1e6 else []
    law = stats.beta(a, b)
    cases.append(of_numbers("beta", {"alpha": a, "beta": b}, law, [0, 1, -0.1, 1.1], without=without))
for p in [0.5, 1e-9, 0.83, 1, 0]:
    law = stats.bernoulli(p)
    cases.append(of_numbers("bernoulli", {"probability": p}, law, [0, 1, 2, -1], discrete=True))
for rate in [1e-6, 0.3, 4, 77.5, 2500]:
    cases.append(of_numbers("poisson", {"rate": rate}, stats.poisson(rate), [0, 1, -1], discrete=True))
for n, p in [(1, 0.3), (10, 0.5), (40, 1e-5), (1000, 0.62), (100000, 0.003), (7, 1), (7, 0), (10**8, 0.2)]:
    law = stats.binom(n, p)
    cases.append(of_numbers("binomial", {"trials": n, "probability": p}, law, [0, 1, n, n + 1, -1], discrete=True))

for a in [[1, 1, 1], [0.2, 3, 40.5, 0.01], [2000, 500]]:
    law = stats.dirichlet(a)
    points = [x / x.sum() for x in rng.dirichlet(numpy.maximum(a, 0.5), size=4)]
    cases.append(of_vectors("dirichlet", {"concentration": a}, law, points, law.var()))
for n in [1, 3, 6]:
    mean, root, std = rng.normal(size=n), rng.normal(size=(n, n + 1)), rng.uniform(0.1, 3, size=n)
    rank = (n + 1) // 2
    low = root[:, :rank]
    shapes = {
        "diagonalNormal": ({"std": std.tolist()}, numpy.diag(std**2)),
        "fullNormal": ({"covariance": (root @ root.T).tolist()}, root @ root.T),
        "lowRankNormal": ({"factor": low.tolist(), "diagonal": std.tolist()}, low @ low.T + numpy.diag(std)),
    }
    for name, (parameters, covariance) in shapes.items():
        law = stats.multivariate_normal(mean, covariance)
        points = [mean + spread * rng.normal(size=n) for spread in (0, 1, 10)]
        parameters = {"mean": mean.tolist(), **parameters}
        cases.append(of_vectors(name, parameters, law, points, numpy.diag(covariance)))

mpmath.mp.dps = 60
ln, lgamma = mpmath.log, mpmath.loggamma


def of_digits(name, parameters, log_density, points):
    values = [text(log_density(*(map(mpmath.mpf, numpy.atleast_1d(x).tolist())))) for x in points]
    cases.append({"distribution": name, "parameters": parameters, "x": points, "logProb": values})


def log_dirichlet(a):
    a = list(map(mpmath.mpf, a))
    front = lgamma(sum(a)) - sum(map(lgamma, a))
    return lambda *x: front + sum((ai - 1) * ln(xi) for ai, xi in zip(a, x))


def log_binomial(n, p):
    return lambda k: (
        lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * ln(mpmath.mpf(p)) + (n - k) * ln(1 - mpmath.mpf(p))
    )


for a in [1e-8, 1e6, 1e10, 1e13]:
    spread = [a * numpy.exp(z / numpy.sqrt(a)) for z in (-5, -0.7, 0, 3)] if a > 1 else [1e-300, 1e-5, 2, 50]
    gamma = lambda x, a=a: (a - 1) * ln(x) - x - lgamma(a)
    of_digits("gamma", {"concentration": a, "rate": 1}, gamma, spread)
    of_digits("inverseGamma", {"concentration": a, "scale": 1}, lambda x: gamma(1 / x) - 2 * ln(x), [1 / x for x in spread])
for rate in [1e6, 1e10, 1e13]:
    points = [float(round(rate + z * numpy.sqrt(rate))) for z in (-20, -0.4, 0, 6)]
    of_digits("poisson", {"rate": rate}, lambda k: k * ln(rate) - rate - lgamma(k + 1), points)
for n, p in [(10**7, 0.25), (10**12, 0.5), (10**12, 1e-9)]:
    points = [float(round(n * p + z * numpy.sqrt(n * p * (1 - p)))) for z in (-8, 0, 1.5)]
    of_digits("binomial", {"trials": n, "probability": p}, log_binomial(n, p), points)
for a, b in [(1e9, 3e8), (1e-6, 1e6), (1e-9, 1e-9)]:
    points = [a / (a + b), 0.75, 1e-4] if b < a else [0.5, 1e-7, 1e-200]
    law = log_dirichlet([a, b])
    of_digits("beta", {"alpha": a, "beta": b}, lambda x: law(x, 1 - x), points)

out = {"scipy": scipy.__version__, "numpy": numpy.__version__, "mpmath": mpmath.__version__, "cases": cases}
Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
