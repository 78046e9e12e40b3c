import test from "node:test";
import assert from "node:assert/strict";
import {
  density,
  elbo,
  flows,
  meanField,
  vi,
  type Guide,
} from "../../../../../src/runtime/inference/index.ts";
import { toVar } from "../../../../../src/runtime/inference/vars/index.ts";
import { estimateGradient } from "../../../../../src/runtime/inference/vi/estimate.ts";
import { iaf } from "../../../../../src/runtime/inference/vi/guides/flows/iaf.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { checkGuide, drawnAt, someParams } from "./check-guide.ts";

const over = (dim: number) => density({ dim, logDensity: () => 0 });

for (const [guide, dims] of [
  [flows.planar(3), [1, 2, 3]],
  [flows.iaf(2), [1, 2, 4]],
  [flows.realNvp(3, { width: 5 }), [2, 3]],
] as [Guide, number[]][])
  test(`${guide.name}: draws, densities, scores and the Jacobian belong together.`, () => {
    for (const dim of dims) for (const seed of [1, 2]) checkGuide(guide.on(over(dim)), seed, 1e-7);
  });

test("A planar layer that would fold space over is bent until it does not.", () => {
  const family = flows.planar(1).on(over(1));
  // u w far below -1: without the bend the map would not rise.
  const params = Float64Array.of(0, 0, -30, 1, 0.2);
  const places = Array.from(
    { length: 200 },
    (_, i) => drawnAt(family, params, Float64Array.of(i / 20 - 5))[0],
  );
  places.forEach((z, i) => i === 0 || assert.ok(z > places[i - 1]));
  const drawn = family.draw(toVar(params), Float64Array.of(0.7));
  assert.ok(Math.abs(family.logProb(params, drawn.z.value) - drawn.logQ.value[0]) < 1e-6);
});

test("An autoregressive layer's Jacobian is triangular, and the next one's the other way.", () => {
  const family = iaf(1).on(over(4));
  const params = someParams(family, 3);
  const eps = stream(1).normal64(4);
  const base = drawnAt(family, params, eps);
  for (let i = 0; i < 4; i++)
    drawnAt(family, params, eps.with(i, eps[i] + 1)).forEach((z, k) =>
      assert.equal(z !== base[k], k >= i, `${k} by ${i}`),
    );
});

/** x ~ N(0, 1.5^2), y | x ~ N(x^2 / 2 - 1, 0.5^2): normalized, so that the evidence is 0. */
const banana = density({
  dim: 2,
  logDensity: ([x, y]) =>
    -0.5 * (x / 1.5) ** 2 - 2 * (y - (x * x) / 2 + 1) ** 2 - Math.log(2 * Math.PI * 1.5 * 0.5),
  gradient: ([x, y]) => {
    const off = y - (x * x) / 2 + 1;
    return [-x / 2.25 + 4 * off * x, -4 * off];
  },
});

test("Flows come closer to a banana than a mean-field normal, and never above its evidence.", async () => {
  const fit = (guide: Guide) => vi(banana, { guide, steps: 1000, seed: 1, draws: 2000 });
  const plain = await fit(meanField());
  assert.ok(plain.elbo.value < -0.55, String(plain.elbo.value));
  for (const guide of [flows.realNvp(4), flows.iaf(3), flows.planar(6)]) {
    const { elbo: found } = await fit(guide);
    assert.ok(found.value > plain.elbo.value + 0.3, `${guide.name}: ${found.value}`);
    assert.ok(found.value < 5 * found.se, `${guide.name}: ${found.value}`);
  }
});

test("A flow's gradient sticks to the landing too: both estimators agree on average.", () => {
  const family = flows.iaf(2).on(banana);
  const params = someParams(family, 2);
  const noise = Array.from({ length: 1500 }, (_, i) => stream(7).split(i).normal64(2));
  const by = (estimator: "stickingTheLanding" | "reparameterised") =>
    noise.map((eps) => {
      const bound = elbo({ particles: 1, estimator }).on(family, banana);
      return estimateGradient({ target: banana, family, bound }, params, [eps]).gradient;
    });
  const [a, b] = [by("stickingTheLanding"), by("reparameterised")];
  for (let k = 0; k < family.size; k += 5) {
    const differences = a.map((g, i) => g[k] - b[i][k]);
    const mean = differences.reduce((x, y) => x + y) / differences.length;
    const spread = Math.sqrt(differences.reduce((x, y) => x + (y - mean) ** 2, 0)) / differences.length;
    assert.ok(Math.abs(mean) <= 4.5 * spread + 1e-12, `${k}: ${mean}, ${spread}`);
  }
});

test("A coupling flow of one number is an error.", () => {
  assert.throws(() => flows.realNvp(2).on(over(1)), /at least 2 numbers/);
  assert.throws(() => flows.planar(0), /layers must be a whole number of at least 1/);
});
