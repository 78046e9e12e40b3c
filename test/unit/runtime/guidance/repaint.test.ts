import test from "node:test";
import assert from "node:assert/strict";
import { concat, tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import { repaint } from "../../../../src/runtime/guidance/index.ts";
import { ddpm } from "../../../../src/runtime/samplers/index.ts";
import { linear } from "../../../../src/runtime/schedules/index.ts";
import { finish, gaussianData, moments, worst } from "./exact.ts";

const schedule = linear();
const [rho, at] = [0.8, 1.2];
/** The best denoiser of two standard normals with correlation rho, taken apart by their sum and difference. */
const correlated = Object.assign(
  (x: Tensor, t: number) => {
    const { alpha, sigma } = schedule.level(t);
    const [a, b] = x.split(2, 1);
    const gain = (variance: number) => (alpha * variance) / (alpha ** 2 * variance + sigma ** 2);
    const [sum, difference] = [a.add(b).mul(gain(1 + rho) / 2), a.sub(b).mul(gain(1 - rho) / 2)];
    const x0 = concat([sum.add(difference), sum.sub(difference)], 1);
    return { x0, eps: x.sub(x0.mul(alpha)).div(sigma) };
  },
  { schedule },
);
const region = { known: tensor([[at, NaN]]), mask: tensor([[1, 0]]) };

test("On a correlated Gaussian it comes to the conditional mean and variance; without jumps it does not.", async () => {
  const of = async (jumps: number) => {
    const x = await finish(
      repaint(correlated, { ...region, shape: [800, 2], steps: 50, jumpLength: 5, jumps, seed: 1 }),
    );
    const [kept, made] = x.split(2, 1);
    assert.ok((await kept.sub(at).abs().max().data())[0] < 1e-6, "the known part is known");
    return moments(made);
  };
  const [once, often] = [await of(1), await of(8)];
  const error = ({ mean }: { mean: number }) => Math.abs(mean - rho * at);
  assert.ok(error(often) < 0.08, `mean ${often.mean}, not ${rho * at}`);
  assert.ok(
    Math.abs(often.variance - (1 - rho ** 2)) < 0.08,
    `variance ${often.variance}, not ${1 - rho ** 2}`,
  );
  assert.ok(error(once) > 2 * error(often), `without jumps the mean is ${once.mean}`);
});

test("It goes down and up as the paper's jumps do.", async () => {
  const seen: number[] = [];
  const options = { ...region, shape: [1, 2], timesteps: [900, 700, 500, 300, 100], jumpLength: 2, jumps: 2 };
  for await (const { t } of repaint(correlated, options)) seen.push(t);
  // At 500 and at 100, whose steps left to the least are 2 and 0, it jumps up by two steps, once.
  assert.deepEqual(seen, [900, 700, 900, 700, 500, 300, 500, 300, 100, -1]);
});

test("Each step calls the model once, and no step is a call without one.", async () => {
  const run = repaint(correlated, { ...region, shape: [1, 2], steps: 20, jumpLength: 4, jumps: 3 });
  for await (const { step, steps, nfe } of run) assert.equal(nfe, step === steps ? steps : step + 1);
});

test("Without a known part and jumps it is DDPM, sample for sample.", async () => {
  const denoiser = gaussianData(schedule, 0.3, 0.4);
  const options = { shape: [5, 3], steps: 30, seed: 2 };
  const nothing = { known: tensor([[0]]), mask: tensor([[0]]), jumps: 1 };
  const [a, b] = [repaint(denoiser, { ...options, ...nothing }), ddpm(denoiser, options)];
  assert.ok((await worst(await finish(a), await finish(b))) < 1e-4);
});

test("What cannot be is refused at the call.", () => {
  const make = (options: object) => () => repaint(correlated, { ...region, shape: [3, 2], ...options });
  assert.throws(make({ mask: tensor([[1, 0, 1]]) }), /mask of shape \[1, 3\] does not fit x of \[3, 2\]/);
  assert.throws(make({ known: tensor([1, 2]) }), /known of shape \[2\]/);
  assert.throws(make({ jumps: 0 }), /jumps .* not 0/);
  assert.throws(make({ jumpLength: 1.5 }), /jumpLength .* not 1.5/);
  assert.throws(make({ eta: 2 }), /eta lies between 0/);
  assert.throws(() => repaint(correlated, region), /RePaint needs the shape of its batch/);
});
