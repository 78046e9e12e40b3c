import test from "node:test";
import assert from "node:assert/strict";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import { noiseSource } from "../../../../src/runtime/random/index.ts";
import { edm, karrasSigmas, vpSde } from "../../../../src/runtime/schedules/index.ts";
import { ends, everySampler } from "./every-sampler.ts";
import { exactDenoiser } from "./gaussian-data.ts";

const data = { mean: 0.3, std: 0.5 };
const exploding = exactDenoiser(edm({ sigmaMin: 0.02, sigmaMax: 10 }), data);
const preserving = exactDenoiser(vpSde(), data);

test("A sampler gives the same where variance is preserved as where it explodes.", async () => {
  const sigmas = karrasSigmas(8, { sigmaMin: 0.05, sigmaMax: 9 });
  const x = tensor([[-12], [5]]);
  for (const [name, sampler] of Object.entries(everySampler)) {
    // It asks between two places in t, and those are other levels there.
    if (name === "pndm") continue;
    const one = await ends(sampler(exploding, { x, sigmas, noise: noiseSource(3) }));
    const scaled = x.mul(1 / Math.hypot(1, 9));
    const other = await ends(sampler(preserving, { x: scaled, sigmas, noise: noiseSource(3) }));
    one.forEach((value, i) =>
      assert.ok(Math.abs(value - other[i]) < 2e-5, `${name}: ${value} and ${other[i]}`),
    );
  }
});

test("Every sampler draws from the distribution that the exact denoiser belongs to.", async () => {
  const sigmas = karrasSigmas(40, { sigmaMin: 0.02, sigmaMax: 10 });
  for (const [name, sampler] of Object.entries(everySampler)) {
    const values = await ends(sampler(exploding, { shape: [2000, 1], seed: 2, sigmas }));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const std = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length);
    assert.ok(Math.abs(mean - data.mean) < 0.05, `${name}: mean ${mean}`);
    assert.ok(Math.abs(std - data.std) < 0.05, `${name}: standard deviation ${std}`);
  }
});
