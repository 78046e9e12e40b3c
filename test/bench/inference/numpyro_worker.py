"""NumPyro in float64: answers each line of standard input with one of standard output, as ours does."""

import json
import math
import sys
import time

method = sys.argv[1]

import numpyro

numpyro.enable_x64()
if method == "parallel":
    numpyro.set_host_device_count(4)

import jax
import jax.numpy as jnp
import numpyro.distributions as dist
from numpyro.infer import MCMC, NUTS
from numpyro.infer.util import potential_energy

models, runs = {}, {}


def data(asked):
    y, sigma = (jnp.array(asked["schools"][key], dtype=float) for key in ("y", "sigma"))
    regression = asked["regression"]
    labels = jnp.array(regression["y"])
    x = jnp.array(regression["x"]).reshape(regression["rows"], -1)

    def schools():
        mu = numpyro.sample("mu", dist.Normal(0, 5))
        tau = numpyro.sample("tau", dist.HalfCauchy(5))
        z = numpyro.sample("z", dist.Normal(0, 1).expand([8]))
        numpyro.sample("y", dist.Normal(mu + tau * z, sigma), obs=y)

    def logistic():
        intercept = numpyro.sample("intercept", dist.Normal(0, 2))
        slopes = numpyro.sample("slopes", dist.Normal(0, 1).expand([x.shape[1]]))
        numpyro.sample("y", dist.Bernoulli(logits=x @ slopes + intercept), obs=labels)

    models["schools"] = (schools, [("mu", None), ("tau", None), ("z", 8)])
    models["regression"] = (logistic, [("intercept", None), ("slopes", x.shape[1])])
    return {}


def density(asked):
    model, sites = models[asked["name"]]
    numbers = iter(0.3 * math.sin(i + 1) for i in range(1000))
    at = {name: jnp.array([next(numbers) for _ in range(size)] if size else next(numbers)) for name, size in sites}
    return {"logDensity": -float(potential_energy(model, (), {}, at))}


def run(asked):
    name, warmup, draws = asked["name"], asked["warmup"], asked["draws"]
    model, sites = models[name]
    # One object for all seeds: what it compiles for the first it keeps for the others.
    if name not in runs:
        runs[name] = MCMC(NUTS(model), num_warmup=warmup, num_samples=draws, num_chains=4, chain_method=method, progress_bar=False)
    mcmc = runs[name]
    start = time.perf_counter()
    mcmc.run(jax.random.PRNGKey(asked["seed"]))
    samples = jax.block_until_ready(mcmc.get_samples(group_by_chain=True))
    seconds = time.perf_counter() - start
    columns = [samples[site].reshape(4, draws, -1) for site, _ in sites]
    names = [f"{site}[{i}]" if size else site for site, size in sites for i in range(size or 1)]
    values = jnp.concatenate(columns, axis=-1).ravel().tolist()
    return {"seconds": seconds, "names": names, "chains": 4, "draws": draws, "values": values}


answers = {
    "hello": lambda asked: {"version": f"{numpyro.__version__}, JAX {jax.__version__}, {jax.local_device_count()} devices"},
    "data": data,
    "density": density,
    "run": run,
}

for line in sys.stdin:
    asked = json.loads(line)
    try:
        answer = answers[asked["ask"]](asked)
    except Exception as error:  # told to whoever asks
        answer = {"problem": str(error)}
    print(json.dumps(answer), flush=True)
