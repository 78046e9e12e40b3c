import test from "node:test";
import assert from "node:assert/strict";
import { concat, tidy, type Tensor } from "../../../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../../../src/runtime/diffusion/index.ts";
import { classifierFree, classifierFreeInOneBatch } from "../../../../src/runtime/guidance/index.ts";
import { cosine, linear } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { gaussianData, normal, worst } from "./exact.ts";

const schedule = linear();
const conditional = gaussianData(schedule, 1.5, 0.3);
const unconditional = gaussianData(schedule, -0.2, 1.1);
const levelOf = (t: number) => schedule.level(t);

/** Mean and standard deviation over the entries of one example. */
async function deviations(x: Tensor): Promise<number[]> {
  const flat = x.reshape([x.shape[0], -1]);
  const off = flat.sub(flat.mean(1, true));
  return [...(await off.square().mean(1).sqrt().data())];
}

test("Scale 1 is the conditional denoiser number for number, and the other is not asked.", async () => {
  const never: Denoiser = Object.assign(() => assert.fail("asked"), { schedule });
  const x = normal(1, [4, 3]);
  const guided = classifierFree(conditional, never, { scale: 1 })(x, 300);
  assert.deepEqual(await guided.x0.data(), await conditional(x, 300).x0.data());
  assert.deepEqual(await guided.eps.data(), await conditional(x, 300).eps.data());
});

test("Scale 0 is the unconditional denoiser, and others lie on the line through both.", async () => {
  const x = normal(2, [4, 3]);
  const [yes, no] = [conditional(x, 500), unconditional(x, 500)];
  for (const scale of [0, 0.5, 3, -1]) {
    const { x0, eps } = classifierFree(conditional, unconditional, { scale })(x, 500);
    assert.ok((await worst(eps, no.eps.mul(1 - scale).add(yes.eps.mul(scale)))) < 1e-5);
    assert.ok((await worst(x0, no.x0.mul(1 - scale).add(yes.x0.mul(scale)))) < 1e-4);
  }
});

test("What is guided is still made of x_0 and noise: x = alpha x_0 + sigma eps.", async () => {
  const x = normal(3, [5, 4]);
  for (const options of [{}, { rescale: 0.7 }, { optimizedScale: true }, { zeroInit: 0 }]) {
    for (const t of [0, 250, 999]) {
      const { x0, eps } = classifierFree(conditional, unconditional, { scale: 4, ...options })(x, t);
      const { alpha, sigma } = levelOf(t);
      assert.ok(
        (await worst(x0.mul(alpha).add(eps.mul(sigma)), x)) < 1e-4,
        `${JSON.stringify(options)}, ${t}`,
      );
    }
  }
});

test("Guidance of Gaussians has the score of p(x) (p(x | y) / p(x))^scale, in closed form.", async () => {
  // At t both densities are Gaussian: their scores are linear, and so is the mixture's.
  const t = 400;
  const { alpha, sigma } = levelOf(t);
  const x = normal(4, [6, 2]);
  const score = (mean: number, variance: number) =>
    x.sub(alpha * mean).div(-(alpha ** 2 * variance + sigma ** 2));
  const expected = score(1.5, 0.3).mul(2.5).add(score(-0.2, 1.1).mul(-1.5));
  const { eps } = classifierFree(conditional, unconditional, { scale: 2.5 })(x, t);
  assert.ok((await worst(eps.div(-sigma), expected)) < 1e-4);
});

test("Outside of its interval there is no guidance, at its ends there is.", async () => {
  const x = normal(5, [3, 2]);
  const guided = classifierFree(conditional, unconditional, { scale: 3, interval: [200, 600] });
  const always = classifierFree(conditional, unconditional, { scale: 3 });
  for (const t of [0, 199, 601, 999]) assert.equal(await worst(guided(x, t).x0, conditional(x, t).x0), 0);
  for (const t of [200, 400, 600]) {
    assert.equal(await worst(guided(x, t).x0, always(x, t).x0), 0);
    assert.ok((await worst(guided(x, t).x0, conditional(x, t).x0)) > 0.01);
  }
});

test("Rescale 1 keeps the conditional output's standard deviation of each example; less goes part of the way.", async () => {
  const x = normal(6, [4, 50]).mul(2).add(0.3);
  for (const output of ["eps", "x0", "v"] as const) {
    const t = 350;
    const { alpha, sigma } = levelOf(t);
    const read = { eps: (d: Denoiser) => d(x, t).eps, x0: (d: Denoiser) => d(x, t).x0 };
    const of = (d: Denoiser) =>
      output === "v" ? read.eps(d).mul(alpha).sub(read.x0(d).mul(sigma)) : read[output](d);
    const at = (rescale: number) =>
      of(classifierFree(conditional, unconditional, { scale: 5, rescale, output }));
    const [none, wanted, half, full] = await Promise.all(
      [at(0), of(conditional), at(0.5), at(1)].map(deviations),
    );
    for (let i = 0; i < 4; i++) {
      assert.ok(Math.abs(full[i] / wanted[i] - 1) < 1e-3, `${output} ${full[i]}, not ${wanted[i]}`);
      assert.ok(Math.abs(half[i] / ((none[i] + wanted[i]) / 2) - 1) < 1e-3, `${output}, half`);
      assert.ok(Math.abs(none[i] / wanted[i] - 1) > 0.01, `${output}: guidance changes it`);
    }
  }
});

