import test from "node:test";
import assert from "node:assert/strict";
import { amortised, elbo, model, vars, vi } from "../../../../../src/runtime/inference/index.ts";
import { placesOf } from "../../../../../src/runtime/inference/vi/var/places.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { checkGuide } from "./check-guide.ts";

test("A parameter's places are found in any program, whatever is recorded of it.", () => {
  const target = model(({ sample, record }) => {
    const w = sample("w", vars.dirichlet({ concentration: [1, 2, 3] }));
    const z = sample("z", vars.normal(), 3);
    record("z2", z.mul(w.at(0)));
    sample("tau", vars.gamma({ concentration: 2 }));
  });
  assert.deepEqual(placesOf(target, "w"), [0, 1]);
  assert.deepEqual(placesOf(target, "z"), [2, 3, 4]);
  assert.deepEqual(placesOf(target, "tau"), [5]);
  assert.throws(() => placesOf(target, "zz"), /no "zz" in the target: there are w, z, z2, tau/);
});

const features = [[0.5, 1], [-1, 2], [0, 0.3]]; // prettier-ignore

test("An amortised guide's draws, density and scores belong together, with shared parameters around the latent ones.", () => {
  const target = model(({ sample }) => {
    sample("mu", vars.normal());
    sample("z", vars.normal(), 6);
    sample("tau", vars.gamma({ concentration: 2 }));
  });
  checkGuide(amortised({ latent: "z", features, hidden: [5] }).on(target), 3);
  assert.throws(() => amortised({ latent: "mu", features }).on(target), /no whole number for each of 3 data/);
  assert.throws(() => amortised({ latent: "z", features: [[1], [1, 2]] }), /features\[1\] of an amortised guide has a length of 1, not 2/); // prettier-ignore
});

test("An encoder learns the exact posterior of each datum of a conjugate model, and of one it has not seen.", async () => {
  const std = 0.5;
  const random = stream(5);
  const x = random.normal64(30).map((z) => z * Math.sqrt(1 + std * std));
  const target = model(({ sample, observe }) => {
    const z = sample("z", vars.normal(), x.length);
    observe("x", vars.normal({ mean: z, std }), x);
  });
  const guide = amortised({ latent: "z", features: Array.from(x, (value) => [value]), hidden: [8] });
  const fit = await vi(target, {
    guide,
    objective: elbo({ particles: 2 }),
    steps: 1200,
    learningRate: (step) => (step < 600 ? 0.02 : 0.003),
    draws: 400,
    seed: 1,
  });
  const variance = (std * std) / (1 + std * std);
  const deviation = Math.sqrt(variance);
  const judge = (datum: number, tolerance: number) => {
    const found = guide.encode(target, fit.params, [datum]);
    const exact = datum / (1 + std * std);
    assert.ok(
      Math.abs(found.mean[0] - exact) < tolerance * deviation,
      `${datum}: ${found.mean[0]}, ${exact}`,
    );
    assert.ok(Math.abs(found.std[0] / deviation - 1) < tolerance, `${datum}: ${found.std[0]}, ${deviation}`);
  };
  const inside = [...x].filter((value) => Math.abs(value) < 1.5);
  assert.ok(inside.length > 20);
  inside.forEach((value) => judge(value, 0.1));
  judge(0.123, 0.1);
  // x_i ~ N(0, 1 + std^2): the ELBO of an exact encoder is the evidence.
  const exact = x.reduce((sum, value) => sum - (value * value) / (1 + std * std) / 2 - Math.log(2 * Math.PI * (1 + std * std)) / 2, 0); // prettier-ignore
  assert.ok(fit.elbo.value < exact + 5 * fit.elbo.se);
  assert.ok(exact - fit.elbo.value < 0.15, `${fit.elbo.value}, ${exact}`);
});
