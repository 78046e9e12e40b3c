import test from "node:test";
import assert from "node:assert/strict";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import { ddim, flowEuler, flowHeun } from "../../../../src/runtime/samplers/index.ts";
import { flow, linear } from "../../../../src/runtime/schedules/index.ts";
import { finish, gaussianData, normal, worst } from "../guidance/exact.ts";

const [mean, std] = [0.4, 0.6];
const denoiser = gaussianData(flow(), mean, std ** 2);

test("Flow Euler is DDIM on the straight path.", async () => {
  const x = normal(1, [5, 3]);
  const steps = 12;
  const [a, b] = [
    await finish(flowEuler(denoiser, { x, steps })),
    await finish(ddim(denoiser, { x, steps })),
  ];
  assert.ok((await worst(a, b)) < 1e-5);
});

test("Euler's error falls with the number of steps, Heun's with its square.", async () => {
  const x = tensor([[-2], [0.5], [3]]);
  // From noise to data the distance from the mean keeps its ratio to the standard deviation.
  const exact = x.mul(std).add(mean);
  for (const [sampler, order] of [
    [flowEuler, 1],
    [flowHeun, 2],
  ] as const) {
    const errors = [];
    for (const steps of [20, 40])
      errors.push(await worst(await finish(sampler(denoiser, { x, steps })), exact));
    const found = Math.log2(errors[0] / errors[1]);
    assert.ok(Math.abs(found - order) < 0.25, `${sampler.name} is of order ${found}`);
  }
});

test("Heun calls the model twice a step, and once where a step ends in data.", async () => {
  for await (const { step, steps, nfe } of flowHeun(denoiser, { shape: [1, 1], steps: 6 })) {
    assert.equal(nfe, step === steps ? 2 * steps - 1 : 2 * step + 1);
  }
});

test("A shift moves the steps to high noise, and the model sees the t that it moves them to.", async () => {
  const seen: number[] = [];
  const watching = Object.assign((...[x, t]: Parameters<typeof denoiser>) => (seen.push(t), denoiser(x, t)), {
    schedule: denoiser.schedule,
  });
  for await (const { t, sigma, alpha } of flowEuler(watching, { shape: [1, 1], steps: 4, shift: 3 })) {
    assert.ok(Math.abs(alpha + sigma - 1) < 1e-12);
    if (t > 0) assert.equal(sigma, t);
  }
  const expected = [1, 0.75, 0.5, 0.25].map((t) => (3 * t) / (1 + 2 * t));
  seen.forEach((t, i) => assert.ok(Math.abs(t - expected[i]) < 1e-12, `${t}`));
  assert.equal(seen.length, 4);
});

test("Other paths, and a shift that cannot be, are refused.", () => {
  const curved = gaussianData(linear(), 0, 1);
  assert.throws(() => flowEuler(curved, { shape: [1, 1] }), /straight path of flow\(\).* not along "linear"/);
  assert.throws(
    () => flowHeun(denoiser, { shape: [1, 1], shift: 0 }),
    /shift of Flow Heun is more than 0, not 0/,
  );
});