test("The optimized scale brings the unconditional output nearest to the conditional one.", async () => {
  const x = normal(7, [1, 20]);
  const t = 300;
  const at = (scale: number) =>
    classifierFree(conditional, unconditional, { scale, optimizedScale: true, output: "eps" })(x, t).eps;
  // With scale 0 the scaled unconditional output itself is left.
  const distance = async (to: Tensor) => (await conditional(x, t).eps.sub(to).square().sum().data())[0];
  const best = await distance(at(0));
  for (const factor of [0.9, 0.99, 1.01, 1.1]) assert.ok((await distance(at(0).mul(factor))) > best);
  const [along] = await conditional(x, t).eps.sub(at(0)).mul(at(0)).sum().data();
  assert.ok(Math.abs(along) < 1e-4, "what is left is at right angles");
  assert.ok((await worst(at(2), conditional(x, t).eps.mul(2).sub(at(0)))) < 1e-4);
});

test("From zeroInit on the output is 0, and below it is guided.", async () => {
  const x = normal(8, [3, 2]);
  const guided = classifierFree(conditional, unconditional, { scale: 2, zeroInit: 960, output: "eps" });
  for (const t of [960, 999]) assert.equal((await guided(x, t).eps.abs().max().data())[0], 0);
  const plain = classifierFree(conditional, unconditional, { scale: 2 });
  assert.equal(await worst(guided(x, 959).eps, plain(x, 959).eps), 0);
});

test("One call with twice the batch gives what two calls give.", async () => {
  const x = normal(9, [3, 2, 2]);
  let calls = 0;
  const doubled = Object.assign(
    (xx: Tensor, t: number) => {
      calls++;
      assert.deepEqual(xx.shape, [6, 2, 2]);
      const [yes, no] = [conditional(xx.slice(0, 3), t), unconditional(xx.slice(3, 3), t)];
      return { x0: concat([yes.x0, no.x0]), eps: concat([yes.eps, no.eps]) };
    },
    { schedule },
  );
  for (const options of [{ scale: 1 }, { scale: 3 }, { scale: 3, rescale: 0.5 }]) {
    calls = 0;
    const one = classifierFreeInOneBatch(doubled, options)(x, 200);
    assert.equal(calls, 1);
    const two = classifierFree(conditional, unconditional, options)(x, 200);
    assert.ok((await worst(one.x0, two.x0)) < 1e-5 && (await worst(one.eps, two.eps)) < 1e-5);
  }
});

test("The conditional model's learned variance goes along.", async () => {
  const x = normal(10, [2, 2]);
  const log = normal(11, [2, 2]);
  const learned = Object.assign(
    (xt: Tensor, t: number) => ({ ...conditional(xt, t), variance: { kind: "free", log } as const }),
    { schedule },
  );
  for (const rescale of [0, 0.5]) {
    const { variance } = classifierFree(learned, unconditional, { scale: 2, rescale })(x, 100);
    assert.ok(variance?.kind === "free" && (await worst(variance.log, log)) === 0);
  }
});

test("Guidance leaves nothing behind within tidy.", async () => {
  const x = normal(12, [2, 2]);
  const guided = classifierFree(conditional, unconditional, { scale: 2, rescale: 0.5, optimizedScale: true });
  await leaves(0, () => tidy(() => void guided(x, 500)));
});

test("Options that cannot be are refused when the denoiser is made.", () => {
  const make = (options: object) => () =>
    classifierFree(conditional, unconditional, { scale: 2, ...options });
  assert.throws(make({ scale: NaN }), /scale of Classifier-free guidance is a finite number, not NaN/);
  assert.throws(make({ rescale: 1.5 }), /rescale .* between 0 and 1, not 1.5/);
  assert.throws(make({ interval: [5, 2] }), /lower one first, not \[5, 2\]/);
  assert.throws(make({ zeroInit: NaN }), /zeroInit .* not NaN/);
  assert.throws(make({ rescal: 0.5 }), /no option "rescal": it takes scale, interval, rescale/);
  assert.throws(make({ output: "noise" }), /no parameterization "noise"/);
  assert.throws(
    () => classifierFree(conditional, gaussianData(cosine(), 0, 1), { scale: 2 }),
    /different schedules, "linear" and "cosine"/,
  );
});
